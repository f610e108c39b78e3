"""What a server asks of a loaded graph: results in the bytes of a media type, whole graphs, descriptions.

Results go from the engine straight to their bytes where the engine can write them; our own writers do it where the
result has to be cut, and for CSV, whose cells must run nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import IO, Any, cast

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph import results, terms
from kg.graph.sinks import Pieces, Sheet
from kg.graph.sparql import QueryRefused, check, explained
from kg.graph.worker import Graph

__all__ = ["ROWS", "TRIPLES", "Answer", "NoSuchForm", "QueryRefused", "Question", "Served", "warm_up"]

_ENGINE_ROWS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "tsv": ox.QueryResultsFormat.TSV,
}
_OWN_ROWS: Mapping[str, Callable[[results.Result], str]] = {
    "json": results.to_json,
    "xml": results.to_xml,
    "tsv": results.to_tsv,
    "csv": results.to_csv,
}
# What stands once in each row that the engine writes, and how many rows have none or how many are no row's. Text may
# hold it too, so they are never fewer than the rows.
_MARKS = {"json": (b",{", -1), "xml": (b"<result>", 0), "tsv": (b"\n", 1)}
_TRIPLES = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
#: The forms of a SELECT's or ASK's result, and of triples.
ROWS, TRIPLES = tuple(_OWN_ROWS), tuple(_TRIPLES)

# RDF/XML writes a predicate as an element, whose name must end the IRI.
_ELEMENT = re.compile(r".*[^\w.\-][^\W\d][\w.\-]*|.*[/#][^\W\d][\w.\-]*")

# How a statement points to what it is about, to its evidence, and that to its place in the text.
_STATES = {terms.name(p)[1:-1] for p in ("rdf:subject", "rdf:object", "ik:about")}
_EVIDENCE, _SELECTOR = terms.name("ik:evidence")[1:-1], terms.name("oa:hasSelector")[1:-1]
# A document is pointed to by all that it says; that is its own graph.
_SOURCES = {terms.name(p)[1:-1] for p in ("prov:wasDerivedFrom", "oa:hasSource", "ik:mentionedIn")}
_LABEL = ox.NamedNode(terms.name("skos:prefLabel")[1:-1])


class NoSuchForm(QueryError):
    """The result cannot be written in any form that was asked for."""


@dataclass(frozen=True, slots=True)
class Question:
    """A query, the forms wanted of rows and of triples ("" where none would do), its limits.

    `base` resolves relative IRIs. `dataset` is the protocol's default graphs and named graphs, which take the place
    of the query's own; None where the protocol names none.
    """

    text: str
    rows: str
    triples: str
    limit: int
    characters: int
    base: str
    dataset: tuple[Sequence[str], Sequence[str]] | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A result as bytes in `form`; `cut` says that there was more than the limits let through."""

    form: str
    body: bytes
    cut: bool = False


