"""What the page carries: the graph as two blocks of plain data.

The first block (`network`) is all that drawing needs; the page draws before the second (`detail`: names, evidence,
figures) has even arrived. Both are columns, with repeated strings numbered. `web/src/model` reads what is written here.
"""

from __future__ import annotations

import gc
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import attrgetter
from typing import Any

from kg.errors import GraphError
from kg.explore.network import Edge, arrange, columns, merge, network
from kg.model import Fact, Figure, KnowledgeGraph, Node, Vocabulary

FORMAT = 1
_EVIDENCE = attrgetter("iri", "document", "start", "end", "context", "quote", "rule", "confidence")
_LONE = re.compile("[\ud800-\udfff]")


def blocks(graph: KnowledgeGraph, vocabulary: Vocabulary, pinyin: Mapping[str, str]) -> tuple[str, str]:
    """The two blocks as JSON that may stand inside a script element. `pinyin` maps names to spaced syllables."""
    with _uncollected():
        return _blocks(graph, vocabulary, pinyin)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Hold the garbage collector: a page is hundreds of thousands of small values and no cycle among them."""
    held = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if held:
            gc.enable()


def _blocks(graph: KnowledgeGraph, vocabulary: Vocabulary, pinyin: Mapping[str, str]) -> tuple[str, str]:
    edges = merge(graph, vocabulary)
    layout = arrange(len(graph.nodes), edges, [node.cls for node in graph.nodes])
    nodes, lines, *_ = network(graph, edges, layout).get_network_data()
    classes = _Numbers()
    predicates = _Numbers()
    base = _base([node.iri for node in graph.nodes])
    first = {
        "format": FORMAT,
        "base": base,
        "nodes": {
            **columns(nodes, ("label", "x", "y", "size")),
            "id": [node.iri[len(base) :] for node in graph.nodes],
            "class": [classes[node["group"]] for node in nodes],
            "community": layout.community.tolist(),
        },
        "edges": {
            **columns(lines, ("from", "to")),
            "predicate": [predicates[line["label"]] for line in lines],
            "planned": [int(line["dashes"]) for line in lines],
        },
        "communities": layout.discs,
        "band": layout.band,
        "classes": [_class(vocabulary, name) for name in classes],
        "predicates": [_predicate(vocabulary, name) for name in predicates],
        "documents": [
            [source.name, source.title, source.publisher, source.date, source.origin, source.iri]
            for source in graph.sources
        ],
    }
    return inert(first), inert(_detail(graph, edges, pinyin))


class _Numbers(dict[str, int]):
    """Strings numbered in the order in which they are first met."""

    def __missing__(self, key: str) -> int:
        self[key] = len(self)
        return self[key]


def _class(vocabulary: Vocabulary, name: str) -> list[str]:
    zh, en = vocabulary.labels.get(name, (name, name))
    kind = vocabulary.type_of(name)
    return [name, zh, en, kind, *vocabulary.labels.get(kind, (kind, kind)), " ".join(vocabulary.ancestors(name))]


def _predicate(vocabulary: Vocabulary, name: str) -> list[Any]:
    known = vocabulary.properties.get(name)
    if known is None:
        return [name, name, name, "", "", 0]
    zh, en = known.inverse_label_zh, known.inverse_label_en
    return [name, known.label_zh, known.label_en, zh, en, int(known.symmetric)]


def _detail(graph: KnowledgeGraph, edges: Sequence[Edge], pinyin: Mapping[str, str]) -> dict[str, Any]:
    documents = {source.name: number for number, source in enumerate(graph.sources)}
    texts, rules = _Numbers(), _Numbers()
    order = [(number, graph.facts[fact]) for number, edge in enumerate(edges) for fact in edge.facts]
    index = {node.iri: number for number, node in enumerate(graph.nodes)}
    facts = {
        "edge": [number for number, _ in order],
        # a symmetric relation is one edge from the lower node; 1 where the text says it the other way round
        "turned": [int(index[fact.subject] != edges[number].subject) for number, fact in order],
        **_evidence([fact for _, fact in order], documents, texts, rules),
        "planned": [int(fact.status == "planned") for _, fact in order],
    }
    figures = {
        "subject": [_subject(index, figure) for figure in graph.figures],
        **{
            name: [getattr(figure, name) for figure in graph.figures]
            for name in ("indicator", "value", "unit", "comparator", "period")
        },
        # 2 and 2.0 are one number to JavaScript but two literals in RDF
        "whole": [int(isinstance(figure.value, int)) for figure in graph.figures],
        **_evidence(graph.figures, documents, texts, rules),
        "target": [int(figure.status == "target") for figure in graph.figures],
    }
    return {
        "english": {number: node.label_en for number, node in enumerate(graph.nodes) if node.label_en},
        "aliases": {number: node.aliases for number, node in enumerate(graph.nodes) if node.aliases},
        "pinyin": [_sounds(node, pinyin) for node in graph.nodes] if pinyin else [""] * len(graph.nodes),
        "mentions": [[documents[name] for name in node.documents if name in documents] for node in graph.nodes],
        "facts": facts,
        "figures": figures,
        "texts": list(texts),
        "rules": list(rules),
    }


def _subject(index: Mapping[str, int], figure: Figure) -> int:
    if figure.subject not in index:
        raise GraphError(f"{figure.document}: figure {figure.iri} is about {figure.subject}, no node of the graph")
    return index[figure.subject]


def _sounds(node: Node, pinyin: Mapping[str, str]) -> str:
    names = (pinyin.get(name, "") for name in (node.label, *node.aliases))
    return "|".join(dict.fromkeys(name for name in names if name))


def _evidence(
    items: Sequence[Fact | Figure], documents: Mapping[str, int], texts: _Numbers, rules: _Numbers
) -> dict[str, Any]:
    """Document, span, sentence and the quote's span in it, rule and confidence of each fact or figure."""
    rows = zip(*map(_EVIDENCE, items), strict=True) if items else ((),) * 8
    iri, document, start, end, context, quote, rule, confidence = rows
    base = _base(iri)
    found = list(map(str.find, context, quote))
    begin = [max(at, 0) for at in found]
    said = [whole if at >= 0 else part for at, whole, part in zip(found, context, quote, strict=True)]
    return {
        "base": base,
        "iri": [name[len(base) :] for name in iri],
        "document": [documents.get(name, -1) for name in document],
        "start": start,
        "end": end,
        "text": [texts[words] for words in said],
        "from": begin,
        "to": [at + len(words) for at, words in zip(begin, quote, strict=True)],
        "rule": [rules[name] for name in rule],
        "confidence": [round(share, 4) for share in confidence],
    }


def _base(iris: Sequence[str]) -> str:
    """What all IRIs begin with, up to a slash."""
    first, last = min(iris, default=""), max(iris, default="")
    length = next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(first))
    return first[: first.rfind("/", 0, length) + 1]


def inert(value: object) -> str:
    """`value` as JSON that may stand inside a script element and be written as UTF-8, whatever its strings hold."""
    try:
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    except ValueError as error:
        raise GraphError(f"a figure of the graph is no finite number: {error}") from error
    text = text.replace("<", "\\u003c")
    try:
        text.encode("utf-8")  # a hundred times quicker than looking for what is hardly ever there
    except UnicodeEncodeError:
        text = _LONE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    return text
