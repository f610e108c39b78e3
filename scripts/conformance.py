"""The W3C's SPARQL 1.1 tests against `kg query`'s engine: evaluation, syntax, and that nothing is changed or called.

Every test goes the way a user's query goes: a folder with graph.ttl and graph.nq, a `Session`, its worker, and for
SELECT and ASK our JSON, which an independent reader reads back.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from itertools import permutations
from pathlib import Path
from urllib.parse import unquote

import pyoxigraph as ox
import rdflib
from rdflib.collection import Collection
from rdflib.compare import isomorphic

from kg.errors import QueryError
from kg.graph.results import Result, to_csv, to_json
from kg.graph.store import Session

rdflib.NORMALIZE_LITERALS = False

MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = rdflib.Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
RS = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
#: Where the tests stand on the web: what is relative in them is relative to that.
HOME = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/"
XSD = "http://www.w3.org/2001/XMLSchema#"
NUMERIC = {XSD + kind for kind in ("integer", "decimal", "double", "float", "int", "long", "short", "byte")}
MANIFESTS = ("query", "results", "fed", "update")

Row = tuple[tuple[str, str], ...]


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
    graph = rdflib.Graph().parse(manifest, format="turtle", publicID=_iri(folder, manifest))

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


def evaluate(test: Test, folder: Path) -> str:
    """What is wrong with the answer to the test's query, or ""."""
    with tempfile.TemporaryDirectory() as temporary:
        build = Path(temporary)
        _write(test, folder, build)
        with Session(build, ontology=False) as session:
            try:
                result = session.query(_text(test, folder), timeout=30, limit=100_000)
            except QueryError as error:
                return str(error)
    assert test.result
    if test.result.suffix == ".csv":
        return _compare_csv(test.result, result)
    if result.form == "construct":
        lines = "".join(" ".join(t.n_triples() for t in row if t) + " .\n" for row in result.rows)
        said = rdflib.Graph().parse(data=lines, format="nt")
        wanted = rdflib.Graph().parse(test.result, publicID=_iri(folder, test.result))
        return "" if isomorphic(said, wanted) else f"{len(said)} triples that are not the {len(wanted)} wanted"
    wanted_rows = _expected(test.result, folder)
    said_rows = _read(ox.parse_query_results(to_json(result).encode(), format=ox.QueryResultsFormat.JSON))
    if isinstance(wanted_rows, bool) or isinstance(said_rows, bool):
        return "" if wanted_rows == said_rows else f"{said_rows}, not {wanted_rows}"
    if _same(said_rows, wanted_rows):
        return ""
    one, other = [Counter(map(_valued, rows)) for rows in (said_rows, wanted_rows)]
    return f"said {sorted((one - other).elements())}, wanted {sorted((other - one).elements())}"[:300]


def accepted(test: Test, folder: Path) -> str:
    """The engine's complaint about the query's syntax, or "" if it runs on an empty graph."""
    with tempfile.TemporaryDirectory() as temporary:
        build = Path(temporary)
        _write(Test(test.name, test.kind, test.query), folder, build)
        with Session(build, ontology=False) as session:
            try:
                session.query(_text(test, folder), timeout=30)
            except QueryError as error:
                return str(error)
    return ""


def understood(complaint: str) -> bool:
    """Whether the query was read, if only to find that what it names (a graph, a function) is not there."""
    return not complaint or "本图谱中没有这个图" in complaint or "custom function" in complaint


def _text(test: Test, folder: Path) -> str:
    return f"BASE <{_iri(folder, test.query)}>\n{test.query.read_text(encoding='utf-8')}"


def _iri(folder: Path, path: Path) -> str:
    return HOME + path.relative_to(folder).as_posix()


def _write(test: Test, folder: Path, build: Path) -> None:
    """The test's data as a build folder holds it: the default graph as Turtle, the named graphs as N-Quads."""
    quads = [quad for path in test.data for quad in _parse(folder, path)]
    named = [
        ox.Quad(q.subject, q.predicate, q.object, ox.NamedNode(name))
        for name, path in test.graphs
        for q in _parse(folder, path)
    ]
    ox.serialize((q.triple for q in quads), build / "graph.ttl", format=ox.RdfFormat.TURTLE)
    ox.serialize(named, build / "graph.nq", format=ox.RdfFormat.N_QUADS)


def _parse(folder: Path, path: Path) -> list[ox.Quad]:
    found = ox.parse(
        path=path,
        format=ox.RdfFormat.from_extension(path.suffix[1:]),
        base_iri=_iri(folder, path),
        rename_blank_nodes=True,
    )
    return list(found)


def _expected(path: Path, folder: Path) -> list[Row] | bool:
    if path.suffix in (".ttl", ".rdf"):
        return _result_set(rdflib.Graph().parse(path, publicID=_iri(folder, path)))
    format_ = {".srx": ox.QueryResultsFormat.XML, ".srj": ox.QueryResultsFormat.JSON, ".tsv": ox.QueryResultsFormat.TSV}
    return _read(ox.parse_query_results(path=path, format=format_[path.suffix]))


def _read(results: object) -> list[Row] | bool:
    if isinstance(results, ox.QueryBoolean):
        return bool(results)
    assert isinstance(results, ox.QuerySolutions)
    names = [variable.value for variable in results.variables]
    rows = []
    for solution in results:
        pairs = ((name, solution[name]) for name in names)
        rows.append(tuple(sorted((name, str(value)) for name, value in pairs if value is not None)))
    return rows