class Served:
    """A loaded graph, asked in the forms of HTTP."""

    def __init__(self, graph: Graph, prefixes: Mapping[str, str]) -> None:
        self.graph = graph
        self.prefixes = dict(prefixes)

    def query(self, question: Question) -> Answer:
        """The answer to a read-only query.

        Raises `QueryRefused` if it would change or reach anything, `NoSuchForm` if its result has no form that was
        asked for, `QueryError` if it is malformed or names a graph that is not here.
        """
        checked = check(question.text, self.prefixes)
        request: dict[str, Any] = {
            "query": question.text,
            "graphs": checked.graphs,
            "prefixes": self.prefixes,
            "base": question.base,
            "limit": question.limit,
            "bytes": question.characters,
        }
        if question.dataset is not None:
            request |= {"graphs": [*question.dataset[0], *question.dataset[1]], "dataset": question.dataset}
        for iri in request["graphs"]:
            if not self.holds(iri):
                raise QueryError(f"本图谱中没有图 <{iri}>，也不会从别处取")
        try:
            found = self.graph.run(request)
            if isinstance(found, ox.QueryTriples):
                return self._triples(found, question)
            return self._rows(found, question, request)
        except (SyntaxError, ValueError, OSError, RuntimeError) as error:
            raise QueryError(f"查询无法执行：{explained(str(error))}") from error

    def _rows(self, found: ox.QuerySolutions | ox.QueryBoolean, question: Question, request: dict[str, Any]) -> Answer:
        form = question.rows
        if not form:
            raise NoSuchForm("这个查询给出的是表，不能写成所要求的格式；可用 JSON、XML、CSV、TSV")
        if form in _ENGINE_ROWS:
            mark, more = _MARKS[form]
            sheet = Sheet(question.characters, mark, question.limit + more)
            try:
                found.serialize(cast(IO[bytes], sheet), format=_ENGINE_ROWS[form])
            except Exception:
                if not sheet.full:
                    raise
            if not sheet.full:
                return Answer(form, sheet.whole())
        # Too long, or CSV: once more, a cell at a time.
        answer = self.graph.answer(request)
        result = results.from_worker(answer, self.prefixes)
        return Answer(form, _OWN_ROWS[form](result).encode("utf-8", "replace"), result.cut)

    def _triples(self, found: Iterable[ox.Triple], question: Question) -> Answer:
        if not question.triples:
            raise NoSuchForm("这个查询给出的是三元组，不能写成所要求的格式；可用 Turtle、N-Triples、JSON-LD、RDF/XML")
        some = list(islice(found, question.limit + 1))
        cut = len(some) > question.limit
        return Answer(question.triples, self.write(some[: question.limit], question.triples), cut)

    def write(self, triples: Iterable[ox.Triple], form: str) -> bytes:
        """Triples, sorted and without repeats, in one of `TRIPLES`. Raises `NoSuchForm` if it cannot hold them."""
        unique = [triple for _, triple in sorted({str(triple): triple for triple in triples}.items())]
        if form == "rdfxml":
            self._nameable(triple.predicate.value for triple in unique)
        return ox.serialize(unique, format=_TRIPLES[form], prefixes=self.prefixes) or b""

    def dump(self, graph: str, form: str, write: Callable[[bytes], None]) -> None:
        """Write a whole graph ("": the default graph) to `write`, piece by piece. Raises `NoSuchForm`, as above."""
        if form == "rdfxml":
            inside = f"GRAPH {terms.iri(graph)} {{ ?s ?p ?o }}" if graph else "?s ?p ?o"
            self._nameable(row[0] for row in self.select(f"SELECT DISTINCT ?p {{ {inside} }}"))
        name = ox.NamedNode(graph) if graph else ox.DefaultGraph()
        pieces = Pieces(write)
        self.graph.store.dump(cast(IO[bytes], pieces), _TRIPLES[form], from_graph=name, prefixes=self.prefixes)
        pieces.flush()

    def about(self, iri: str, limit: int) -> tuple[list[ox.Triple], bool]:
        """What is said of something: its own triples, those that point to it, the statements about it with their
        evidence, the names of what they name. At most about `limit` triples; whether there were more.
        """
        found: dict[ox.Triple, None] = {}
        named: set[ox.NamedNode] = set()
        self_ = ox.NamedNode(iri)
        for _, predicate, value, _ in self._quads(self_, None):
            found[ox.Triple(self_, predicate, value)] = None
            named |= {value} if isinstance(value, ox.NamedNode) else set()
        for subject, predicate, _, _ in self._quads(None, self_):
            if len(found) >= limit:
                return list(found), True
            if predicate.value in _STATES:
                for triple in self._statement(subject):
                    found[triple] = None
                    named |= {triple.object} if isinstance(triple.object, ox.NamedNode) else set()
            elif predicate.value not in _SOURCES:
                found[ox.Triple(subject, predicate, self_)] = None
                named.add(subject)
        if any(triple.predicate.value == _EVIDENCE for triple in found):
            for triple in self._statement(self_):
                found[triple] = None
        for other in sorted(named, key=str):
            for _, predicate, value, _ in self._quads(other, None, _LABEL):
                found[ox.Triple(other, predicate, value)] = None
        return list(found), False

    def _statement(self, subject: Any) -> Iterable[ox.Triple]:
        """The triples of a statement, of the piece of text that is its evidence, and of that piece's selectors."""
        waiting = [subject]
        while waiting:
            node = waiting.pop()
            for _, predicate, value, _ in self._quads(node, None):
                yield ox.Triple(node, predicate, value)
                if predicate.value in (_EVIDENCE, _SELECTOR):
                    waiting.append(value)

    def _quads(self, subject: Any, object_: Any, predicate: Any = None) -> Iterable[ox.Quad]:
        return self.graph.store.quads_for_pattern(subject, predicate, object_, ox.DefaultGraph())

    def holds(self, graph: str) -> bool:
        """Whether a graph of that name is here."""
        try:
            return bool(self.graph.store.contains_named_graph(ox.NamedNode(graph)))
        except ValueError:  # no IRI at all
            return False

    def graphs(self) -> list[str]:
        """The names of all graphs, sorted."""
        return sorted(str(name.value) for name in self.graph.store.named_graphs())

    def select(self, text: str) -> list[tuple[str, ...]]:
        """The rows of a query of ours, as plain text, "" where unbound."""
        found = cast(ox.QuerySolutions, self.graph.store.query(text, prefixes=self.prefixes))
        return [tuple(cell.value if cell is not None else "" for cell in row) for row in found]

    def rewrite(self, n_triples: str, form: str) -> bytes:
        """Triples given as N-Triples in one of `TRIPLES`."""
        parsed = ox.parse(n_triples, format=ox.RdfFormat.N_TRIPLES)
        return self.write((quad.triple for quad in parsed), form)

    def counts(self) -> dict[str, Any]:
        """How many triples there are, how many members each class of ours has and how often each relation of ours
        stands, the most first.
        """
        ontology = terms.PREFIXES["ik"]

        def ours(text: str) -> dict[str, int]:
            rows = ((iri.removeprefix(ontology), int(n)) for iri, n in self.select(text) if iri.startswith(ontology))
            return dict(sorted(rows, key=lambda row: (-row[1], row[0])))

        return {
            "triples": int(self.select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")[0][0]),
            "classes": ours("SELECT ?c (COUNT(*) AS ?n) { ?x a ?c } GROUP BY ?c"),
            "predicates": ours("SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p"),
        }

    def _nameable(self, predicates: Iterable[str]) -> None:
        for iri in sorted(set(predicates)):
            if not _ELEMENT.fullmatch(iri):
                raise NoSuchForm(f"RDF/XML 写不出谓词 <{iri}>；请改用 Turtle、N-Triples 或 JSON-LD")


def warm_up() -> None:
    """Import what looking up imports late: a confined worker can open no module."""
    from rapidfuzz.distance import Levenshtein

    Levenshtein.distance("", "")
