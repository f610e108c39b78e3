"""A build folder holds the whole graph or what it held before."""

from __future__ import annotations

import pytest

from kg.errors import GraphError
from kg.graph.link import link
from kg.graph.lookup import Index
from kg.graph.output import write_build


def test_a_build_holds_the_graph_and_what_is_given_with_it(graph, vocabulary, tmp_path):
    written = write_build(tmp_path / "build", graph, vocabulary, {"graph.html": b"page"})
    assert sorted(p.name for p in written) == sorted(p.name for p in (tmp_path / "build").iterdir())
    assert {p.name for p in written} == {"graph.ttl", "graph.nq", "index.sqlite", "graph.html"}
    assert Index(tmp_path / "build").graph() == graph


def test_a_second_build_replaces_the_first(sample, graph, vocabulary, tmp_path):
    write_build(tmp_path, graph, vocabulary)
    smaller = link(sample[:1], vocabulary)
    write_build(tmp_path, smaller, vocabulary)
    assert Index(tmp_path).graph() == smaller


def test_a_build_that_cannot_be_written_leaves_the_old_one_whole(sample, graph, vocabulary, tmp_path):
    write_build(tmp_path, graph, vocabulary)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    (tmp_path / "graph.html").mkdir()
    with pytest.raises(GraphError, match=r"graph\.html"):
        write_build(tmp_path, link(sample[:1], vocabulary), vocabulary, {"graph.html": b"page"})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before
