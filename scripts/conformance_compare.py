"""An answer against the one that a test expects, read by readers that are not ours."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from decimal import Decimal, InvalidOperation
from itertools import permutations
from pathlib import Path

import pyoxigraph as ox
import rdflib
from conformance_tests import Test, iri
from rdflib.compare import isomorphic

RS = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
XSD = "http://www.w3.org/2001/XMLSchema#"
NUMERIC = {XSD + kind for kind in ("integer", "decimal", "double", "float", "int", "long", "short", "byte")}

Row = tuple[tuple[str, str], ...]


def differs(test: Test, folder: Path, *, body: str, kind: str) -> str:
    """How an answer differs from the one expected, or "". `kind` is csv, triples (N-Triples) or json."""
    assert test.result
    if kind == "csv":
        return _compare_csv(test.result, body)
    if kind == "triples":
        said = rdflib.Graph().parse(data=body, format="nt")
        wanted = rdflib.Graph().parse(test.result, publicID=iri(folder, test.result))
        return "" if isomorphic(said, wanted) else f"{len(said)} triples that are not the {len(wanted)} wanted"
    wanted_rows = _expected(test.result, folder)
    said_rows = _read(ox.parse_query_results(body.encode(), format=ox.QueryResultsFormat.JSON))
    if isinstance(wanted_rows, bool) or isinstance(said_rows, bool):
        return "" if wanted_rows == said_rows else f"{said_rows}, not {wanted_rows}"
    if _same(said_rows, wanted_rows):
        return ""
    one, other = [Counter(map(_valued, rows)) for rows in (said_rows, wanted_rows)]
    return f"said {sorted((one - other).elements())}, wanted {sorted((other - one).elements())}"[:300]


def _expected(path: Path, folder: Path) -> list[Row] | bool:
    if path.suffix in (".ttl", ".rdf"):
        return _result_set(rdflib.Graph().parse(path, publicID=iri(folder, path)))
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


def _compare_csv(path: Path, said_text: str) -> str:
    """Our CSV against the one wanted: the same rows in any order, columns by name, blank nodes alike."""

    def rows(text: str) -> list[Row]:
        read = csv.DictReader(io.StringIO(text, newline=""))
        return sorted(tuple(sorted((name, cell(value)) for name, value in row.items())) for row in read)

    def cell(value: str) -> str:
        if re.fullmatch(r"[\d.]+[Ee]\d+", value):
            return f"{float(value):.0f}"
        return re.sub(r"^_:.*", "_:", value)

    said, wanted = rows(said_text), rows(path.read_text(encoding="utf-8"))
    missing = [row for row in wanted if row not in said]
    return "" if said == wanted else f"said {[r for r in said if r not in wanted]}, wanted {missing}"[:300]
