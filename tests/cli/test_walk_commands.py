"""`kg path`, `neighbors`, `common` and `timeline` on a built graph, in every format."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from kg import pipeline
from kg.cli import main

TEXT = (
    "西岭电子大学东山研究院（以下简称“西电东研院”）与青禾智慧物联共建“智能决策联合实验室”。\n"
    "西电东研院位于东山区。\n东山区推出“安心宝”制度，撬动企业研发投入超6000万元。\n"
)


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    folder = tmp_path_factory.mktemp("graph")
    (folder / "文.txt").write_text(TEXT, encoding="utf-8")
    pipeline.build([folder / "文.txt"], folder / "build")
    return folder / "build"


def run(*args):
    return CliRunner().invoke(main, [str(a) for a in args])


def test_a_path_shows_each_step_with_its_words(graph):
    result = run("path", "西电东研院", "青禾智慧物联", "--graph", graph)
    assert result.exit_code == 0, result.output
    assert "1 步" in result.stdout
    assert "共建" in result.stdout
    assert "[" in result.stdout.split("——")[1]


@pytest.mark.parametrize("call", [("path", "西电东研院", "安心宝"), ("neighbors", "xddyy", "--depth", "2"),
                                  ("common", "西电东研院", "安心宝"), ("timeline", "安心宝")])  # fmt: skip
def test_every_format_can_be_read_back(graph, call):
    told = json.loads(run(*call, "--format", "json", "--graph", graph).stdout)
    assert any(isinstance(value, list) and value for value in told.values())
    rows = list(csv.reader(io.StringIO(run(*call, "--format", "csv", "--graph", graph).stdout)))
    assert len(rows) > 1
    assert {len(row) for row in rows} == {len(rows[0])}
    lines = run(*call, "--format", "md", "--graph", graph).stdout.splitlines()
    assert len(lines) == len(rows) + 1
    assert all(line.startswith("| ") and line.endswith(" |") for line in lines)


def test_relations_and_classes_are_named_in_chinese(graph):
    some = run("neighbors", "东山区", "-r", "位于", "--format", "json", "--graph", graph)
    predicates = {f["predicate"] for n in json.loads(some.stdout)["neighbors"] for v in n["via"] for f in v["facts"]}
    assert predicates == {"locatedIn"}
    wrong = run("neighbors", "东山区", "-r", "喜欢", "--graph", graph)
    assert wrong.exit_code == 2
    assert "孵化" in wrong.stderr


def test_doubt_about_a_name_is_shown(graph):
    result = run("path", "东", "安心宝", "--graph", graph)
    assert result.exit_code == 1
    assert "可能指" in result.stderr
    assert run("timeline", "火星", "--graph", graph).exit_code == 1


def test_common_wants_two_entities(graph):
    assert run("common", "西电东研院", "西岭电子大学东山研究院", "--graph", graph).exit_code == 2


def test_without_a_way_the_exit_code_says_so(graph):
    result = run("path", "西电东研院", "安心宝", "-r", "孵化", "--graph", graph)
    assert result.exit_code == 1
    assert "不相连" in result.stderr


def test_a_walk_imports_no_heavy_library(graph):
    code = (
        "import sys\nfrom kg.cli import main\n"
        f"try: main(['path', '西电东研院', '安心宝', '--graph', {str(graph)!r}])\nexcept SystemExit: pass\n"
        "heavy = {'jieba', 'rdflib', 'networkx', 'pypinyin', 'pyvis', 'pyoxigraph', 'numpy', 'rich'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
