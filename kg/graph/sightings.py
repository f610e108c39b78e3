"""The entities of single documents, made ready to be compared with those of others."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kg.graph.identity import place_spellings
from kg.graph.spelling import fold, tidy
from kg.model import Entity, Extraction, Span

_PAIRS = ("“”", "‘’", "「」", "『』", "《》", "〈〉")
_QUOTED = re.compile("[“‘「『《]([^“”‘’「」『』《》]+)[”’」』》]")


@dataclass(frozen=True, slots=True)
class Sighting:
    """An entity as one document speaks of it. `names` are tidy, the canonical one first; `keys` are their folds."""

    document: str
    entity: Entity
    names: tuple[str, ...]
    keys: tuple[str, ...]

    @property
    def type(self) -> str:
        return self.entity.type

    @property
    def key(self) -> str:
        """The fold of the canonical name."""
        return self.keys[0]

    def quotes(self, key: str) -> bool:
        """Whether the canonical name is a description that quotes `key` as the name proper: “揭榜挂帅”项目."""
        return any(fold(quoted) == key for quoted in _QUOTED.findall(self.names[0]))


@dataclass(frozen=True, slots=True)
class Corpus:
    """All sightings, in an order that does not depend on the documents' order, and how they stand to each other.

    `ids` finds a sighting by document and entity id; `related` and `beside` give for each the ones that a relation
    joins to it, and those mentioned in one sentence with it.
    """

    sightings: tuple[Sighting, ...]
    ids: dict[tuple[str, str], int]
    related: dict[int, frozenset[int]]
    beside: dict[int, frozenset[int]]
    places: frozenset[str]


def gather(extractions: Sequence[Extraction]) -> Corpus:
    """Collect the sightings of all documents. An entity without a name of some substance is passed over."""
    found = [
        Sighting(document.name, entity, names, tuple(dict.fromkeys(map(fold, names))))
        for document in extractions
        for entity in document.entities
        if (names := tuple(dict.fromkeys(filter(_is_name, map(_bare, entity.names)))))
    ]
    found.sort(key=lambda s: (s.document, s.names, s.type, s.entity.id))
    ids = {(s.document, s.entity.id): index for index, s in enumerate(found)}
    related: dict[int, set[int]] = defaultdict(set)
    beside: dict[int, set[int]] = defaultdict(set)
    for document in extractions:
        _relate(document, ids, related)
        _seat(document, ids, beside)
    return Corpus(
        sightings=tuple(found),
        ids=ids,
        related={index: frozenset(others) for index, others in related.items()},
        beside={index: frozenset(others) for index, others in beside.items()},
        places=frozenset(
            spelling for s in found if s.type == "Place" for key in s.keys for spelling in place_spellings(key)
        ),
    )


def sentence_around(spans: Sequence[Span], start: int, end: int) -> Span | None:
    """The span from the first to the last of the sorted, disjoint `spans` that [start, end) touches, or None."""
    first = bisect_right(spans, start, key=lambda span: span[1])
    last = bisect_left(spans, end, key=lambda span: span[0])
    return (spans[first][0], spans[last - 1][1]) if first < last else None


def _bare(name: str) -> str:
    """The tidy name without marks that enclose all of it: they quote the name and are no part of it."""
    name = tidy(name)
    for pair in _PAIRS:
        if name[:1] == pair[0] and name.find(pair[1]) == len(name) - 1:
            return tidy(name[1:-1])
    return name


def _is_name(name: str) -> bool:
    """Whether anything can be called so: not quotation marks alone, nor half a character of a broken file."""
    return bool(fold(name)) and not any(0xD800 <= ord(c) <= 0xDFFF for c in name)


def _relate(document: Extraction, ids: dict[tuple[str, str], int], related: dict[int, set[int]]) -> None:
    for relation in document.relations:
        subject = ids.get((document.name, relation.subject))
        object_ = ids.get((document.name, relation.object))
        if subject is not None and object_ is not None and subject != object_:
            related[subject].add(object_)
            related[object_].add(subject)


def _seat(document: Extraction, ids: dict[tuple[str, str], int], beside: dict[int, set[int]]) -> None:
    spans = sorted(document.sentences)
    benches: dict[Span, set[int]] = defaultdict(set)
    for entity in document.entities:
        index = ids.get((document.name, entity.id))
        for start, end in entity.mentions:
            sentence = sentence_around(spans, start, end)
            if index is not None and sentence is not None:
                benches[sentence].add(index)
    for bench in benches.values():
        for index in bench:
            beside[index] |= bench - {index}
