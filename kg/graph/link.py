"""Many documents' extractions -> one graph: entities linked, facts and figures named, in a fixed order.

The graph does not depend on the order of the documents. It is also the gate: what does not fit the ontology once
entities are linked, or cannot be found in its document, is left out, and said so to whoever listens.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.errors import GraphError
from kg.graph.cluster import cluster
from kg.graph.naming import BASE, document_iri, statement_iri
from kg.graph.nodes import make_nodes
from kg.graph.sightings import gather, sentence_around
from kg.graph.spelling import fold
from kg.model import Extraction, Fact, Figure, KnowledgeGraph, Node, Observation, Relation, Source, Vocabulary


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something extracted that is no part of the graph: where it stood, what it was, and why (in Chinese)."""

    document: str
    start: int
    end: int
    what: str
    reason: str


Listener = Callable[[LeftOut], None]


def link(
    extractions: Sequence[Extraction],
    vocabulary: Vocabulary,
    base: str = BASE,
    *,
    shared_names: Collection[str] = (),
    on_left_out: Listener = lambda left_out: None,
) -> KnowledgeGraph:
    """Link the entities of `extractions` (one per document, in any order) and make the whole graph of them.

    `base` is where entities, documents and statements are minted. `shared_names` are names known to be borne by
    several things in the world (西湖区, of Hangzhou and of Nanchang): they link only with other evidence.
    `on_left_out` is told of every relation or figure that is left out.
    Raises `GraphError` if two documents have one name, or an entity or relation names what the ontology does not
    declare.
    """
    documents = sorted(extractions, key=lambda document: document.name)
    _check(documents, vocabulary)
    corpus = gather(documents)
    clusters = cluster(corpus, frozenset(map(fold, shared_names)))
    nodes = make_nodes(corpus, clusters, documents, vocabulary, base)
    by_sighting = {index: node for members, node in zip(clusters, nodes, strict=True) for index in members}
    node_of = {place: by_sighting[index] for place, index in corpus.ids.items()}
    facts: list[Fact] = []
    figures: list[Figure] = []
    for document in documents:
        facts += _facts(document, node_of, vocabulary, base, on_left_out)
        figures += _figures(document, node_of, base, on_left_out)
    return KnowledgeGraph(
        nodes=tuple(sorted(nodes, key=lambda node: node.iri)),
        facts=tuple(facts),
        figures=tuple(figures),
        sources=tuple(_source(document, base) for document in documents),
    )


def _check(documents: Sequence[Extraction], vocabulary: Vocabulary) -> None:
    for name, count in Counter(document.name for document in documents).items():
        if count > 1:
            raise GraphError(f"有 {count} 篇文献都叫“{name}”；请给文件改名，使其各不相同")
    for document in documents:
        for entity in document.entities:
            if entity.cls not in vocabulary.parents or entity.type not in vocabulary.parents:
                name = "、".join(entity.names[:1])
                raise GraphError(f"{document.name}：“{name}”的类 {entity.cls} 在 ontology.ttl 中没有声明；请先声明")
        for relation in document.relations:
            if relation.predicate not in vocabulary.properties:
                raise GraphError(f"{document.name}：关系 {relation.predicate} 在 ontology.ttl 中没有声明；请先声明")


