"""Look-ups as JSON: names, words, cards, named queries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from kg.errors import GraphError
from kg.graph import library as named
from kg.graph.cards import Card, Link
from kg.graph.lookup import Index, Match
from kg.graph.served import Question
from kg.model import Fact, Figure
from kg.serve.library import Library, Reply, Request, as_json, found, problem


def suggest(library: Library, request: Request) -> Reply:
    """Names for what has been typed so far: those that resolve first, then those that hold it."""
    text, limit = request["q"], request["limit"]
    index = library.index
    best: dict[str, Match] = {}
    if text.strip():
        for match in (*index.resolve(text, limit).matches, *index.search(text, limit).names):
            best.setdefault(match.iri, match)
    return as_json({"query": text, "suggestions": [_match(library, m) for m in list(best.values())[:limit]]})


def resolve(library: Library, request: Request) -> Reply:
    """What a name may mean, and whether that is beyond doubt, as `kg show` decides it."""
    said = library.index.resolve(request["name"], request["limit"])
    return as_json(
        {
            "name": said.text,
            "how": said.how,
            "only": said.only and said.only.iri,
            "matches": [_match(library, match) for match in said.matches],
        }
    )


def search(library: Library, request: Request) -> Reply:
    """Entities by part of a name, and sentences of evidence, as `kg search` finds them."""
    hits = library.index.search(request["q"], request["limit"])
    return as_json(
        {
            "query": request["q"],
            "names": [_match(library, match) for match in hits.names],
            "sentences": [
                {
                    "text": hit.text,
                    "spans": [list(span) for span in hit.spans],
                    "document": hit.source.iri,
                    "title": hit.source.title or hit.source.name,
                    "about": [_match(library, match) for match in hit.about],
                }
                for hit in hits.sentences
            ],
            "cut": hits.cut,
        }
    )


def entity(library: Library, request: Request) -> Reply:
    """An entity's card, by IRI or by a name that leaves no doubt."""
    iri = request.get("iri") or ""
    if not iri:
        said = library.index.resolve(request["name"])
        if said.only is None:
            offered = "、".join(dict.fromkeys(match.label for match in said.matches[:8]))
            hint = f"可能是：{offered}" if offered else "没有相近的名称"
            return problem(300 if said.matches else 404, "doubtful-name", f"“{said.text}”对不上唯一的实体；{hint}")
        iri = said.only.iri
    return as_json(card_json(library.index.card(iri), library.index))


def queries(library: Library, request: Request) -> Reply:
    """The named queries, their titles and parameters."""
    return as_json(
        {
            "queries": [
                {
                    "name": query.name,
                    "title": {"zh": query.title_zh, "en": query.title_en},
                    "parameters": [{"name": p.name, "kind": p.kind, "title": p.title} for p in query.parameters],
                    "sparql": query.text,
                }
                for query in library.named.values()
            ]
        }
    )


def named_query(library: Library, request: Request) -> Reply:
    """The answer of a named query, its parameters filled in by people's words."""
    if request["name"] not in library.named:
        raise GraphError(f"没有名为 {request['name']} 的查询；/api/queries 列出全部 · no such query")
    text = named.bind(library.named[request["name"]], request["params"], named.resolver(library.index))
    said = library.served.query(
        Question(text, request["rows"], request["triples"], request["limit"], request["size"], library.base)
    )
    return found(said.form, said.body, cut=said.cut)


TASKS: Mapping[str, Callable[[Library, Request], Reply]] = {
    "suggest": suggest,
    "resolve": resolve,
    "search": search,
    "entity": entity,
    "queries": queries,
    "named": named_query,
}


def card_json(card: Card, index: Index) -> dict[str, Any]:
    """The card as `kg show --format json` tells it, with documents by IRI besides."""
    sources = {source.name: source.iri for source in index.sources}

    def said(item: Fact | Figure) -> dict[str, Any]:
        return {
            "iri": item.iri,
            "status": item.status,
            "document": sources[item.document],
            "start": item.start,
            "end": item.end,
            "quote": item.quote,
            "rule": item.rule,
            "confidence": item.confidence,
        }

    def told(link: Link) -> dict[str, Any]:
        return {"iri": link.node.iri, "label": link.node.label, "facts": [said(fact) for fact in link.facts]}

    return {
        "iri": card.node.iri,
        "label": card.node.label,
        "label_en": card.node.label_en,
        "aliases": list(card.node.aliases),
        "classes": [{"name": name, "zh": zh, "en": en} for name, zh, en in card.classes],
        "relations": [
            {
                "predicate": group.predicate,
                "direction": group.direction,
                "label": {"zh": group.label_zh, "en": group.label_en},
                "links": [told(link) for link in group.links],
            }
            for group in card.groups
        ],
        "figures": [
            {
                "indicator": figure.indicator,
                "value": figure.value,
                "unit": figure.unit,
                "comparator": figure.comparator,
                "period": figure.period,
                **said(figure),
            }
            for figure in card.figures
        ],
        "documents": [{"iri": s.iri, "title": s.title or s.name, "date": s.date} for s in card.sources],
    }


def _match(library: Library, match: Match) -> dict[str, Any]:
    zh, en = library.vocabulary.labels.get(match.cls, (match.cls, match.cls))
    return {
        "iri": match.iri,
        "label": match.label,
        "class": {"name": match.cls, "zh": zh, "en": en},
        "name": match.name,
        "likeness": match.likeness,
    }
