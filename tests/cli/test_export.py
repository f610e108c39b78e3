"""`kg export`: to a file, a folder or standard output."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from kg import pipeline
from kg.cli import main
from kg.graph.export import FORMATS


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    folder = tmp_path_factory.mktemp("graph")
    (folder / "文.txt").write_text("西岭电子大学东山研究院位于东山区。\n东山区推出“安心宝”制度。\n", encoding="utf-8")
    pipeline.build([folder / "文.txt"], folder / "build")
    return folder / "build"


def run(*args):
    return CliRunner().invoke(main, [str(a) for a in args])


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_is_written_where_it_is_wanted(graph, tmp_path, format_):
    target = tmp_path / "出口"
    result = run("export", "--format", format_, "-o", target, "--graph", graph)
    assert result.exit_code == 0, result.output
    assert str(target) in result.stderr
    assert target.is_dir() == FORMATS[format_].several
    assert all(path.stat().st_size for path in ([target] if target.is_file() else target.iterdir()))


def test_without_an_output_the_bytes_go_to_standard_output(graph):
    assert run("export", "--format", "turtle", "--graph", graph).stdout_bytes == (graph / "graph.ttl").read_bytes()


def test_several_files_want_a_folder(graph):
    result = run("export", "--format", "csv", "--graph", graph)
    assert result.exit_code == 2
    assert "-o" in result.stderr


def test_without_a_graph_the_remedy_is_told(tmp_path):
    result = run("export", "--format", "turtle", "--graph", tmp_path)
    assert result.exit_code == 2
    assert "kg build" in result.stderr
