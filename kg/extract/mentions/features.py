"""What the tagger looks at: hashed features of every character, computed with whole-array integer arithmetic.

A document becomes one row of characters: its sentences one after the other, parted by padding so that no window
reaches into the next sentence. Every feature is a template's number mixed with one to four integers (characters,
word hashes, part-of-speech tags, rule candidates) into a 32-bit hash. Only integers are used, so the same
text gives the same features on every machine.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kg.extract.mentions.candidates import Candidate, Context

PAD = 3
_MIX = np.uint64(0x9E3779B97F4A7C15)
_STEP = np.uint64(0xC2B2AE3D27D4EB4F)

Ints = NDArray[np.int64]
Hashes = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Row:
    """The characters of a document in one row. `places[i]` is the position in the text, -1 for padding."""

    places: Ints
    #: Half-open ranges of the row, one per sentence.
    ranges: tuple[tuple[int, int], ...]
    #: Feature hashes, shape (characters, templates).
    hashes: Hashes


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
    return Row(places, tuple(ranges), _hash(chars, word, spot, tag, rare, outer, inner, known, quote, listing, family))


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


def _hash(
    chars: Ints,
    word: Ints,
    spot: Ints,
    tag: Ints,
    rare: Ints,
    outer: Ints,
    inner: Ints,
    known: Ints,
    quote: Ints,
    listing: Ints,
    family: Ints,
) -> Hashes:
    def at(values: Ints, offset: int) -> Ints:
        return values if offset == 0 else np.roll(values, -offset)

    c = {k: at(chars, k) for k in range(-3, 4)}
    shape = _shape(chars)
    s = {k: at(shape, k) for k in range(-2, 3)}
    # Neighbouring words: the word that holds the character before this word's first and after its last.
    first, last = _word_edges(spot)
    index = np.arange(len(chars))
    before, after = np.clip(index - first - 1, 0, None), np.clip(index + last + 1, None, len(chars) - 1)
    w_1, w1, t_1, t1 = word[before], word[after], tag[before], tag[after]
    before2 = np.clip(before - first[before] - 1, 0, None)
    after2 = np.clip(after + last[after] + 1, None, len(chars) - 1)
    w_2, w2, t_2, t2 = word[before2], word[after2], tag[before2], tag[after2]
    w0 = word * 8 + spot
    t0 = tag * 8 + spot
    again, begun = _repeats(chars, outer, quote)
    around = s[-2] * 4096 + s[-1] * 512 + s[0] * 64 + s[1] * 8 + s[2]
    columns: list[tuple[Ints, ...]] = [
        (c[0],), (c[-1],), (c[1],), (c[-2],), (c[2],),
        (c[-1], c[0]), (c[0], c[1]), (c[-2], c[-1]), (c[1], c[2]), (c[-1], c[1]),
        (c[-1], c[0], c[1]), (c[-2], c[-1], c[0]), (c[0], c[1], c[2]),
        (w0,), (w_1, spot), (w1, spot), (w_1, w0), (w0, w1), (w_2, w_1, spot), (w1, w2, spot),
        (t0,), (t_1, t0), (t0, t1), (t_1, t0, t1), (t_2, t_1, t0), (t0, t1, t2),
        (around,), (around, spot),
        (outer,), (outer, c[0]), (outer, w_1), (outer, w1), (outer, t_1, spot), (outer, inner), (inner,),
        (outer, t0), (quote,), (quote, outer), (quote, w_1), (quote, w1), (quote, c[0]),
        (known,), (known, outer), (known, quote), (known, w1), (known, w_1), (known, w0),
        (at(outer, 1), at(outer, -1)), (at(known, 1), at(known, -1)), (w_1, w1, spot),
        (c[-3], c[-2], c[-1]), (c[1], c[2], c[3]),
        (rare, spot), (rare, rare[before], rare[after], spot), (rare, tag, outer),
        (listing,), (listing, outer), (listing, rare, spot), (listing, w0), (listing, known),
        (at(again, -1), again), (at(again, -2), at(again, -1), again), (again, spot, rare),
        (at(again, -1), again, at(again, 1)),
        (begun,), (at(begun, -1), begun), (begun, spot), (begun, outer), (begun, c[0], c[1]),
        (family, t_1, spot), (at(family, -1), tag, rare), (at(family, -2), tag, rare), (family, s[-1], t_1),
    ]  # fmt: skip
    hashes = np.empty((len(chars), len(columns)), np.uint32)
    for n, column in enumerate(columns):
        mixed = np.full(len(chars), n + 1, np.uint64) * _STEP
        for values in column:
            mixed = (mixed ^ values.astype(np.uint64)) * _MIX
            mixed ^= mixed >> np.uint64(29)
        hashes[:, n] = (mixed >> np.uint64(32)).astype(np.uint32)
    return hashes


def _word_edges(spot: Ints) -> tuple[Ints, Ints]:
    """For every character, its distance to the first and to the last character of its word."""
    index = np.arange(len(spot))
    begins = (spot == 1) | (spot == 4) | (spot == 0)
    first = index - np.maximum.accumulate(np.where(begins, index, 0))
    ends = (spot == 3) | (spot == 4) | (spot == 0)
    reverse = np.where(ends, index, len(spot))[::-1]
    last = np.minimum.accumulate(reverse)[::-1] - index
    return first, last
