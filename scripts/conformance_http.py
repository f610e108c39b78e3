"""Query evaluation, result formats and syntax over HTTP: every data file a named graph of one server.

A test's dataset is said with the protocol's parameters. A default graph that has to be empty is said by naming only
named graphs; what a manifest leaves to the query's own FROM clauses is left to them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from conformance_compare import differs
from conformance_server import Served
from conformance_tests import Test, iri, text, triples

#: A graph that holds nothing that a test asks about.
NOWHERE = "https://w3id.org/innokg/ontology"

_RESULTS = {".srj": "json", ".csv": "csv", ".tsv": "json", ".srx": "json", ".ttl": "json", ".rdf": "json"}


def graphs_of(tests: Sequence[Test], folder: Path) -> dict[str, list[ox.Triple]]:
    """All graphs that the tests need, by the names under which they are asked."""
    named: dict[str, list[ox.Triple]] = {}
    for test in tests:
        for name, path in (*((iri(folder, path), path) for path in test.data), *test.graphs):
            if name not in named:
                named[name] = triples(folder, path)
    return named


def evaluate_over_http(test: Test, folder: Path, server: Served, held: dict[str, list[ox.Triple]]) -> str:
    """What is wrong with the server's answer to the test's query, or ""."""
    assert test.result
    if test.result.suffix == ".csv":
        status, _, body = server.query(text(test, folder), "text/csv", **_dataset(test, folder, held))
        return differs(test, folder, body=body.decode("utf-8"), kind="csv") if status == 200 else _told(status, body)
    accept = "application/sparql-results+json, application/n-triples;q=0.9"
    status, kind, body = server.query(text(test, folder), accept, **_dataset(test, folder, held))
    if status != 200:
        return _told(status, body)
    form = "triples" if "n-triples" in kind else "json"
    return differs(test, folder, body=body.decode("utf-8"), kind=form)


def accepted_over_http(test: Test, folder: Path, server: Served) -> tuple[int, str]:
    """The status with which the server answers the test's query or update, and what it says against it."""
    status, _, body = server.query(text(test, folder), "application/sparql-results+json, application/n-triples;q=0.9")
    return status, "" if status == 200 else _told(status, body)


def _dataset(test: Test, folder: Path, held: dict[str, list[ox.Triple]]) -> dict[str, Any]:
    if re.search(r"\bFROM\b", text(test, folder)):  # the query says it itself
        return {}
    default = [iri(folder, path) for path in test.data]
    named = [name for name, _ in test.graphs]
    there = [name for name in default if held[name]]
    others = [name for name in named if held[name]]
    if there or others:
        return {"default-graph-uri": there, "named-graph-uri": others}
    return {"named-graph-uri": NOWHERE}


def _told(status: int, body: bytes) -> str:
    try:
        return f"{status}: {json.loads(body)['detail']}"
    except ValueError:
        return f"{status}: {body[:200]!r}"
