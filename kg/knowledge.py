"""What a built graph consists of, as frozen, slotted values, with no import of ours.

Part of `kg.model`, where everybody finds them; a module of its own because a cold look-up (`kg show`) needs these and
not the values of the reading, and making a dataclass takes Python most of a millisecond.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Status = Literal["asserted", "planned"]
Achievement = Literal["achieved", "target"]

#: The twelve scored types of the annotation guide and `Field`, which counts in relations only.
TYPES = (
    "Platform",
    "Enterprise",
    "University",
    "Government",
    "Policy",
    "Fund",
    "Park",
    "Place",
    "Person",
    "Product",
    "Award",
    "Event",
    "Field",
)


@dataclass(frozen=True, slots=True)
class Property:
    """A relation of the ontology: labels, the classes it joins, its inverse's label, whether it is symmetric."""

    name: str
    label_zh: str
    label_en: str
    domain: tuple[str, ...]
    range: tuple[str, ...]
    symmetric: bool = False
    inverse_label_zh: str = ""
    inverse_label_en: str = ""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What `ontology.ttl` declares, by local name, for those who must not parse RDF.

    `parents` maps each entity class to its direct superclass ("" for a root); `labels` to (zh, en).
    """

    parents: Mapping[str, str]
    labels: Mapping[str, tuple[str, str]]
    properties: Mapping[str, Property]

    def ancestors(self, cls: str) -> tuple[str, ...]:
        """`cls` itself, then its superclasses, nearest first."""
        chain = []
        while cls:
            chain.append(cls)
            cls = self.parents.get(cls, "")
        return tuple(chain)

    def type_of(self, cls: str) -> str:
        """The guide's type that `cls` is or stands below."""
        for ancestor in self.ancestors(cls):
            if ancestor in TYPES:
                return ancestor
        return cls


@dataclass(frozen=True, slots=True)
class Source:
    """A document as the graph knows it: its name, IRI and what its header said. Dates are ISO 8601 strings."""

    name: str
    iri: str
    title: str = ""
    publisher: str = ""
    date: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """An entity of the whole graph, linked across documents. `label` is the canonical Chinese name.

    `attested` says for each document, in the documents' order, by which names it speaks of the entity.
    """

    iri: str
    cls: str
    type: str
    label: str
    aliases: tuple[str, ...] = ()
    label_en: str = ""
    documents: tuple[str, ...] = ()
    attested: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One document's statement that `subject` `predicate` `object` (IRIs), with the words that say so.

    `start` and `end` are characters of the document's decoded file; `context` is the whole sentence, without
    white space, and holds `quote`.
    """

    iri: str
    subject: str
    predicate: str
    object: str
    status: Status
    document: str
    start: int
    end: int
    quote: str
    context: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Figure:
    """One document's figure about `subject` (an IRI), with the words that say so."""

    iri: str
    subject: str
    indicator: str
    value: float | int
    unit: str
    comparator: str
    period: str | None
    status: Achievement
    document: str
    start: int
    end: int
    quote: str
    context: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class KnowledgeGraph:
    """The whole graph as plain values, in a fixed order. RDF, the page and the look-up index are made from it."""

    nodes: tuple[Node, ...]
    facts: tuple[Fact, ...]
    figures: tuple[Figure, ...]
    sources: tuple[Source, ...]
