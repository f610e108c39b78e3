"""`kg evaluate` from the outside."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from kg.cli import main

TEXT = "东山实验室研发出“东山芯一号”芯片。\n"
LAB = {"id": "e1", "type": "Platform", "names": ["东山实验室"]}
CHIP = {"id": "e2", "type": "Product", "names": ["“东山芯一号”芯片", "东山芯一号"]}
SAID = {"s": "e1", "p": "develops", "o": "e2", "quote": "东山实验室研发出“东山芯一号”芯片"}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "gold").mkdir()
    for name, layout in (("甲", {}), ("乙", {"layout": "wrapped"})):
        (tmp_path / f"{name}.txt").write_text(TEXT, encoding="utf-8")
        raw = {"doc": name, "entities": [LAB, CHIP], "relations": [SAID], "observations": [], **layout}
        (tmp_path / "gold" / f"{name}.json").write_text(json.dumps(raw), encoding="utf-8")
    return tmp_path


def run(*args):
    return CliRunner().invoke(main, ["evaluate", *map(str, args)])


def test_the_table_has_the_main_figures_and_those_by_layout(folder):
    result = run(folder / "gold", folder / "甲.txt", folder / "乙.txt")
    assert result.exit_code == 0, result.output
    rows = {line.split("\t")[0].strip(): line.split("\t")[1:] for line in result.stdout.splitlines()}
    assert rows["创新平台 Platform"] == ["1.000", "1.000", "1.000", "2", "0", "0"]
    assert rows["研发 develops"][2] == "1.000"
    assert rows["wrapped  实体及类型 typed"][3] == "2"


def test_the_json_has_every_document(folder):
    result = run(folder / "gold", folder / "甲.txt", folder / "乙.txt", "--json", "--no-seeds")
    found = json.loads(result.stdout)
    assert found["documents"].keys() == {"甲", "乙"}
    assert found["total"]["relation"] == {"p": 1.0, "r": 1.0, "f": 1.0, "tp": 2, "fp": 0, "fn": 0}


def test_what_has_no_partner_is_told(folder):
    (folder / "丙.txt").write_text(TEXT, encoding="utf-8")
    result = run(folder / "gold", folder / "甲.txt", folder / "丙.txt")
    assert result.exit_code == 0
    assert [line.endswith(name) for line, name in zip(result.stderr.splitlines(), "乙丙", strict=True)] == [True, True]


def test_the_page_is_written(folder):
    result = run(folder / "gold", folder / "甲.txt", "--html", folder / "out" / "错误.html")
    assert result.exit_code == 0
    assert "东山芯一号" in (folder / "out" / "错误.html").read_text("utf-8")


def test_a_gold_folder_that_is_none_is_misuse(folder):
    result = run(folder / "空", folder / "甲.txt")
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
