"""The values that flow from stage to stage: frozen, slotted, with no import of ours.

Positions are half-open spans of characters (never bytes). A `Document` has two texts: `original`, the decoded
file, and `text`, the mended text that the rules read. Stages work on `text`; what leaves the extraction
(`Relation`, `Observation`, the mentions of an `Entity` in an `Extraction`) speaks of `original`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

Status = Literal["asserted", "planned"]
Achievement = Literal["achieved", "target"]
Span = tuple[int, int]

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
class Block:
    """A piece of `Document.text` that holds together: sentences never cross a block's edge.

    `kind` is one of paragraph, heading, caption, byline, list, furniture (running heads, page numbers).
    """

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """A text that was read. `offsets[i]` is the place of `text[i]` in `original`, strictly increasing."""

    name: str
    text: str
    original: str
    offsets: Sequence[int]
    blocks: tuple[Block, ...]
    meta: Mapping[str, str] = field(default_factory=dict)
    path: str = ""

    def locate(self, start: int, end: int) -> Span:
        """The span of `original` that `text[start:end]` comes from; `end` > `start`."""
        return self.offsets[start], self.offsets[end - 1] + 1

    def quote(self, start: int, end: int) -> str:
        """The words of `text[start:end]` as the original has them, without white space."""
        begin, stop = self.locate(start, end)
        return "".join(self.original[begin:stop].split())


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of `Document.text`, its end mark included; `block` is the index of its block."""

    start: int
    end: int
    block: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A place of `Document.text` that speaks of an entity.

    `type` is a class of the ontology (Laboratory, Enterprise …). `entity` is the entity's id once it is
    resolved. `kind` is name, or reference (我区, 该中心), which resolves to an entity but adds no name.
    """

    start: int
    end: int
    type: str
    rule: str
    confidence: float = 1.0
    entity: str = ""
    kind: Literal["name", "reference"] = "name"


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity of one document. `names` has the canonical name first; `mentions` are spans of `original`."""

    id: str
    type: str
    cls: str
    names: tuple[str, ...]
    mentions: tuple[Span, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Relation:
    """A stated relation between two entities of a document, with its evidence (span of `original`)."""

    subject: str
    predicate: str
    object: str
    status: Status
    confidence: float
    rule: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Observation:
    """A figure about an entity, with its evidence (span of `original`)."""

    subject: str
    indicator: str
    value: float | int
    unit: str
    comparator: str
    period: str | None
    status: Achievement
    confidence: float
    rule: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one document. `meta` is the document's (title, publisher, date, source …)."""

    name: str
    entities: tuple[Entity, ...]
    relations: tuple[Relation, ...]
    observations: tuple[Observation, ...]
    sentences: tuple[Span, ...] = ()
    meta: Mapping[str, str] = field(default_factory=dict)
    original: str = ""


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
