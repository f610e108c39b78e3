"""What a server asks of a loaded graph: results in the bytes of a media type, whole graphs, descriptions.

Results go from the engine straight to their bytes, and are cut there too; our own writers do it where bytes do not
tell enough, and for CSV, whose cells must run nothing (and where the engine forgets the quotes of an IRI with commas).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any, cast

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph import results, terms
from kg.graph.answerable import about_documents
from kg.graph.sinks import Pieces
from kg.graph.sparql import QueryRefused, check, explained
from kg.graph.worker import Graph, Sheet

__all__ = ["ROWS", "TRIPLES", "Answer", "NoSuchForm", "QueryRefused", "Question", "Served", "warm_up"]

#: The forms of a SELECT's or ASK's result.
ROWS = ("json", "xml", "tsv", "csv")
# How the engine writes a form, what parts or ends its rows and how often that stands beside them, and the same with
# what ends a result that is cut there. Text in JSON may hold the first, but not with what begins a row's first cell.
_WRITTEN = {
    "json": (ox.QueryResultsFormat.JSON, b",{", -1, b',{"', b"]}}"),
    "xml": (ox.QueryResultsFormat.XML, b"</result>", 0, b"</result>", b"</result></results></sparql>"),
}
_OWN = {"json": results.to_json, "xml": results.to_xml}
_TRIPLES = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
#: The forms of triples.
TRIPLES = tuple(_TRIPLES)

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
    """A query, the forms wanted of rows and of triples ("" where none would do), its limits in rows and in bytes.

    `base` resolves relative IRIs. `dataset` is the protocol's default graphs and named graphs, which take the place
    of the query's own; None where the protocol names none.
    """

    text: str
    rows: str
    triples: str
    limit: int
    size: int
    base: str
    dataset: tuple[Sequence[str], Sequence[str]] | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A result as bytes in `form`; `cut` says that there was more than the limits let through."""

    form: str
    body: bytes
    cut: bool = False


class Served:
    """A loaded graph, asked in the forms of HTTP.

    `whole` is the same graph with the documents' own beside it, where `graph` is without them: most questions are not
    about documents, and where none are in the way the engine finds the same in less than half the time.
    """

    def __init__(self, graph: Graph, prefixes: Mapping[str, str], whole: Graph | None = None) -> None:
        self.graph = graph
        self.whole = whole or graph
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
            "bytes": question.size,
        }
        if question.dataset is not None:
            request |= {"graphs": [*question.dataset[0], *question.dataset[1]], "dataset": question.dataset}
        if (missing := self.whole.missing(request["graphs"])) is not None:
            raise QueryError(f"本图谱中没有图 <{missing}>，也不会从别处取")
        graph = self.whole if question.dataset is not None or about_documents(checked) else self.graph
        try:
            found = graph.run(request)
            if isinstance(found, ox.QueryTriples):
                return self._triples(graph, found, question)
            return self._rows(graph, found, question, request)
        except (SyntaxError, ValueError, OSError, RuntimeError) as error:
            raise QueryError(f"查询无法执行：{explained(str(error))}") from error

    def _rows(
        self,
        graph: Graph,
        found: ox.QuerySolutions | ox.QueryBoolean,
        question: Question,
        request: dict[str, Any],
    ) -> Answer:
        form = question.rows
        if not form:
            raise NoSuchForm("这个查询给出的是表，不能写成所要求的格式；可用 JSON、XML、CSV、TSV")
        if isinstance(found, ox.QueryBoolean):
            said = "true" if found else "false"
            plain = {"tsv": f"{said}\n", "csv": f"answer\r\n{said}\r\n"}
            if form in plain:
                return Answer(form, plain[form].encode("ascii"))
            return Answer(form, found.serialize(format=_WRITTEN[form][0]) or b"")
        if form in ("csv", "tsv"):
            lines, cut = graph.lines(found, question.limit, question.size)
            return Answer(form, results.csv_of(lines) if form == "csv" else lines, cut)
        writer, mark, beside, part, end = _WRITTEN[form]
        sheet = Sheet(question.size, mark, question.limit + beside)
        sheet.take(found, writer)
        body = sheet.whole()
        if not sheet.full:
            return Answer(form, body)
        rows = body.split(part, question.limit)
        if len(rows) > question.limit and b"{}" not in body:
            return Answer(form, part.join(rows[:-1]) + end, cut=True)
        # Rows without any cell, or a size that is reached before the limit: once more, and then a cell at a time.
        result = results.from_engine(*graph.answer(request), self.prefixes)
        return Answer(form, _OWN[form](result).encode("utf-8", "replace"), result.cut)

    def _triples(self, graph: Graph, found: ox.QueryTriples, question: Question) -> Answer:
        if not question.triples:
            raise NoSuchForm("这个查询给出的是三元组，不能写成所要求的格式；可用 Turtle、N-Triples、JSON-LD、RDF/XML")
        lines, cut = graph.lines(found, question.limit, question.size)
        return Answer(question.triples, self.rewrite(lines, question.triples), cut)

    def write(self, triples: Iterable[ox.Triple], form: str) -> bytes:
        """Triples, sorted and without repeats, in one of `TRIPLES`. Raises `NoSuchForm` if it cannot hold them."""
        return self.rewrite(ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"", form)

    def rewrite(self, lines: bytes, form: str) -> bytes:
        """The same of triples given as N-Triples, one on each line."""
        unique = b"".join(line + b"\n" for line in sorted(set(lines.split(b"\n"))) if line)
        if form == "ntriples":
            return unique
        if form == "rdfxml":
            self._nameable(quad.predicate.value for quad in ox.parse(unique, format=ox.RdfFormat.N_TRIPLES))
        parsed = ox.parse(unique, format=ox.RdfFormat.N_TRIPLES)
        return ox.serialize(parsed, format=_TRIPLES[form], prefixes=self.prefixes) or b""

    def dump(self, graph: str, form: str, write: Callable[[bytes], None]) -> None:
        """Write a whole graph ("": the default graph) to `write`, piece by piece. Raises `NoSuchForm`, as above."""
        if form == "rdfxml":
            inside = f"GRAPH {terms.iri(graph)} {{ ?s ?p ?o }}" if graph else "?s ?p ?o"
            self._nameable(row[0] for row in self.select(f"SELECT DISTINCT ?p {{ {inside} }}"))
        name = ox.NamedNode(graph) if graph else ox.DefaultGraph()
        pieces = Pieces(write)
        self.whole.store.dump(cast(IO[bytes], pieces), _TRIPLES[form], from_graph=name, prefixes=self.prefixes)
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
            return bool(self.whole.store.contains_named_graph(ox.NamedNode(graph)))
        except ValueError:  # no IRI at all
            return False

    def graphs(self) -> list[str]:
        """The names of all graphs, sorted."""
        return sorted(str(name.value) for name in self.whole.store.named_graphs())

    def select(self, text: str) -> list[tuple[str, ...]]:
        """The rows of a query of ours, as plain text, "" where unbound."""
        graph = self.whole if "GRAPH" in text else self.graph
        found = cast(ox.QuerySolutions, graph.store.query(text, prefixes=self.prefixes))
        return [tuple(cell.value if cell is not None else "" for cell in row) for row in found]

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
