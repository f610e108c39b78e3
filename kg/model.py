"""The values that flow from stage to stage: frozen and slotted.

Positions are half-open spans of characters (never bytes). A `Document` has two texts: `original`, the decoded
file, and `text`, the mended text that the rules read. Stages work on `text`; what leaves the extraction
(`Relation`, `Observation`, the mentions of an `Entity` in an `Extraction`) speaks of `original`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from kg.knowledge import TYPES, Achievement, Fact, Figure, KnowledgeGraph, Node, Property, Source, Status, Vocabulary

__all__ = [
    "TYPES", "Achievement", "Block", "Document", "Entity", "Extraction", "Fact", "Figure", "KnowledgeGraph", "Mention",
    "Node", "Observation", "Property", "Relation", "Sentence", "Source", "Span", "Status", "Vocabulary",
]  # fmt: skip

Span = tuple[int, int]


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