def _result_set(graph: rdflib.Graph) -> list[Row] | bool:
    for answer in graph.objects(None, RS.boolean):
        return str(answer) == "true"
    rows = []
    for solution in graph.objects(None, RS.solution):
        bindings = graph.objects(solution, RS.binding)
        pairs = ((str(graph.value(b, RS.variable)), graph.value(b, RS.value)) for b in bindings)
        rows.append(tuple(sorted((name, value.n3()) for name, value in pairs if value is not None)))
    return rows


def _same(said: list[Row], wanted: list[Row]) -> bool:
    """Equal as multisets of rows, numbers by value within their datatype, under some renaming of blank nodes.

    By value, for the engine keeps the number that "01" names and not how it was written.
    """
    one, other = [[_valued(row) for row in rows] for rows in (said, wanted)]
    names, others = _blank(one), _blank(other)
    if len(one) != len(other) or len(names) != len(others):
        return False
    if not names or len(names) > 6:
        return Counter(_renamed(one, dict.fromkeys(names, "_:"))) == Counter(
            _renamed(other, dict.fromkeys(others, "_:"))
        )
    target = Counter(other)
    return any(Counter(_renamed(one, dict(zip(names, order, strict=True)))) == target for order in permutations(others))


def _blank(rows: list[Row]) -> list[str]:
    return sorted({value for row in rows for _, value in row if value.startswith("_:")})


def _renamed(rows: list[Row], names: dict[str, str]) -> list[Row]:
    return [tuple((name, names.get(value, value)) for name, value in row) for row in rows]


def _valued(row: Row) -> Row:
    return tuple((name, _value(term)) for name, term in row)


def _value(term: str) -> str:
    match = re.fullmatch(r'"(.*)"\^\^<(.*)>', term, re.DOTALL)
    if match and match[2] == XSD + "string":
        return f'"{match[1]}"'
    if match and match[2] == XSD + "boolean":
        return f'"{match[1] in ("1", "true")}"^^<{match[2]}>'
    if match and match[2] in NUMERIC:
        try:
            number = Decimal(match[1])
        except InvalidOperation:
            return term
        # A double and a float are equal where they print alike to the digits that all engines agree on.
        digits = f"{float(number):.12g}" if match[2].endswith(("double", "float")) else f"{number.normalize():f}"
        return f'"{digits}"^^<{match[2]}>'
    return re.sub(r"@([\w-]+)$", lambda tag: tag[0].lower(), term)


def _compare_csv(path: Path, result: Result) -> str:
    """Our CSV against the one wanted: the same rows in any order, columns by name, blank nodes alike."""

    def rows(text: str) -> list[Row]:
        read = csv.DictReader(io.StringIO(text, newline=""))
        return sorted(tuple(sorted((name, cell(value)) for name, value in row.items())) for row in read)

    def cell(value: str) -> str:
        if re.fullmatch(r"[\d.]+[Ee]\d+", value):
            return f"{float(value):.0f}"
        return re.sub(r"^_:.*", "_:", value)

    said, wanted = rows(to_csv(result)), rows(path.read_text(encoding="utf-8"))
    missing = [row for row in wanted if row not in said]
    return "" if said == wanted else f"said {[r for r in said if r not in wanted]}, wanted {missing}"[:300]


def run(folder: Path, only: str = "") -> Tally:
    """All tests of `folder`, or those with `only` in their names."""
    tally = Tally()
    for part in MANIFESTS:
        for test in tests(folder, folder / f"manifest-sparql11-{part}.ttl"):
            if only not in test.name:
                continue
            if part == "update" or "Update" in test.kind:
                tally.note("no update is executed", test.name, "" if accepted(test, folder) else "it ran")
            elif part == "fed":
                refused = "SERVICE" in accepted(test, folder)
                tally.note("SERVICE is refused", test.name, "" if refused else "it was not refused")
            elif test.kind in ("QueryEvaluationTest", "CSVResultFormatTest"):
                group = "query evaluation" if part == "query" else "result formats"
                tally.note(group, test.name, evaluate(test, folder))
            elif test.kind.startswith("PositiveSyntax"):
                complaint = accepted(test, folder)
                if "SERVICE" in complaint:
                    tally.note("SERVICE is refused", test.name, "")
                else:
                    tally.note("syntax, sound", test.name, "" if understood(complaint) else complaint)
            elif test.kind.startswith("NegativeSyntax"):
                tally.note("syntax, broken", test.name, "" if accepted(test, folder) else "it was accepted")
    return tally


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="a copy of sparql/sparql11 of the repository w3c/rdf-tests")
    parser.add_argument("--only", default="", help="tests with this in their names")
    given = parser.parse_args()
    if not (given.folder / "manifest-sparql11-query.ttl").is_file():
        print(f"{given.folder}: no SPARQL 1.1 tests here, skipped")
        return 0
    tally = run(given.folder.resolve(), given.only)
    by_group = defaultdict(list)
    for group, name, failure in tally.failures:
        by_group[group].append((name, failure))
    for group in sorted(tally.total):
        print(f"{group}: {tally.passed[group]} of {tally.total[group]}")
        for name, failure in by_group[group]:
            print(f"    {name}: {failure}")
    # Nothing may ever be changed or called; the rest is measured.
    return int(bool(by_group["no update is executed"] or by_group["SERVICE is refused"]))


if __name__ == "__main__":
    sys.exit(main())
