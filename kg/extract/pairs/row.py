"""The sentences of a document as one row of tokens and one of marks, with what every feature is made of.

A token is a word, or a mention told by its scored type in angle brackets. Places are indices of the row; three more
places behind its end stand for what is not there: "", `^` before a sentence's first token, `$` behind its last.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kg.extract.pairs.senses import Mark
from kg.extract.pairs.strings import Ints, Joined, Strings
from kg.extract.words import Words
from kg.model import Mention

Mask = NDArray[np.bool_]

#: What a token may be.
VERB, COMMA, STOP, LISTING, SKELETON, SLOT = (1 << n for n in range(6))


class Kinds:
    """What tokens are, as sums of `VERB` …, remembered for the words met last."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self.of = lru_cache(maxsize=1 << 16)(self._of)

    def _of(self, text: str) -> int:
        slot = text[0] == "<"
        verb = len(text) > 1 and self._words.tag(text).startswith("v")
        return (
            VERB * verb
            + COMMA * (text in "，,；")
            + STOP * (text in "，,；。：")
            + LISTING * (slot or text in "、和与及以及")
            + SKELETON * (slot or verb or text in "，、的由与和将为在对")
            + SLOT * slot
        )


class Some:
    """The places of a row that a mask picks, asked for by range [low, high) of the row."""

    def __init__(self, mask: Mask, nothing: int) -> None:
        """`nothing` is the answer where a range holds none."""
        self.at = np.append(np.flatnonzero(mask), nothing)
        self.rank = np.concatenate(([0], np.cumsum(mask)))

    def count(self, low: Ints, high: Ints) -> Ints:
        """How many there are."""
        return self.rank[high] - self.rank[low]

    def first(self, low: Ints, high: Ints) -> Ints:
        """The place of the first."""
        a, b = self.rank[low], self.rank[high]
        return self.at[np.where(b > a, a, -1)]

    def last(self, low: Ints, high: Ints) -> Ints:
        """The place of the last."""
        a, b = self.rank[low], self.rank[high]
        return self.at[np.where(b > a, b - 1, -1)]


@dataclass(slots=True)
class Draft:
    """Sentences as they are read: tokens, then marks, each with the bounds of its sentence in the row."""

    texts: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    mentions: dict[int, Mention] = field(default_factory=dict)
    marks: list[Mark] = field(default_factory=list)
    #: For each sentence, the tokens and the marks before it.
    edges: list[tuple[int, int]] = field(default_factory=lambda: [(0, 0)])

    def close(self) -> None:
        """End a sentence."""
        self.edges.append((len(self.texts), len(self.marks)))


class Row:
    """What features are made of, as arrays.

    `low` and `high` are the bounds of each token's sentence; `words` are the tokens, `tailed` the same behind a `|`;
    the marks' `kinds` likewise. `content` picks the marks that are words of content.
    """

    def __init__(self, draft: Draft, kinds: Kinds) -> None:
        size = len(draft.texts)
        self.empty, self.before, self.behind = size, size + 1, size + 2
        self.starts, self.ends = np.array(draft.starts, np.int64), np.array(draft.ends, np.int64)
        tokens, marks = np.array(draft.edges, np.int64).T
        sentence = np.repeat(np.arange(len(tokens) - 1), np.diff(tokens))
        self.low, self.high = tokens[sentence], tokens[sentence + 1]
        self.words = Strings.of([*draft.texts, "", "^", "$"])
        self.tailed = Strings.of(["|" + t for t in (*draft.texts, "", "^", "$")])
        self.joined = Joined(draft.texts)
        flags = np.array([kinds.of(t) for t in draft.texts], np.int64)
        mention = np.zeros(size, np.bool_)
        mention[list(draft.mentions)] = True
        self.verbs, self.commas, self.stops, self.listing, self.slots = (
            Some(flags & kind != 0, size) for kind in (VERB, COMMA, STOP, LISTING, SLOT)
        )
        self.mentions = Some(mention, size)
        self.crowd = Joined([draft.texts[n] for n in self.mentions.at[:-1]])
        self.skeleton = Some(flags & SKELETON != 0, size)
        self.bones = Joined([draft.texts[n] for n in self.skeleton.at[:-1]])
        self._read_marks(draft, marks[sentence], marks[sentence + 1])

    def _read_marks(self, draft: Draft, low: Ints, high: Ints) -> None:
        names = [m.kind for m in draft.marks]
        size = len(names)
        self.no_kind, self.no_left, self.no_right = size, size + 1, size + 2
        self.mark_low, self.mark_high = low, high
        self.mark_starts = np.array([m.start for m in draft.marks], np.int64)
        self.kinds = Strings.of([*names, "", "^", "$"])
        self.tailed_kinds = Strings.of(["|" + k for k in (*names, "", "^", "$")])
        self.content = Some(np.array([len(k) > 1 for k in names], np.bool_), size)
        self.told = Joined([names[n] for n in self.content.at[:-1]], "|")
        # The marks and the mentions in one row, and where each mention stands in it.
        places = self.mentions.at[:-1]
        both = [*zip(self.mark_starts.tolist(), names, strict=True)]
        both += [(draft.starts[n], draft.texts[n]) for n in places.tolist()]
        self.outline = Joined([text for _, text in sorted(both)], " ")
        self.outlined = np.zeros(len(draft.texts), np.int64)
        self.outlined[places] = np.arange(len(places)) + np.searchsorted(self.mark_starts, self.starts[places])

    def marks(self, token: Ints, start: Ints, end: Ints) -> tuple[Ints, Ints]:
        """The marks [low, high) of the tokens' sentences that begin in spans [start, end) of the text."""
        low, high = self.mark_low[token], self.mark_high[token]
        first, last = np.searchsorted(self.mark_starts, start), np.searchsorted(self.mark_starts, end)
        return np.clip(first, low, high), np.clip(last, low, high)


def tokens(
    draft: Draft, text: str, start: int, end: int, mentions: Sequence[Mention], type_of: Callable[[str], str], cut: Cut
) -> None:
    """Add the tokens of a sentence to a draft; white space is none."""
    at = start
    for m in [*mentions, None]:
        edge = m.start if m else end
        if edge > at:
            for a, b in cut(text[at:edge]):
                word = text[at + a : at + b]
                if not word.isspace():
                    draft.texts.append(word)
                    draft.starts.append(at + a)
                    draft.ends.append(at + b)
        if m:
            draft.mentions[len(draft.texts)] = m
            draft.texts.append(f"<{type_of(m.type)}>")
            draft.starts.append(m.start)
            draft.ends.append(m.end)
            at = m.end


Cut = Callable[[str], Sequence[tuple[int, int]]]
