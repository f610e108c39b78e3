"""KnowledgeGraph -> RDF: which triples say what, one named graph per document.

An asserted relation is a direct triple (both ways if it is symmetric, so that a query need not know which end came
first) and a fact node; a planned one is a fact node only. What a document says stands in its graph and nowhere else,
the names it uses included, so that dropping the graph unsays it; the merged graph is the union.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import chain

from rdflib import Dataset, URIRef

from kg.graph.naming import BASE
from kg.graph.nodes import is_latin
from kg.graph.terms import Triple, date, decimal, integer, iri, name, prefixes, text
from kg.graph.turtle import write_turtle
from kg.model import Fact, Figure, KnowledgeGraph, Node, Source, Vocabulary

_TYPE = name("rdf:type")
_LABEL = name("rdfs:label")
_PREFERRED = name("skos:prefLabel")
_ALTERNATIVE = name("skos:altLabel")
_DERIVED = name("prov:wasDerivedFrom")


def to_triples(graph: KnowledgeGraph, vocabulary: Vocabulary) -> dict[str, list[Triple]]:
    """For each document's IRI, in sorted order, the triples of its graph, sorted and without repeats."""
    graphs: dict[str, set[Triple]] = {}
    documents: dict[str, str] = {}
    for source in graph.sources:
        documents[source.name] = source.iri
        graphs[source.iri] = set(_document(source))
    for node in graph.nodes:
        for document, names in node.attested or [(name_, node.aliases) for name_ in node.documents]:
            graphs[documents[document]].update(_entity(node, names, documents[document], vocabulary))
    statements: tuple[Fact | Figure, ...] = graph.facts + graph.figures
    for statement in statements:
        said = _fact(statement, vocabulary) if isinstance(statement, Fact) else _figure(statement)
        document_iri = documents[statement.document]
        graphs[document_iri].update(said, _evidence(statement, document_iri))
    return {source_iri: sorted(graphs[source_iri]) for source_iri in sorted(graphs)}


def to_nquads(graph: KnowledgeGraph, vocabulary: Vocabulary) -> bytes:
    """The graph as N-Quads in UTF-8: documents in the order of their IRIs, the lines of each sorted."""
    graphs = to_triples(graph, vocabulary)
    lines = [f"{s} {p} {o} <{document}> .\n" for document, triples in graphs.items() for s, p, o in triples]
    return "".join(lines).encode("utf-8", "replace")


def to_turtle(graph: KnowledgeGraph, vocabulary: Vocabulary, base: str = BASE) -> bytes:
    """The union of all documents' graphs as Turtle in UTF-8: prefixed, sorted, a blank line between subjects."""
    merged = set(chain.from_iterable(to_triples(graph, vocabulary).values()))
    return write_turtle(merged, prefixes(base), order=reading_order(base)).encode("utf-8", "replace")


def to_rdflib(graph: KnowledgeGraph, vocabulary: Vocabulary, base: str = BASE) -> Dataset:
    """The graph as an rdflib Dataset whose default graph is the union, its prefixes bound: for use from Python."""
    dataset = Dataset(default_union=True)
    for document, triples in to_triples(graph, vocabulary).items():
        lines = "".join(f"{s} {p} {o} .\n" for s, p, o in triples)
        dataset.graph(URIRef(document)).parse(data=lines, format="nt")
    for prefix, namespace in prefixes(base).items():
        dataset.bind(prefix, namespace, replace=True)
    return dataset


def reading_order(base: str) -> Callable[[str], tuple[int, str, int, int]]:
    """Entities first, then what is said of them, then the documents, each with its pieces in the text's order."""
    kinds = {f"<{base}{kind}": rank for rank, kind in enumerate(("id/", "fact/", "observation/", "doc/"))}

    def order(subject: str) -> tuple[int, str, int, int]:
        rank = next((rank for kind, rank in kinds.items() if subject.startswith(kind)), len(kinds))
        document, mark, piece = subject.partition("#char=")
        if not mark:
            return rank, subject.removesuffix(">"), -1, -1
        start, end = re.match(r"(\d+),(\d+)", piece).groups()  # type: ignore[union-attr]
        return rank, document, int(start), int(end)

    return order


