"""A linear-chain conditional random field over characters, decoded with integer arithmetic.

Tags are O and, for each type, B(egin), I(nside), E(nd), S(ingle). Only legal paths are decoded: inside a name its
type holds until its end (Viterbi on that lattice). The weights come from `scripts/train_tagger.py` (Lafferty,
McCallum and Pereira 2001) and are kept as integers, so that the same text gives the same names on every machine.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.errors import RulebookError
from kg.extract.mentions.features import Row
from kg.model import TYPES

#: The types that are tagged. Fields are tagged so that they are not taken for companies; they are no names.
TAGGED = TYPES
KINDS = len(TAGGED)
#: Column 0 is O; then B, I, E and S of each type.
COLUMNS = 1 + 4 * KINDS
#: Weights are stored in units of 1/SCALE.
SCALE = 256
#: What "no name here" scores besides, per character, in units of 1/SCALE: the training articles are denser in names
#: than newspaper pages are. Chosen on dev and the five pages of the gold standard together.
CAUTION = 50
_B, _I, _E, _S = (1 + k * KINDS for k in range(4))
_SLOT_BITS = 21
_LOW = -(1 << 28)


@dataclass(frozen=True, slots=True)
class Tagged:
    """A tagged name: half-open span of the row, index into `TAGGED`, and its margin over "no name here".

    The margin is the mean over its characters, in units of 1/SCALE of the natural logarithm.
    """

    start: int
    end: int
    kind: int
    margin: int


class Tagger:
    """Weights and the way to use them.

    Args:
        keys: the features that have weights, as 32-bit hashes, distinct.
        weights: shape (len(keys), COLUMNS).
        transitions: shape (COLUMNS, COLUMNS); illegal ones are ignored.
    """

    def __init__(self, keys: NDArray[np.uint32], weights: NDArray[np.int16], transitions: NDArray[np.int32]) -> None:
        # Row 0 has no weight: it is where features nobody knows lead. A slot holds one feature; of two that share
        # a slot the heavier stays.
        heavy = np.argsort(np.abs(weights.astype(np.int64)).sum(axis=1), kind="stable")
        self._keys = np.concatenate((np.zeros(1, np.uint32), keys))
        self._rows = np.vstack((np.zeros((1, COLUMNS), np.int32), weights.astype(np.int32)))
        self._slots = np.zeros(1 << _SLOT_BITS, np.int32)
        self._slots[_slot(keys[heavy])] = heavy + 1
        self.transitions = transitions

    def scores(self, row: Row) -> NDArray[np.int32]:
        """The score of every tag for every character, shape (characters, COLUMNS)."""
        index = self._slots[_slot(row.hashes)]
        index[self._keys[index] != row.hashes] = 0
        total = np.zeros((len(row.places), COLUMNS), np.int32)
        for n in range(index.shape[1]):
            total += self._rows[index[:, n]]
        total[:, 0] += CAUTION
        return total

    def tag(self, row: Row) -> list[Tagged]:
        """The names of a row, ordered by place."""
        scores = self.scores(row)
        return [t for piece in decode(scores, row.ranges, self.transitions) for t in piece]


def _slot(keys: NDArray[np.uint32]) -> NDArray[np.uint32]:
    return keys >> np.uint32(32 - _SLOT_BITS)


def decode(
    scores: NDArray[np.int32], ranges: Sequence[tuple[int, int]], transitions: NDArray[np.int32]
) -> list[list[Tagged]]:
    """The best legal path over each range of `scores`, as names.

    All ranges advance together, one character a step, the longest first so that finished ones drop off the end.
    """
    order = sorted((n for n, (a, b) in enumerate(ranges) if b > a), key=lambda n: (ranges[n][0] - ranges[n][1], n))
    found: list[list[Tagged]] = [[] for _ in ranges]
    if not order:
        return found
    starts = np.array([ranges[n][0] for n in order])
    lengths = np.array([ranges[n][1] - ranges[n][0] for n in order])
    kinds = np.arange(KINDS)
    closed_columns = np.concatenate(([0], _E + kinds, _S + kinds))
    enter_columns = np.concatenate(([0], _B + kinds, _S + kinds))
    enter = transitions[np.ix_(closed_columns, enter_columns)]
    b_i, b_e = transitions[_B + kinds, _I + kinds], transitions[_B + kinds, _E + kinds]
    i_i, i_e = transitions[_I + kinds, _I + kinds], transitions[_I + kinds, _E + kinds]
    size, steps = len(order), int(lengths[0])
    closed = np.full((size, 1 + 2 * KINDS), _LOW, np.int32)
    begun = np.full((size, KINDS), _LOW, np.int32)
    inside = np.full((size, KINDS), _LOW, np.int32)
    from_closed = np.zeros((steps, size, 1 + 2 * KINDS), np.int8)
    inside_from = np.zeros((steps, size, KINDS), bool)  # True: from I, False: from B
    end_from = np.zeros((steps, size, KINDS), bool)
    last = np.zeros((size, 1 + 2 * KINDS), np.int32)
    active = size
    for step in range(steps):
        while lengths[active - 1] <= step:
            active -= 1
        now = scores[starts[:active] + step]
        if step == 0:
            best = np.zeros((active, 1 + 2 * KINDS), np.int32)
        else:
            reach = closed[:active, :, None] + enter[None]
            choice = reach.argmax(axis=1)
            from_closed[step, :active] = choice
            best = np.take_along_axis(reach, choice[:, None], axis=1)[:, 0]
        via_b, via_i = begun[:active] + b_i, inside[:active] + i_i
        end_b, end_i = begun[:active] + b_e, inside[:active] + i_e
        inside_from[step, :active] = via_i > via_b
        end_from[step, :active] = end_i > end_b
        inside[:active] = np.maximum(via_b, via_i) + now[:, _I : _I + KINDS]
        ends = np.maximum(end_b, end_i) + now[:, _E : _E + KINDS]
        begun[:active] = best[:, 1 : 1 + KINDS] + now[:, _B : _B + KINDS]
        closed[:active, 0] = best[:, 0] + now[:, 0]
        closed[:active, 1 : 1 + KINDS] = ends
        closed[:active, 1 + KINDS :] = best[:, 1 + KINDS :] + now[:, _S : _S + KINDS]
        np.maximum(begun, _LOW, out=begun)
        np.maximum(inside, _LOW, out=inside)
        np.maximum(closed, _LOW, out=closed)
        done = lengths[:active] == step + 1
        last[:active][done] = closed[:active][done]
    for slot, n in enumerate(order):
        found[n] = _trace(
            scores, starts[slot], int(lengths[slot]), int(last[slot].argmax()),
            from_closed[:, slot], inside_from[:, slot], end_from[:, slot],
        )  # fmt: skip
    return found


def _trace(
    scores: NDArray[np.int32],
    start: int,
    length: int,
    state: int,
    from_closed: NDArray[np.int8],
    inside_from: NDArray[np.bool_],
    end_from: NDArray[np.bool_],
) -> list[Tagged]:
    """Follow the back pointers of one range from its last character to its first."""
    names: list[Tagged] = []
    i = length - 1
    while i >= 0:
        if state == 0:
            before = 0
            kind = begin = -1
        elif state > KINDS:
            kind, begin, before = state - 1 - KINDS, i, state
        else:
            kind, begin = state - 1, i - 1
            if end_from[i, kind]:
                while inside_from[begin, kind]:
                    begin -= 1
                begin -= 1
            before = 1 + kind
        if kind >= 0:
            names.append(
                Tagged(
                    int(start) + begin, int(start) + i + 1, kind, _margin(scores, start + begin, start + i + 1, kind)
                )
            )
            i = begin
        state = int(from_closed[i, before]) if i > 0 else 0
        i -= 1
    return names[::-1]


def _margin(scores: NDArray[np.int32], begin: int, end: int, kind: int) -> int:
    """How much better this name scores than tagging all its characters O, per character."""
    total = -int(scores[begin:end, 0].sum())
    total += sum(int(scores[place, column]) for place, column in columns(begin, end, kind))
    return total // (end - begin)


def columns(start: int, end: int, kind: int) -> Iterable[tuple[int, int]]:
    """(place, column) of every character of a name."""
    if end - start == 1:
        yield start, _S + kind
        return
    yield start, _B + kind
    for i in range(start + 1, end - 1):
        yield i, _I + kind
    yield end - 1, _E + kind


def save(keys: NDArray[np.uint32], weights: NDArray[np.int16], transitions: NDArray[np.int32], path: Path) -> None:
    """Write the weights in deterministic bytes.

    Layout before deflating, little endian: number of keys and of non-zero cells as uint32; the transitions as
    int32; the keys in ascending order as uint32 gaps; for each key the count of its cells as uint8; the cells'
    columns as uint8; the cells' weights as int16.
    """
    order = np.argsort(keys)
    keys, weights = keys[order], weights[order]
    rows, cells = np.nonzero(weights)
    counts = np.bincount(rows, minlength=len(keys)).astype("u1")
    raw = b"".join(
        (
            np.array([len(keys), len(cells)], "<u4").tobytes(),
            transitions.astype("<i4").tobytes(),
            np.diff(keys.astype("<i8"), prepend=0).astype("<u4").tobytes(),
            counts.tobytes(),
            cells.astype("u1").tobytes(),
            weights[rows, cells].astype("<i2").tobytes(),
        )
    )
    path.write_bytes(zlib.compress(raw, 9))


def load(path: Path) -> Tagger:
    """Read what `save` wrote.

    Raises:
        RulebookError: the file is missing or damaged.
    """
    try:
        raw = zlib.decompress(path.read_bytes())
        number, filled = (int(n) for n in np.frombuffer(raw, "<u4", 2))
        at = 8
        transitions = np.frombuffer(raw, "<i4", COLUMNS * COLUMNS, at).reshape(COLUMNS, COLUMNS).astype(np.int32)
        at += transitions.nbytes
        keys = np.cumsum(np.frombuffer(raw, "<u4", number, at).astype(np.int64)).astype(np.uint32)
        at += 4 * number
        counts = np.frombuffer(raw, "u1", number, at)
        at += number
        cells = np.frombuffer(raw, "u1", filled, at)
        at += filled
        values = np.frombuffer(raw, "<i2", filled, at)
        weights = np.zeros((number, COLUMNS), np.int16)
        weights[np.repeat(np.arange(number), counts), cells] = values
    except (OSError, zlib.error, ValueError, IndexError) as error:
        raise RulebookError(f"{path}: the tagger's weights cannot be read ({error}); reinstall the package") from error
    return Tagger(keys, weights, transitions)
