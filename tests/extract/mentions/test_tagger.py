"""Decoding finds the best legal path."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from kg.extract.mentions.tagger import COLUMNS, KINDS, columns, decode

Name = tuple[int, int, int]


def value(scores: NDArray[np.int32], names: list[Name]) -> int:
    """What a path with those names scores."""
    tags = dict(cell for name in names for cell in columns(*name))
    return sum(int(scores[n, tags.get(n, 0)]) for n in range(len(scores)))


def best(scores: NDArray[np.int32]) -> int:
    """The best score over all ways to part the characters into names and characters of none."""
    reached = [0]
    for end in range(1, len(scores) + 1):
        ways = [reached[end - 1] + int(scores[end - 1, 0])]
        for begin in range(end):
            for kind in range(KINDS):
                ways.append(reached[begin] + sum(int(scores[at]) for at in columns(begin, end, kind)))
        reached.append(max(ways))
    return reached[-1]


@given(st.integers(0, 2**32 - 1), st.lists(st.integers(1, 8), min_size=1, max_size=3))
def test_no_path_is_better_than_the_one_found(seed: int, lengths: list[int]) -> None:
    size = sum(lengths)
    scores = np.random.default_rng(seed).integers(-300, 300, (size, COLUMNS)).astype(np.int32)
    edges = np.cumsum([0, *lengths]).tolist()
    ranges = list(pairwise(edges))
    for (start, end), found in zip(ranges, decode(scores, ranges), strict=True):
        names = [(t.start - start, t.end - start, t.kind) for t in found]
        assert all(a[1] <= b[0] for a, b in pairwise(names))
        assert value(scores[start:end], names) == best(scores[start:end])


def test_an_empty_range_has_no_names() -> None:
    assert decode(np.zeros((3, COLUMNS), np.int32), [(1, 1)]) == [[]]
