"""What the tagger looks at: whole numbers of every character, computed with whole-array integer arithmetic.

A document becomes one row of characters: its sentences one after the other, parted by padding so that no window
reaches into the next sentence. Every character has a value in each of `FIELDS`: its code, its pairs with its
neighbours, its word and that word's part of speech, the rule candidates it belongs to, what the rest of the document
says of it. Only integers are used, so the same text gives the same values on every machine.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kg.extract.mentions.candidates import Candidate, Context

#: Characters of padding around each sentence: as far as the tagger looks at a step.
PAD = 4
#: The values of a character, in the order of `Row.fields`.
FIELDS = (
    "character", "pair", "pair before", "word", "place in word", "part of speech", "part of speech and place", "rarity",
    "candidate", "inner candidate", "quotation", "known", "list item", "surname", "repeated", "repeated before",
    "begins elsewhere", "shape",
)  # fmt: skip

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Row:
    """The characters of a document in one row. `places[i]` is the position in the text, -1 for padding."""

    places: Ints
    #: Half-open ranges of the row, one per sentence.
    ranges: tuple[tuple[int, int], ...]
    #: The values, shape (characters, fields).
    fields: Ints


@lru_cache(maxsize=200_000)
def _word_hash(word: str) -> int:
    return zlib.crc32(word.encode("utf-8"))


def build(
    contexts: Sequence[Context],
    candidates: Sequence[Sequence[Candidate]],
    listed: Sequence[Sequence[Candidate]],
    surnames: frozenset[str],
) -> Row:
    """The row of a document.

    Args:
        contexts: one per sentence, in order.
        candidates: the rule candidates of each sentence.
        listed: the known names found in each sentence; empty sequences where no lists are used.
        surnames: of one character or two.
    """
    size = PAD + sum(c.end - c.start + PAD for c in contexts)
    places = np.full(size, -1, np.int64)
    chars, word, spot, tag, rare = (np.zeros(size, np.int64) for _ in range(5))
    outer, inner, known, quote, listing, family = (np.zeros(size, np.int64) for _ in range(6))
    ranges = []
    at = PAD
    for context, rule, names in zip(contexts, candidates, listed, strict=True):
        length = context.end - context.start
        shift = at - context.start
        places[at : at + length] = np.arange(context.start, context.end)
        piece = context.text[context.start : context.end]
        chars[at : at + length] = np.frombuffer(piece.encode("utf-32-le", "surrogatepass"), np.uint32)
        for n, character in enumerate(piece):
            if character in surnames:
                family[at + n] = 1
            elif piece[n : n + 2] in surnames:
                family[at + n : at + n + 2] = (2, 3)
        for (start, end), surface, pos in zip(context.spans, context.surfaces, context.tags, strict=True):
            a, b = start + shift, end + shift
            word[a:b] = _word_hash(surface)
            tag[a:b] = _word_hash(pos) if pos else 1
            rare[a:b] = context.words.rarity(surface)
            _position(spot, a, b, 0)
        ordered = sorted(rule, key=lambda c: (c.end - c.start, c.strong))
        for candidate in ordered:
            code = (_word_hash(candidate.cls) * 2 + candidate.strong) * 8
            a, b = candidate.start + shift, candidate.end + shift
            if candidate.rule == "listed":
                _position(listing, a, b, code)
            elif candidate.rule.startswith("quoted") or candidate.rule == "title":
                _position(quote, a, b, code + (_RULES[candidate.rule] << 40))
            else:
                inner[a:b] = outer[a:b]
                _position(outer, a, b, code)
        for candidate in sorted(names, key=lambda c: c.end - c.start):
            a, b = candidate.start + shift, candidate.end + shift
            _position(known, a, b, (_word_hash(candidate.cls) * 2 + candidate.strong) * 8)
        ranges.append((at, at + length))
        at += length + PAD
    again, begun = _repeats(chars, outer, quote)
    pair = chars << 21 | np.roll(chars, -1)
    columns = (
        chars, pair, np.roll(pair, 1), word, spot, tag, tag * 8 + spot, rare,
        outer, inner, quote, known, listing, family, again, np.roll(again, 1), begun, _shape(chars),
    )  # fmt: skip
    return Row(places, tuple(ranges), np.stack(columns, axis=1))


_RULES = {"quoted": 1, "quoted+head": 2, "quoted-head": 3, "quoted-ending": 4, "title": 5}


def _position(target: Ints, start: int, end: int, code: int) -> None:
    """Write where in the span each character stands: 1 first, 2 inside, 3 last, 4 alone; plus `code`."""
    target[start:end] = 2 + code
    target[start] = 1 + code
    target[end - 1] = (4 if end - start == 1 else 3) + code


def _repeats(chars: Ints, outer: Ints, quote: Ints) -> tuple[Ints, Ints]:
    """What the whole document says of the pair of characters that begins at each place.

    How often the pair, and the pair with its next character, stand in the document, up to three times each; and the
    code with which a rule candidate begins at that pair anywhere: 国耀量子 alone, 国耀量子公司 elsewhere.
    """
    following, third = np.roll(chars, -1), np.roll(chars, -2)
    han = (chars >= 0x3400) & (following >= 0x3400)
    key, counts = _numbered(chars << 21 | following)
    longer, counts_3 = _numbered(key << 21 | third)
    again = np.where(han, np.minimum(counts[key], 3) * 4 + np.minimum(counts_3[longer], 3), 0)
    starts = np.zeros(len(counts), np.int64)
    for source, sign in ((quote, 2), (outer, 0)):
        here = np.flatnonzero((source % 8 == 1) & han)
        starts[key[here]] = source[here] * 4 + sign
    return again, np.where(han & (counts[key] > 1), starts[key], 0)


def _numbered(values: Ints) -> tuple[Ints, Ints]:
    """Running numbers of equal values, and how often each stands there."""
    _, index, counts = np.unique(values, return_inverse=True, return_counts=True)
    return index.astype(np.int64), counts.astype(np.int64)


def _shape(chars: Ints) -> Ints:
    """Kinds of character: 0 padding, 1 han, 2 digit, 3 latin, 4 opening, 5 closing, 6 comma-like, 7 other."""
    kind = np.full(chars.shape, 7, np.int64)
    kind[(chars >= 0x4E00) & (chars <= 0x9FFF)] = 1
    kind[((chars >= 48) & (chars <= 57)) | ((chars >= 0xFF10) & (chars <= 0xFF19))] = 2
    kind[((chars | 32) >= 97) & ((chars | 32) <= 122)] = 3
    for marks, code in (("“‘《「『（(【", 4), ("”’》」』）)】", 5), ("，,、；;：:", 6)):
        kind[np.isin(chars, [ord(m) for m in marks])] = code
    kind[chars == 0] = 0
    return kind
