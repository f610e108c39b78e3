"""Tagging names: a network scores every character's tags, the best legal path over them is found in whole numbers.

Tags are O and, for each type, B(egin), I(nside), E(nd), S(ingle). Only legal paths are decoded: inside a name its
type holds until its end (Viterbi on that lattice). `scripts/train_tagger.py` learns the network.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.extract.mentions import network
from kg.extract.mentions.features import Row
from kg.extract.mentions.network import Networks
from kg.model import TYPES

#: The types that are tagged. Fields are tagged so that they are not taken for companies; they are no names.
TAGGED = TYPES
KINDS = len(TAGGED)
#: Column 0 is O; then B, I, E and S of each type.
COLUMNS = 1 + 4 * KINDS
#: What "no name here" scores besides, per character, and the least margin of a name, both in units of 1/network.SCALE:
#: the networks are surer of themselves than they are right, and the training articles are denser in names than
#: newspaper pages are. Chosen on dev and the five pages of the gold standard together.
CAUTION, LEAST = 400, 800
_B, _I, _E, _S = (1 + k * KINDS for k in range(4))
_LOW = -(1 << 28)


@dataclass(frozen=True, slots=True)
class Tagged:
    """A tagged name: half-open span of the row, index into `TAGGED`, and its margin over "no name here".

    The margin is the mean over its characters, in units of 1/network.SCALE of the natural logarithm.
    """

    start: int
    end: int
    kind: int
    margin: int


@dataclass(frozen=True, slots=True)
class Tagger:
    """The trained networks and the way to use them."""

    networks: Networks

    def tag(self, row: Row) -> list[Tagged]:
        """The names of a row, ordered by place."""
        scores = self.networks.scores(row)
        scores[:, 0] += CAUTION
        return [name for piece in decode(scores, row.ranges) for name in piece if name.margin >= LEAST]


def load(path: Path) -> Tagger:
    """The tagger whose networks are in that file.

    Raises:
        RulebookError: the file is missing or damaged.
    """
    return Tagger(network.load(path))


def decode(scores: NDArray[np.int32], ranges: Sequence[tuple[int, int]]) -> list[list[Tagged]]:
    """The best legal path over each range of `scores`, as names.

    All ranges advance together, one character a step, the longest first so that finished ones drop off the end.
    """
    order = sorted((n for n, (a, b) in enumerate(ranges) if b > a), key=lambda n: (ranges[n][0] - ranges[n][1], n))
    found: list[list[Tagged]] = [[] for _ in ranges]
    if not order:
        return found
    starts = np.array([ranges[n][0] for n in order])
    lengths = np.array([ranges[n][1] - ranges[n][0] for n in order])
    size, steps = len(order), int(lengths[0])
    # The best paths so far: those that stand between names, those that just began a name of each type, and those
    # within one.
    between = np.zeros(size, np.int32)
    begun = np.full((size, KINDS), _LOW, np.int32)
    inside = np.full((size, KINDS), _LOW, np.int32)
    #: How the best path reached "between": 0 by no name, 1 + k by the end of a name of type k, 1 + KINDS + k by a
    #: name of one character.
    how = np.zeros((steps, size), np.int8)
    longer = np.zeros((steps, size, KINDS), bool)  # whether what is continued was within a name, not just begun
    active = size
    for step in range(steps):
        while lengths[active - 1] <= step:
            active -= 1
        now = scores[starts[:active] + step]
        start = between[:active, None]
        longer[step, :active] = inside[:active] > begun[:active]
        continued = np.maximum(begun[:active], inside[:active])
        ways = np.concatenate(
            (start + now[:, :1], continued + now[:, _E : _E + KINDS], start + now[:, _S : _S + KINDS]), axis=1
        )
        how[step, :active] = ways.argmax(axis=1)
        inside[:active] = np.maximum(continued + now[:, _I : _I + KINDS], _LOW)
        begun[:active] = start + now[:, _B : _B + KINDS]
        between[:active] = ways.max(axis=1)
    for slot, n in enumerate(order):
        found[n] = _trace(scores, int(starts[slot]), int(lengths[slot]), how[:, slot], longer[:, slot])
    return found


def _trace(
    scores: NDArray[np.int32], start: int, length: int, how: NDArray[np.int8], longer: NDArray[np.bool_]
) -> list[Tagged]:
    """Follow the choices of one range from its last character to its first."""
    names: list[Tagged] = []
    end = length
    while end > 0:
        way = int(how[end - 1])
        begin = end - 1
        if way > 0:
            kind = (way - 1) % KINDS
            if way <= KINDS:
                while longer[begin, kind]:
                    begin -= 1
                begin -= 1
            names.append(Tagged(start + begin, start + end, kind, _margin(scores, start + begin, start + end, kind)))
        end = begin
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
