"""A structured perceptron over characters: integer weights, exact decoding, the same result on every machine.

Tags are O and, for each type, B(egin), I(nside), E(nd), S(ingle). A legal path only is decoded: inside a name its
type holds until its end. There are no learnt transitions, so a step costs one maximum over "outside" and one per
type (Collins 2002 for the training; the decoding is Viterbi's on this sparse lattice).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.errors import RulebookError
from kg.extract.mentions.features import BITS, Row

Weights = NDArray[np.int32]
#: The types that are tagged; Field counts in relations only and has a finder of its own.
TAGGED = (
    "Platform", "Enterprise", "University", "Government", "Policy", "Fund", "Park", "Place", "Person", "Product",
    "Award", "Event",
)  # fmt: skip
KINDS = len(TAGGED)
#: Column 0 is O; then B, I, E and S of each type.
COLUMNS = 1 + 4 * KINDS
_B, _I, _E, _S = (slice(1 + k * KINDS, 1 + (k + 1) * KINDS) for k in range(4))


@dataclass(frozen=True, slots=True)
class Tagged:
    """A tagged name: half-open span of the row, index into `TAGGED`, and its margin over "no name here"."""

    start: int
    end: int
    kind: int
    margin: int


class Tagger:
    """Weights and the way to use them. `weights` has shape (2**BITS, COLUMNS)."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights

    def scores(self, row: Row) -> NDArray[np.int32]:
        """The score of every tag for every character, shape (characters, COLUMNS)."""
        total = np.zeros((len(row.places), COLUMNS), np.int32)
        for n in range(row.hashes.shape[1]):
            total += self.weights[row.hashes[:, n]]
        return total

    def tag(self, row: Row) -> list[Tagged]:
        """The names of a row, ordered by place."""
        scores = self.scores(row)
        found = []
        for start, end in row.ranges:
            found.extend(decode(scores, start, end))
        return found


def decode(scores: NDArray[np.int32], start: int, end: int) -> list[Tagged]:
    """The best legal path over `scores[start:end]`, as names."""
    length = end - start
    if length == 0:
        return []
    piece = scores[start:end].astype(np.int64)
    # open_[t]: best score of a path that is inside a name of type t; out: best of one that is outside a name.
    low = np.int64(-(1 << 60))
    out = np.int64(0)
    open_ = np.full(KINDS, low)
    came_in = np.zeros((length, KINDS), bool)  # I came from B's state (False: began here)
    closed = np.zeros(length, np.int64)  # 0: O; 1+t: E of t; 1+KINDS+t: S of t
    for i in range(length):
        row = piece[i]
        ends = open_ + row[_E]
        singles = out + row[_S]
        options = np.concatenate(([out + row[0]], ends, singles))
        choice = int(options.argmax())
        begins = out + row[_B]
        stays = open_ + row[_I]
        came_in[i] = stays > begins
        open_ = np.maximum(stays, begins)
        closed[i] = choice
        out = options[choice]
    names: list[Tagged] = []
    i = length - 1
    while i >= 0:
        choice = int(closed[i])
        if choice == 0:
            i -= 1
            continue
        if choice > KINDS:
            kind, begin = choice - 1 - KINDS, i
        else:
            kind = choice - 1
            begin = i - 1
            while begin > 0 and came_in[begin, kind]:
                begin -= 1
        names.append(Tagged(start + begin, start + i + 1, kind, _margin(piece, begin, i + 1, kind)))
        i = begin - 1
    return names[::-1]


def _margin(piece: NDArray[np.int64], begin: int, end: int, kind: int) -> int:
    """How much better this name scores than tagging all its characters O, per character."""
    total = -int(piece[begin:end, 0].sum())
    if end - begin == 1:
        total += int(piece[begin, 1 + 3 * KINDS + kind])
    else:
        total += int(piece[begin, 1 + kind]) + int(piece[end - 1, 1 + 2 * KINDS + kind])
        total += int(piece[begin + 1 : end - 1, 1 + KINDS + kind].sum())
    return total // (end - begin)


def columns(start: int, end: int, kind: int) -> Iterable[tuple[int, int]]:
    """(place, column) of every character of a name."""
    if end - start == 1:
        yield start, 1 + 3 * KINDS + kind
        return
    yield start, 1 + kind
    for i in range(start + 1, end - 1):
        yield i, 1 + KINDS + kind
    yield end - 1, 1 + 2 * KINDS + kind


def save(weights: Weights, path: Path) -> None:
    """Write the non-zero weights: deterministic bytes, deflated.

    Layout before deflating: count as uint32, then for each non-zero cell (in row-major order) the gap to the cell
    before as uint32 and the weight as int16.
    """
    flat = weights.reshape(-1)
    cells = np.flatnonzero(flat)
    gaps = np.diff(cells, prepend=0).astype("<u4")
    values = np.clip(flat[cells], -32768, 32767).astype("<i2")
    raw = np.uint32(len(cells)).astype("<u4").tobytes() + gaps.tobytes() + values.tobytes()
    path.write_bytes(zlib.compress(raw, 9))


def load(path: Path) -> Tagger:
    """Read what `save` wrote.

    Raises:
        RulebookError: the file is missing or damaged.
    """
    try:
        raw = zlib.decompress(path.read_bytes())
        count = int(np.frombuffer(raw, "<u4", 1)[0])
        cells = np.cumsum(np.frombuffer(raw, "<u4", count, 4).astype(np.int64))
        values = np.frombuffer(raw, "<i2", count, 4 + 4 * count)
    except (OSError, zlib.error, ValueError, IndexError) as error:
        raise RulebookError(f"{path}: the tagger's weights cannot be read ({error}); reinstall the package") from error
    weights = np.zeros((1 << BITS) * COLUMNS, np.int32)
    weights[cells] = values
    return Tagger(weights.reshape(1 << BITS, COLUMNS))
