"""A card, matches and figures as lines of text for people, and as JSON for programs; the standard library only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from kg.graph.cards import Card
from kg.graph.lookup import Match
from kg.knowledge import Fact, Figure, Source

_SIGNS = {"=": "", ">": "超过 ", ">=": "不低于 ", "<": "不到 ", "<=": "不超过 ", "~": "约 "}


def lines(card: Card, evidence: bool = True) -> Iterator[str]:
    """The card as lines: what it is, its relations in both directions, its figures, each with its words."""
    titles = {s.name: s for s in card.sources}
    kinds = " › ".join(f"{zh} {en}" for _, zh, en in card.classes)
    yield f"{card.node.label}　[{kinds}]"
    if card.node.label_en:
        yield f"  英文 English: {card.node.label_en}"
    if card.node.aliases:
        yield f"  别名 also: {'、'.join(card.node.aliases)}"
    yield f"  {card.node.iri}"
    for group in card.groups:
        yield ""
        yield f"{group.label_zh} {group.label_en}（{len(group.links)}）"
        for link in group.links:
            planned = "（计划 planned）" if link.planned else ""
            yield f"  {link.node.label}{planned}"
            if evidence:
                for fact in link.facts:
                    yield f"      “{quoted(fact)}” {where(fact, titles)}"
    if card.figures:
        yield ""
        yield f"指标 figures（{len(card.figures)}）"
        for figure in card.figures:
            yield f"  {told(figure)}"
            if evidence:
                yield f"      “{quoted(figure)}” {where(figure, titles)}"


def told(figure: Figure) -> str:
    """One figure in words: 撬动企业研发投入 超过 60000000 元（2024，目标）."""
    value = f"{figure.value:g}" if isinstance(figure.value, float) else str(figure.value)
    notes = [n for n in (figure.period or "", "目标 target" if figure.status == "target" else "") if n]
    return f"{figure.indicator} {_SIGNS[figure.comparator]}{value} {figure.unit}" + (
        f"（{'，'.join(notes)}）" if notes else ""
    )


def quoted(said: Fact | Figure) -> str:
    """The words, shortened where they are long."""
    return said.quote if len(said.quote) <= 120 else said.quote[:119] + "…"


def where(said: Fact | Figure, titles: dict[str, Source]) -> str:
    """The document, the place in it, in characters, and how sure the rule is."""
    source = titles.get(said.document)
    title = source.title if source and source.title else said.document
    return f"——{title} [{said.start}:{said.end}] {said.confidence:.2f}"


def said(item: Fact | Figure) -> dict[str, Any]:
    """How a statement is evidenced, for programs."""
    return {
        "status": item.status, "document": item.document, "start": item.start, "end": item.end,
        "quote": item.quote, "rule": item.rule, "confidence": item.confidence,
    }  # fmt: skip


def figure(item: Figure) -> dict[str, Any]:
    """A figure with its evidence, for programs."""
    return {
        "indicator": item.indicator, "value": item.value, "unit": item.unit, "comparator": item.comparator,
        "period": item.period, **said(item),
    }  # fmt: skip


def as_json(card: Card) -> dict[str, Any]:
    """The card as one JSON object."""
    return {
        "iri": card.node.iri,
        "label": card.node.label,
        "aliases": list(card.node.aliases),
        "classes": [name for name, _, _ in card.classes],
        "relations": [
            {
                "predicate": group.predicate,
                "direction": group.direction,
                "label": group.label_zh,
                "links": [
                    {"iri": link.node.iri, "label": link.node.label, "facts": [said(f) for f in link.facts]}
                    for link in group.links
                ],
            }
            for group in card.groups
        ],
        "figures": [
            figure(f)
            for f in card.figures
        ],
    }  # fmt: skip


def choices(matches: Sequence[Match], labels: dict[str, tuple[str, str]]) -> Iterator[str]:
    """Candidates to choose from, one a line."""
    for match in matches:
        name = "" if match.name == match.label else f"（{match.name}）"
        yield f"  {match.label}{name}　{labels.get(match.cls, (match.cls, ''))[0]}"
