"""Bad input gets one clear line and the right exit code, never a traceback."""

from __future__ import annotations

import os
import shutil

import pytest
from click.testing import CliRunner

from kg import resources
from kg.cli import main

GOOD = "东山实验室研发出“东山芯一号”芯片。\n"


def run(*args):
    return CliRunner().invoke(main, [str(a) for a in args])


def one_line(result):
    lines = [line for line in result.stderr.splitlines() if line]
    assert len(lines) == 1, result.stderr
    assert "Traceback" not in result.output
    return lines[0]


def test_a_missing_path_is_misuse(tmp_path):
    result = run("build", tmp_path / "没有", "-o", tmp_path / "out")
    assert result.exit_code == 2
    assert "没有" in one_line(result)


def test_an_empty_folder_is_misuse(tmp_path):
    (tmp_path / "空").mkdir()
    result = run("build", tmp_path / "空", "-o", tmp_path / "out")
    assert result.exit_code == 2
    one_line(result)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("data", [b"", bytes(range(256)) * 4], ids=["empty", "binary"])
def test_a_file_that_is_no_text_is_told_and_skipped(tmp_path, data):
    (tmp_path / "坏.txt").write_bytes(data)
    (tmp_path / "好.txt").write_text(GOOD, encoding="utf-8")
    result = run("extract", tmp_path)
    assert result.exit_code == 0
    assert "坏.txt" in one_line(result)
    assert '"doc": "好"' in result.stdout


def test_a_broken_rule_file_names_itself(tmp_path):
    book = tmp_path / "rules"
    shutil.copytree(resources.rulebook(), book)
    (book / "people.toml").write_text("surnames = [", encoding="utf-8")
    (tmp_path / "好.txt").write_text(GOOD, encoding="utf-8")
    result = run("extract", tmp_path / "好.txt", "--rulebook", book)
    assert result.exit_code == 1
    assert "people.toml" in one_line(result)


@pytest.mark.skipif(os.name != "posix", reason="needs a path below a file")
def test_an_output_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "好.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    result = run("build", tmp_path / "好.txt", "-o", tmp_path / "file" / "out")
    assert result.exit_code == 1
    assert "file" in result.stderr.splitlines()[-1]
    assert "Traceback" not in result.output


@pytest.mark.parametrize("command", [("show", "某"), ("search", "某"), ("stats",), ("validate",), ("query", "ASK {}")])
def test_without_a_graph_the_remedy_is_named(tmp_path, command):
    result = run(*command, "--graph", tmp_path)
    assert result.exit_code == 2
    assert "kg build" in one_line(result)
