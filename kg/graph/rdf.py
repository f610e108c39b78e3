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
from kg.graph.turtle import Description, write_descriptions
from kg.model import Fact, Figure, KnowledgeGraph, Node, Source, Vocabulary

_TYPE = name("rdf:type")
_LABEL = name("rdfs:label")
_PREFERRED = name("skos:prefLabel")
_ALTERNATIVE = name("skos:altLabel")
_DERIVED = name("prov:wasDerivedFrom")
_SPAN = re.compile(r"(\d+),(\d+)")


def to_triples(graph: KnowledgeGraph, vocabulary: Vocabulary) -> dict[str, list[Triple]]:
    """For each document's IRI, in sorted order, the triples of its graph, sorted and without repeats."""
    graphs: dict[str, set[Triple]] = {source.iri: set() for source in graph.sources}
    for document, descriptions in _said(graph, vocabulary):
        add = graphs[document].add
        for subject, said in descriptions:
            for predicate, object_ in zip(said[::2], said[1::2], strict=True):
                add((subject, predicate, object_))
    return {document: sorted(graphs[document]) for document in sorted(graphs)}


def _said(graph: KnowledgeGraph, vocabulary: Vocabulary) -> Iterator[tuple[str, Iterator[Description]]]:
    """All that is said, a document's IRI and some of what its graph says at a time; some things are said again."""
    documents = {source.name: source.iri for source in graph.sources}
    for source in graph.sources:
        yield source.iri, _document(source)
    for node in graph.nodes:
        for document, names in node.attested or [(name_, node.aliases) for name_ in node.documents]:
            yield documents[document], _entity(node, names, documents[document], vocabulary)
    for fact in graph.facts:
        yield documents[fact.document], _fact(fact, documents[fact.document], vocabulary)
    for figure in graph.figures:
        yield documents[figure.document], _figure(figure, documents[figure.document])


def to_nquads(graph: KnowledgeGraph, vocabulary: Vocabulary) -> bytes:
    """The graph as N-Quads in UTF-8: documents in the order of their IRIs, the lines of each sorted."""
    graphs = to_triples(graph, vocabulary)
    lines = [f"{s} {p} {o} <{document}> .\n" for document, triples in graphs.items() for s, p, o in triples]
    return "".join(lines).encode("utf-8", "replace")


def to_turtle(graph: KnowledgeGraph, vocabulary: Vocabulary, base: str = BASE) -> bytes:
    """The union of all documents' graphs as Turtle in UTF-8: prefixed, sorted, a blank line between subjects."""
    said = chain.from_iterable(descriptions for _, descriptions in _said(graph, vocabulary))
    return write_descriptions(said, prefixes(base), order=reading_order(base)).encode("utf-8", "replace")


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
    ranks = {f"<{base}{kind}/": rank for rank, kind in enumerate(("id", "fact", "observation", "doc"))}
    below = len(base) + 1

    def order(subject: str) -> tuple[int, str, int, int]:
        rank = ranks.get(subject[: subject.find("/", below) + 1], len(ranks))
        document, mark, piece = subject.partition("#char=")
        if not mark:
            return rank, subject.removesuffix(">"), -1, -1
        start, end = _SPAN.match(piece).groups()  # type: ignore[union-attr]
        return rank, document, int(start), int(end)

    return order


def _document(source: Source) -> Iterator[Description]:
    said = [
        _TYPE, name("ik:Document"),
        _LABEL, text(source.title or source.name, "zh"),
        name("schema:identifier"), text(source.name),
    ]  # fmt: skip
    if source.title:
        said += name("schema:headline"), text(source.title, "zh")
    if source.publisher:
        said += name("schema:publisher"), text(source.publisher)
    if source.date:
        said += name("schema:datePublished"), date(source.date)
    if source.origin:
        said += name("ik:origin"), text(source.origin)
    yield iri(source.iri), said


def _entity(node: Node, names: tuple[str, ...], document: str, vocabulary: Vocabulary) -> Iterator[Description]:
    said: list[str] = []
    # With the classes above its own, so that a query for platforms finds laboratories in a store that does not reason.
    for cls in vocabulary.ancestors(node.cls):
        said += _TYPE, name(f"ik:{cls}")
    label = text(node.label, "zh")
    said += name("ik:mentionedIn"), iri(document), _PREFERRED, label, _LABEL, label
    if node.label_en and node.label_en in (*names, node.label):
        label = text(node.label_en, "en")
        said += _PREFERRED, label, _LABEL, label
    for alias in names:
        if alias not in (node.label, node.label_en):
            said += _ALTERNATIVE, text(alias, "en" if is_latin(alias) else "zh")
    yield iri(node.iri), said


def _fact(fact: Fact, document: str, vocabulary: Vocabulary) -> Iterator[Description]:
    subject, predicate, object_ = iri(fact.subject), name(f"ik:{fact.predicate}"), iri(fact.object)
    if fact.status == "asserted":
        yield subject, (predicate, object_)
        if vocabulary.properties[fact.predicate].symmetric:
            yield object_, (predicate, subject)
    said = [
        _TYPE, name("ik:Fact"),
        name("rdf:subject"), subject,
        name("rdf:predicate"), predicate,
        name("rdf:object"), object_,
    ]  # fmt: skip
    yield from _evidenced(said, fact, document)


def _figure(figure: Figure, document: str) -> Iterator[Description]:
    said = [
        _TYPE, name("ik:Observation"),
        name("ik:about"), iri(figure.subject),
        name("ik:indicator"), text(figure.indicator),
        name("ik:value"), integer(figure.value) if isinstance(figure.value, int) else decimal(figure.value),
        name("ik:comparator"), text(figure.comparator),
    ]  # fmt: skip
    if figure.unit:
        said += name("ik:unit"), text(figure.unit)
    if figure.period:
        said += name("ik:period"), text(figure.period)
    yield from _evidenced(said, figure, document)


def _evidenced(said: list[str], statement: Fact | Figure, document: str) -> Iterator[Description]:
    """What a statement says, how sure it is, and the words that make it.

    The piece of text is named as RFC 5147 names it, so statements made by the same words share it.
    """
    source = iri(document)
    span = f"{document}#char={statement.start},{statement.end}"
    piece, position, quotation = iri(span), iri(f"{span};position"), iri(f"{span};quote")
    said += (
        name("ik:status"), text(statement.status),
        name("ik:confidence"), decimal(round(statement.confidence, 4)),
        name("ik:rule"), text(statement.rule),
        _DERIVED, source,
        name("ik:evidence"), piece,
    )  # fmt: skip
    yield iri(statement.iri), said
    yield piece, (
        _TYPE, name("oa:SpecificResource"),
        name("oa:hasSource"), source,
        name("oa:hasSelector"), position,
        name("oa:hasSelector"), quotation,
    )  # fmt: skip
    yield position, (
        _TYPE, name("oa:TextPositionSelector"),
        name("oa:start"), integer(statement.start, "nonNegativeInteger"),
        name("oa:end"), integer(statement.end, "nonNegativeInteger"),
    )  # fmt: skip
    before, _, after = statement.context.partition(statement.quote)
    yield quotation, (
        _TYPE, name("oa:TextQuoteSelector"),
        name("oa:exact"), text(statement.quote),
        name("oa:prefix"), text(before),
        name("oa:suffix"), text(after),
    )  # fmt: skip