def _facts(
    document: Extraction,
    node_of: dict[tuple[str, str], Node],
    vocabulary: Vocabulary,
    base: str,
    on_left_out: Listener,
) -> Iterator[Fact]:
    """The document's facts by place in the text, one per span, relation and pair of ends."""
    kept: dict[str, Fact] = {}
    for relation in document.relations:
        subject = node_of.get((document.name, relation.subject))
        object_ = node_of.get((document.name, relation.object))
        property_ = vocabulary.properties[relation.predicate]
        reason = _words_missing(document, relation)
        if subject is None or object_ is None:
            reason = "关系的一端没有名称"
        elif subject.iri == object_.iri:
            reason = "关系的两端是同一实体"
        elif not _fits(subject, property_.domain, vocabulary) or not _fits(object_, property_.range, vocabulary):
            reason = f"“{property_.label_zh}”不能连接{subject.cls}与{object_.cls}"
        if reason or subject is None or object_ is None:
            on_left_out(LeftOut(document.name, relation.start, relation.end, relation.predicate, reason))
            continue
        if property_.symmetric and object_.iri < subject.iri:
            subject, object_ = object_, subject
        ends = (relation.start, relation.end, subject.iri, relation.predicate, object_.iri)
        fact = Fact(
            iri=statement_iri("fact", document.name, *ends, base=base),
            subject=subject.iri,
            predicate=relation.predicate,
            object=object_.iri,
            status=relation.status,
            document=document.name,
            start=relation.start,
            end=relation.end,
            quote=relation.quote,
            context=_context(document, relation),
            rule=relation.rule,
            confidence=relation.confidence,
        )
        if fact.iri not in kept or _surer(fact) < _surer(kept[fact.iri]):
            kept[fact.iri] = fact
    yield from sorted(kept.values(), key=lambda f: (f.start, f.end, f.predicate, f.subject, f.object))


def _figures(
    document: Extraction, node_of: dict[tuple[str, str], Node], base: str, on_left_out: Listener
) -> Iterator[Figure]:
    """The document's figures by place in the text, without repeats."""
    kept: dict[str, Figure] = {}
    for seen in document.observations:
        subject = node_of.get((document.name, seen.subject))
        reason = _words_missing(document, seen)
        if subject is None:
            reason = "数据所说的实体没有名称"
        elif not math.isfinite(seen.value) or not seen.indicator.strip():
            reason = "数据没有数值或指标"
        if reason or subject is None:
            on_left_out(LeftOut(document.name, seen.start, seen.end, seen.indicator, reason))
            continue
        value = int(seen.value) if float(seen.value).is_integer() else seen.value
        content = (subject.iri, seen.indicator, value, seen.unit, seen.comparator, seen.period, seen.status)
        figure = Figure(
            iri=statement_iri("observation", document.name, seen.start, seen.end, *content, base=base),
            subject=subject.iri,
            indicator=seen.indicator,
            value=value,
            unit=seen.unit,
            comparator=seen.comparator,
            period=seen.period or None,
            status=seen.status,
            document=document.name,
            start=seen.start,
            end=seen.end,
            quote=seen.quote,
            context=_context(document, seen),
            rule=seen.rule,
            confidence=seen.confidence,
        )
        if figure.iri not in kept or _surer(figure) < _surer(kept[figure.iri]):
            kept[figure.iri] = figure
    yield from sorted(kept.values(), key=lambda f: (f.start, f.end, f.subject, f.indicator, f.iri))


def _surer(statement: Fact | Figure) -> tuple[bool, float, str]:
    """Sorts first the reading to keep of two of the same words: the one that claims less, then the more certain."""
    return statement.status not in ("planned", "target"), -statement.confidence, statement.rule


def _fits(node: Node, classes: Iterable[str], vocabulary: Vocabulary) -> bool:
    return not set(vocabulary.ancestors(node.cls)).isdisjoint(classes)


def _words_missing(document: Extraction, statement: Relation | Observation) -> str:
    """Why the statement's words are no evidence, or "" if they stand where it says."""
    if not statement.quote or not 0 <= statement.start < statement.end:
        return "没有原文为证"
    if document.original and _dense(document.original[statement.start : statement.end]) != statement.quote:
        return "引文与原文不符"
    return ""


def _context(document: Extraction, statement: Relation | Observation) -> str:
    """The whole sentence or sentences that the words stand in, without white space; the words if none is known."""
    span = sentence_around(document.sentences, statement.start, statement.end)
    if span is None or not document.original:
        return statement.quote
    start, end = min(span[0], statement.start), max(span[1], statement.end)
    return _dense(document.original[start:end])


def _dense(text: str) -> str:
    return "".join(text.split())


def _source(document: Extraction, base: str) -> Source:
    said = {name: document.meta.get(name, "").strip() for name in ("title", "publisher", "date", "source")}
    return Source(
        name=document.name,
        iri=document_iri(document.name, base),
        title=said["title"],
        publisher=said["publisher"],
        date=said["date"],
        origin=said["source"],
    )
