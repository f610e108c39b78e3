"""`kg ask`: the answer, its words, the query; and an exit code that tells whether it was understood."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from kg import pipeline
from kg.cli import main

TEXT = (
    "西岭电子大学东山研究院（以下简称“西电东研院”）位于东山区。\n东山区推出“安心宝”制度，撬动企业研发投入超6000万元。\n"
)


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    folder = tmp_path_factory.mktemp("graph")
    (folder / "文.txt").write_text(TEXT, encoding="utf-8")
    pipeline.build([folder / "文.txt"], folder / "build")
    return folder / "build"


def run(*args):
    return CliRunner().invoke(main, [str(a) for a in args])


def test_the_answer_comes_first_with_its_words_and_the_query(graph):
    result = run("ask", "西电东研院位于哪里？", "--graph", graph)
    assert result.exit_code == 0, result.output
    answer, words, *rest = result.stdout.splitlines()
    assert answer.startswith("东山区")
    assert "位于东山区" in words
    assert any("ik:locatedIn" in line for line in rest)


def test_programs_get_json(graph):
    told = json.loads(run("ask", "西电东研院在东山区吗？", "--format", "json", "--graph", graph).stdout)
    assert told["yes"] is True
    assert told["answers"][0]["facts"][0]["predicate"] == "locatedIn"


def test_what_is_not_understood_is_named(graph):
    result = run("ask", "西电东研院喜欢什么？", "--graph", graph)
    assert result.exit_code == 1
    assert "喜欢" in result.stderr
    assert "可以问" in result.stdout
