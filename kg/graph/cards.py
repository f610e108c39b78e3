"""An entity's card: what it is called and is, its relations in both directions, its figures, each with its words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple, Protocol

from kg.knowledge import Fact, Figure, Node, Source, Vocabulary

Direction = Literal["out", "in", "both"]


class Link(NamedTuple):
    """One entity at the other end, and the facts that join the two: asserted ones first, then the more certain."""

    node: Node
    facts: tuple[Fact, ...]

    @property
    def planned(self) -> bool:
        """Whether this is a plan only: no fact asserts it."""
        return all(fact.status == "planned" for fact in self.facts)


class Group(NamedTuple):
    """The links of one relation in one direction; `label_zh` and `label_en` read from the card's entity."""

    predicate: str
    direction: Direction
    label_zh: str
    label_en: str
    links: tuple[Link, ...]


class Card(NamedTuple):
    """What the graph holds about an entity.

    `classes` are (name, zh, en), the most specific first, without the root. `groups` come outward, both ways, inward,
    and in each direction by predicate. `sources` are the documents that speak of it.
    """

    node: Node
    classes: tuple[tuple[str, str, str], ...]
    groups: tuple[Group, ...]
    figures: tuple[Figure, ...]
    sources: tuple[Source, ...]


class Shelf(Protocol):
    """Where a card is made from: an index, or any other holder of a graph."""

    @property
    def vocabulary(self) -> Vocabulary: ...
    def sources_called(self, names: Sequence[str]) -> tuple[Source, ...]: ...
    def node(self, iri: str) -> Node: ...
    def facts(self, iri: str) -> tuple[Fact, ...]: ...
    def figures(self, iri: str) -> tuple[Figure, ...]: ...


def make_card(shelf: Shelf, iri: str) -> Card:
    """The card of the entity `iri`. Raises what `shelf.node` raises if there is no such entity."""
    node = shelf.node(iri)
    vocabulary = shelf.vocabulary
    ends: dict[tuple[int, str], dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in shelf.facts(iri):
        outward = fact.subject == iri
        direction = 1 if vocabulary.properties[fact.predicate].symmetric else 0 if outward else 2
        ends[direction, fact.predicate][fact.object if outward else fact.subject].append(fact)
    return Card(
        node=node,
        classes=tuple((c, *vocabulary.labels[c]) for c in vocabulary.ancestors(node.cls) if vocabulary.parents[c]),
        groups=tuple(_group(vocabulary, key, ends[key], shelf.node) for key in sorted(ends)),
        figures=shelf.figures(iri),
        sources=shelf.sources_called(node.documents),
    )


def _group(
    vocabulary: Vocabulary, key: tuple[int, str], ends: dict[str, list[Fact]], find: Callable[[str], Node]
) -> Group:
    direction: Direction = ("out", "both", "in")[key[0]]
    relation = vocabulary.properties[key[1]]
    inward = direction == "in"
    links = [Link(find(iri), tuple(sorted(facts, key=surest_first))) for iri, facts in ends.items()]
    return Group(
        predicate=relation.name,
        direction=direction,
        label_zh=relation.inverse_label_zh if inward else relation.label_zh,
        label_en=relation.inverse_label_en if inward else relation.label_en,
        links=tuple(sorted(links, key=lambda link: (link.planned, link.node.label, link.node.iri))),
    )


def surest_first(fact: Fact) -> tuple[bool, float, str, int]:
    """The order in which facts that say the same are shown: asserted before planned, then the more certain."""
    return fact.status == "planned", -fact.confidence, fact.document, fact.start
