"""`kg show` and `kg search` on a built graph, and what they may not import."""

from __future__ import annotations

import subprocess
import sys

import pytest
from click.testing import CliRunner

from kg import pipeline
from kg.cli import main

TEXT = "西岭电子大学东山研究院（以下简称“西电东研院”）与青禾智慧物联共建“智能决策联合实验室”。\n东山区推出“安心宝”制度，撬动企业研发投入超6000万元。\n"


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    folder = tmp_path_factory.mktemp("graph")
    (folder / "文.txt").write_text(TEXT, encoding="utf-8")
    pipeline.build([folder / "文.txt"], folder / "build")
    return folder / "build"


def run(*args):
    return CliRunner().invoke(main, [str(a) for a in args])


@pytest.mark.parametrize(
    "name", ["西岭电子大学东山研究院", "西电东研院", "xddyy", "xidiandongyanyuan", "西岭电子大学东山研究所"]
)
def test_an_entity_is_found_by_name_alias_sound_and_with_a_slip(graph, name):
    result = run("show", name, "--graph", graph)
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[0].startswith("西岭电子大学东山研究院")


def test_a_card_tells_relations_with_their_words(graph):
    shown = run("show", "西电东研院", "--graph", graph).stdout
    assert "青禾智慧物联" in shown
    assert "共建" in shown


def test_an_unknown_name_is_told(graph):
    result = run("show", "火星", "--graph", graph)
    assert result.exit_code == 1
    assert "火星" in result.stderr


def test_a_search_finds_names_and_sentences(graph):
    found = run("search", "安心宝", "--graph", graph).stdout
    assert "撬动企业研发投入" in found


@pytest.mark.parametrize(
    "library", ["jieba", "rdflib", "networkx", "pypinyin", "pyvis", "pyoxigraph", "numpy", "rich", "kg.model"]
)
def test_a_look_up_imports_nothing_heavy(graph, library):
    code = (
        "import sys\nfrom kg.cli import main\n"
        f"try: main(['show', '西电东研院', '--graph', {str(graph)!r}])\nexcept SystemExit: pass\n"
        f"assert {library!r} not in sys.modules, 'imported'"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