def _document(source: Source) -> Iterator[Triple]:
    self = iri(source.iri)
    yield self, _TYPE, name("ik:Document")
    yield self, _LABEL, text(source.title or source.name, "zh")
    yield self, name("schema:identifier"), text(source.name)
    if source.title:
        yield self, name("schema:headline"), text(source.title, "zh")
    if source.publisher:
        yield self, name("schema:publisher"), text(source.publisher)
    if source.date:
        yield self, name("schema:datePublished"), date(source.date)
    if source.origin:
        yield self, name("ik:origin"), text(source.origin)


def _entity(node: Node, names: tuple[str, ...], document: str, vocabulary: Vocabulary) -> Iterator[Triple]:
    self = iri(node.iri)
    # With the classes above its own, so that a query for platforms finds laboratories in a store that does not reason.
    for cls in vocabulary.ancestors(node.cls):
        yield self, _TYPE, name(f"ik:{cls}")
    yield self, name("ik:mentionedIn"), iri(document)
    yield self, _PREFERRED, text(node.label, "zh")
    yield self, _LABEL, text(node.label, "zh")
    if node.label_en and node.label_en in (*names, node.label):
        yield self, _PREFERRED, text(node.label_en, "en")
        yield self, _LABEL, text(node.label_en, "en")
    for alias in names:
        if alias not in (node.label, node.label_en):
            yield self, _ALTERNATIVE, text(alias, "en" if is_latin(alias) else "zh")


def _fact(fact: Fact, vocabulary: Vocabulary) -> Iterator[Triple]:
    subject, predicate, object_ = iri(fact.subject), name(f"ik:{fact.predicate}"), iri(fact.object)
    if fact.status == "asserted":
        yield subject, predicate, object_
        if vocabulary.properties[fact.predicate].symmetric:
            yield object_, predicate, subject
    self = iri(fact.iri)
    yield self, _TYPE, name("ik:Fact")
    yield self, name("rdf:subject"), subject
    yield self, name("rdf:predicate"), predicate
    yield self, name("rdf:object"), object_


def _figure(figure: Figure) -> Iterator[Triple]:
    self = iri(figure.iri)
    value = integer(figure.value) if isinstance(figure.value, int) else decimal(figure.value)
    yield self, _TYPE, name("ik:Observation")
    yield self, name("ik:about"), iri(figure.subject)
    yield self, name("ik:indicator"), text(figure.indicator)
    yield self, name("ik:value"), value
    yield self, name("ik:comparator"), text(figure.comparator)
    if figure.unit:
        yield self, name("ik:unit"), text(figure.unit)
    if figure.period:
        yield self, name("ik:period"), text(figure.period)


def _evidence(statement: Fact | Figure, document: str) -> Iterator[Triple]:
    """How sure a statement is, and the words that make it.

    The piece of text is named as RFC 5147 names it, so statements made by the same words share it.
    """
    self = iri(statement.iri)
    span = f"{document}#char={statement.start},{statement.end}"
    piece, position, quotation = iri(span), iri(f"{span};position"), iri(f"{span};quote")
    yield self, name("ik:status"), text(statement.status)
    yield self, name("ik:confidence"), decimal(round(statement.confidence, 4))
    yield self, name("ik:rule"), text(statement.rule)
    yield self, _DERIVED, iri(document)
    yield self, name("ik:evidence"), piece
    yield piece, _TYPE, name("oa:SpecificResource")
    yield piece, name("oa:hasSource"), iri(document)
    yield piece, name("oa:hasSelector"), position
    yield piece, name("oa:hasSelector"), quotation
    yield position, _TYPE, name("oa:TextPositionSelector")
    yield position, name("oa:start"), integer(statement.start, "nonNegativeInteger")
    yield position, name("oa:end"), integer(statement.end, "nonNegativeInteger")
    before, _, after = statement.context.partition(statement.quote)
    yield quotation, _TYPE, name("oa:TextQuoteSelector")
    yield quotation, name("oa:exact"), text(statement.quote)
    yield quotation, name("oa:prefix"), text(before)
    yield quotation, name("oa:suffix"), text(after)
