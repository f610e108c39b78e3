"""Walks as lines of text for people, as rows for tables, as JSON for programs; the standard library only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from kg.cli import cards
from kg.graph.cards import Link
from kg.graph.timeline import Event
from kg.graph.walks import Common, Neighbour, Way
from kg.model import Fact, Figure, Node, Source, Vocabulary

Titles = dict[str, Source]

#: The columns of a fact, after those that say where on the walk it stands.
FACT = ("主语 subject", "关系 relation", "宾语 object", "状态 status", "原文 quote", "文献 document", "起 start",
        "止 end", "置信度 confidence")  # fmt: skip


class Teller:
    """Says facts and figures in the words of the graph's own vocabulary; `labels` grow as entities are met."""

    def __init__(self, vocabulary: Vocabulary, sources: Sequence[Source]) -> None:
        self.vocabulary = vocabulary
        self.titles = {source.name: source for source in sources}

    def cls(self, node: Node) -> str:
        return self.vocabulary.labels.get(node.cls, (node.cls, ""))[0]

    def relation(self, fact: Fact) -> str:
        return self.vocabulary.properties[fact.predicate].label_zh

    def row(self, fact: Fact, one: Node, other: Node) -> tuple[str, ...]:
        """The cells under `FACT` of a fact that joins `one` and `other`."""
        ends = {one.iri: one.label, other.iri: other.label}
        return (
            ends[fact.subject], self.relation(fact), ends[fact.object], fact.status, fact.quote, fact.document,
            str(fact.start), str(fact.end), f"{fact.confidence:.2f}",
        )  # fmt: skip

    def step(self, near: Node, link: Link, indent: str, evidence: bool) -> Iterator[str]:
        """One step from `near`, each fact with its words: `—位于→` as the fact runs, `←孵化—` against it."""
        for fact in link.facts:
            plan = "（计划 planned）" if fact.status == "planned" else ""
            word = self.relation(fact)
            symmetric = self.vocabulary.properties[fact.predicate].symmetric
            arrow = f"—{word}—" if symmetric else f"—{word}→" if fact.subject == near.iri else f"←{word}—"
            yield f"{indent}{arrow} {link.node.label}{plan}"
            if evidence:
                yield f"{indent}    “{cards.quoted(fact)}” {cards.where(fact, self.titles)}"

    def way(self, way: Way, evidence: bool) -> Iterator[str]:
        yield way.start.label
        near = way.start
        for link in way.links:
            yield from self.step(near, link, "  ", evidence)
            near = link.node

    def neighbour(self, found: Neighbour, evidence: bool) -> Iterator[str]:
        yield f"  {found.node.label}　{self.cls(found.node)}"
        for link in found.links:
            yield from self.step(found.node, link, "    ", evidence)

    def shared(self, found: Common, evidence: bool) -> Iterator[str]:
        yield f"共同的邻居 shared neighbours（{len(found.entities)}）"
        for shared in found.entities:
            yield f"  {shared.node.label}　{self.cls(shared.node)}"
            for link in shared.links:
                yield from self.step(shared.node, link, "    ", evidence)
        yield f"共同出现的文献 shared documents（{len(found.sources)}）"
        for source in found.sources:
            yield f"  {source.title or source.name}{f'（{source.date}）' if source.date else ''}"

    def event(self, event: Event, labels: dict[str, str]) -> str:
        """What an event says, on one line; `labels` are the labels of the entities at its ends."""
        said = event.said
        if isinstance(said, Figure):
            return cards.told(said)
        plan = "（计划 planned）" if said.status == "planned" else ""
        return f"{labels[said.subject]} {self.relation(said)} {labels[said.object]}{plan}"


def node_json(node: Node) -> dict[str, Any]:
    """What names an entity."""
    return {"iri": node.iri, "label": node.label, "class": node.cls}


def link_json(link: Link) -> dict[str, Any]:
    """An entity and the facts that lead to it."""
    return {**node_json(link.node), "facts": [fact_json(fact) for fact in link.facts]}


def fact_json(fact: Fact) -> dict[str, Any]:
    """A fact with its evidence."""
    return {"subject": fact.subject, "predicate": fact.predicate, "object": fact.object, **cards.said(fact)}


def event_json(event: Event) -> dict[str, Any]:
    """A fact or figure with its time."""
    said = event.said
    if isinstance(said, Fact):
        return {"when": event.when, "by": event.by, "kind": "fact", **fact_json(said)}
    return {"when": event.when, "by": event.by, "kind": "figure", **cards.figure(said)}
