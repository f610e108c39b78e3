"""Pairs of mentions that may stand in a relation, and what the classifier sees of each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kg.extract.pairs import between, carried, common
from kg.extract.pairs.between import Places
from kg.extract.pairs.common import Evidence, Told
from kg.extract.pairs.roles import Roles
from kg.extract.pairs.row import Draft, Kinds, Row, tokens
from kg.extract.pairs.senses import Senses
from kg.extract.pairs.sheet import Sheet
from kg.extract.pairs.strings import Few
from kg.extract.words import Words
from kg.model import Document, Mention, Relation, Sentence, Vocabulary

#: Mentions further apart than this many characters are not paired.
_REACH = 140
#: Sentences are read together until they have this many pairs: enough for whole arrays to be worth their while.
_TOGETHER = 2000

Wanted = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """A possible relation's ends. `start` and `end` span the words that were looked at, in the document's text.

    `features` are hashes, each once, rising.
    """

    subject: Mention
    object: Mention
    sentence: int
    start: int
    end: int
    features: NDArray[np.uint32]


@dataclass(slots=True)
class _Some:
    """Pairs of one sort as they are met: which of the batch they are, their tokens, how the subject was carried."""

    owners: list[int] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    last: list[int] = field(default_factory=list)
    types: list[str] = field(default_factory=list)
    way: list[str] = field(default_factory=list)
    roles: list[tuple[str, ...]] = field(default_factory=list)

    def places(self) -> Places:
        owners, first, last = (np.array(n, np.int64) for n in (self.owners, self.first, self.last))
        return Places(owners, first, last, Few.of(self.types), Few.of(self.way))


@dataclass(slots=True)
class _Batch:
    """Sentences read together, with their pairs in order."""

    draft: Draft = field(default_factory=Draft)
    ends: list[tuple[Mention, Mention]] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)
    beside: list[Sequence[Told]] = field(default_factory=list)
    inner: _Some = field(default_factory=_Some)
    outer: _Some = field(default_factory=_Some)


class Reader:
    """Turns a document into pairs.

    Args:
        words: the word cutter.
        senses: the kinds of words.
        vocabulary: for the scored type of a class.
    """

    def __init__(self, words: Words, senses: Senses, vocabulary: Vocabulary) -> None:
        self._words = words
        self._senses = senses
        self._type_of = lru_cache(maxsize=None)(vocabulary.type_of)
        self._kinds = Kinds(words)

    def pairs(
        self,
        document: Document,
        sentences: Sequence[Sentence],
        mentions: Sequence[Mention],
        home: str | None,
        patterns: Sequence[Relation],
        wanted: Wanted = lambda s, o: True,
    ) -> Iterator[Pair]:
        """All candidate pairs of a document, in order.

        Args:
            mentions: sorted, without overlaps, resolved.
            home: the entity the text is about.
            patterns: what the rulebook's patterns found: evidence among the features.
            wanted: whether two entities, subject and object, are worth looking at.
        """
        found: dict[tuple[str, str], list[tuple[str, str, float]]] = {}
        for r in patterns:
            found.setdefault((r.subject, r.object), []).append((r.predicate, r.rule, r.confidence))
        evidence = Evidence(found)
        starts = [m.start for m in mentions]
        place = next((m for m in mentions if m.entity == home), None)
        before: Mention | None = None
        topic: Mention | None = None
        block = -1
        batch = _Batch()
        for number, sentence in enumerate(sentences):
            if sentence.block != block:
                block, topic, before = sentence.block, None, None
            inside = mentions[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
            if not inside:
                continue
            silent = {m.entity: (m, how) for m, how in ((place, "home"), (topic, "topic"), (before, "before")) if m}
            self._read(batch, document.text, number, sentence, inside, silent, wanted)
            if len(batch.ends) >= _TOGETHER:
                yield from self._told(batch, document.text, home, evidence)
                batch = _Batch()
            first = next((m for m in inside if self._type_of(m.type) not in _NEVER), None)
            before = first or before
            topic = topic or first
        yield from self._told(batch, document.text, home, evidence)

    def _read(
        self,
        batch: _Batch,
        text: str,
        number: int,
        sentence: Sentence,
        inside: Sequence[Mention],
        silent: dict[str, tuple[Mention, str]],
        wanted: Wanted,
    ) -> None:
        """Add a sentence and its pairs to a batch."""
        draft = batch.draft
        marks = self._senses.marks(text, sentence.start, sentence.end, inside)
        roles = Roles(text, sentence.start, sentence.end, inside, marks)
        base = len(draft.texts)
        tokens(draft, text, sentence.start, sentence.end, inside, self._type_of, self._words.cut)
        draft.marks += marks
        draft.close()
        index = [(n, draft.texts[n], m) for n, m in draft.mentions.items() if n >= base]
        beside = [(told, m) for _, told, m in index]

        def add(some: _Some, s: Mention, o: Mention, types: str, way: str, first: int, last: int) -> None:
            some.owners.append(len(batch.ends))
            some.first.append(first)
            some.last.append(last)
            some.types.append(types)
            some.way.append(way)
            some.roles.append(roles.of(s if some is batch.inner else None, o))
            batch.ends.append((s, o))
            batch.sentences.append(number)
            batch.beside.append(beside)

        for i, one, s in index:
            for j, other, o in index:
                if s.entity != o.entity and abs(s.start - o.start) <= _REACH and wanted(s.entity, o.entity):
                    types = one + other
                    add(batch.inner, s, o, types, types + (">" if i < j else "<"), min(i, j), max(i, j))
        named = {m.entity for m in inside}
        for entity, (s, how) in sorted(silent.items()):
            for j, other, o in index if entity not in named else ():
                if wanted(entity, o.entity):
                    types = f"<{self._type_of(s.type)}>{other}"
                    add(batch.outer, s, o, types, f"{types}~{how}", j, j)

    def _told(self, batch: _Batch, text: str, home: str | None, evidence: Evidence) -> Iterator[Pair]:
        """The pairs of a batch with their features."""
        if not batch.ends:
            return
        row, sheet = Row(batch.draft, self._kinds), Sheet()
        start, end = np.zeros((2, len(batch.ends)), np.int64)
        for some, alone in ((batch.inner, "role|"), (batch.outer, "~role|")):
            if not some.owners:
                continue
            at = some.places()
            if some is batch.inner:
                between.told(row, at, sheet)
                start[at.owners] = row.starts[at.first]
            else:
                start[at.owners] = carried.told(row, at, sheet)
            end[at.owners] = row.ends[at.last]
            heads = (at.types,) if some is batch.inner else (at.way, at.types)
            ends = [batch.ends[n] for n in some.owners]
            common.roles(sheet, at.owners, some.roles, heads, alone)
            common.names(sheet, text, at.owners, ends, at.types, home)
            evidence.add(sheet, at.owners, ends, [batch.beside[n] for n in some.owners], at.way)
        features = sheet.features(len(batch.ends))
        rows = zip(batch.ends, batch.sentences, start.tolist(), end.tolist(), features, strict=True)
        for (s, o), number, first, last, own in rows:
            yield Pair(s, o, number, first, last, own)


#: A mention of these types is not what the next sentences are silently about.
_NEVER = ("Award", "Product", "Event", "Field")
