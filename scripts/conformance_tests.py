"""The W3C's manifests read: which tests there are, on what data, with what result expected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

import pyoxigraph as ox
import rdflib
from rdflib.collection import Collection

rdflib.NORMALIZE_LITERALS = False

MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = rdflib.Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
#: Where the tests stand on the web: what is relative in them is relative to that.
HOME = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/"


@dataclass(frozen=True)
class Test:
    """A test of a manifest: its kind, its query or update, its data, the result expected."""

    name: str
    kind: str
    query: Path
    data: tuple[Path, ...] = ()
    graphs: tuple[tuple[str, Path], ...] = ()
    result: Path | None = None


@dataclass
class Tally:
    """How many tests of each kind passed, and why the others did not."""

    passed: Counter[str] = field(default_factory=Counter)
    total: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[str, str, str]] = field(default_factory=list)

    def note(self, group: str, name: str, failure: str) -> None:
        self.total[group] += 1
        self.passed[group] += not failure
        if failure:
            self.failures.append((group, name, failure))


def tests(folder: Path, manifest: Path) -> Iterator[Test]:
    """The tests that a manifest includes, in its order."""
    graph = rdflib.Graph().parse(manifest, format="turtle", publicID=iri(folder, manifest))

    def path(iri: rdflib.term.Node | None) -> Path:
        return folder / unquote(str(iri).removeprefix(HOME))

    for included in graph.objects(None, MF.include):
        for other in Collection(graph, included):
            yield from tests(folder, path(other))
    for entries in graph.objects(None, MF.entries):
        for test in Collection(graph, entries):
            kind = str(graph.value(test, rdflib.RDF.type)).rpartition("#")[2]
            action = graph.value(test, MF.action)
            query = graph.value(action, QT.query) or graph.value(action, UT.request) or action
            if not isinstance(query, rdflib.URIRef):
                continue
            graphs = []
            for given in graph.objects(action, QT.graphData):
                file = graph.value(given, QT.graph) or given
                label = graph.value(given, rdflib.RDFS.label)
                graphs.append((str(label or file), path(file)))
            result = graph.value(test, MF.result)
            yield Test(
                name=str(test).removeprefix(HOME).replace("/manifest#", " "),
                kind=kind,
                query=path(query),
                data=tuple(sorted(path(file) for file in graph.objects(action, QT.data))),
                graphs=tuple(sorted(graphs)),
                result=path(result) if isinstance(result, rdflib.URIRef) else None,
            )


def text(test: Test, folder: Path) -> str:
    """The query of a test, relative to its own place."""
    return f"BASE <{iri(folder, test.query)}>\n{test.query.read_text(encoding='utf-8')}"


def iri(folder: Path, path: Path) -> str:
    """Where a file of the tests stands on the web."""
    return HOME + path.relative_to(folder).as_posix()


def triples(folder: Path, path: Path) -> list[ox.Triple]:
    """The triples of a data file, blank nodes renamed so that no two files share one."""
    format_ = ox.RdfFormat.from_extension(path.suffix[1:])
    assert format_, path
    found = ox.parse(path=path, format=format_, base_iri=iri(folder, path), rename_blank_nodes=True)
    return [quad.triple for quad in found]
