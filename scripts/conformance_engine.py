"""A test the way a user's query goes: a folder with graph.ttl and graph.nq, a `Session`, its worker, our writers."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pyoxigraph as ox
from conformance_compare import differs
from conformance_tests import Test, text, triples

from kg.errors import QueryError
from kg.graph.results import to_csv, to_json
from kg.graph.store import Session


def evaluate(test: Test, folder: Path) -> str:
    """What is wrong with the answer to the test's query, or ""."""
    with tempfile.TemporaryDirectory() as temporary:
        build = Path(temporary)
        write(test, folder, build)
        with Session(build, ontology=False) as session:
            try:
                result = session.query(text(test, folder), timeout=30, limit=100_000)
            except QueryError as error:
                return str(error)
    assert test.result
    if test.result.suffix == ".csv":
        return differs(test, folder, body=to_csv(result), kind="csv")
    if result.form == "construct":
        lines = "".join(" ".join(t.n_triples() for t in row if t) + " .\n" for row in result.rows)
        return differs(test, folder, body=lines, kind="triples")
    return differs(test, folder, body=to_json(result), kind="json")


def accepted(test: Test, folder: Path) -> str:
    """The engine's complaint about the query's syntax, or "" if it runs on an empty graph."""
    with tempfile.TemporaryDirectory() as temporary:
        build = Path(temporary)
        write(Test(test.name, test.kind, test.query), folder, build)
        with Session(build, ontology=False) as session:
            try:
                session.query(text(test, folder), timeout=30)
            except QueryError as error:
                return str(error)
    return ""


def understood(complaint: str) -> bool:
    """Whether the query was read, if only to find that what it names (a graph, a function) is not there."""
    return not complaint or "本图谱中没有这个图" in complaint or "custom function" in complaint


def write(test: Test, folder: Path, build: Path) -> None:
    """The test's data as a build folder holds it: the default graph as Turtle, the named graphs as N-Quads."""
    merged = [triple for path in test.data for triple in triples(folder, path)]
    named = [
        ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(name))
        for name, path in test.graphs
        for t in triples(folder, path)
    ]
    ox.serialize(merged, build / "graph.ttl", format=ox.RdfFormat.TURTLE)
    ox.serialize(named, build / "graph.nq", format=ox.RdfFormat.N_QUADS)
