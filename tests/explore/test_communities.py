"""Communities: groups that deal mostly with each other."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.explore.communities import communities


def _cliques(count: int, size: int) -> tuple[np.ndarray, np.ndarray]:
    pairs = [(c * size + i, c * size + j) for c in range(count) for i in range(size) for j in range(i + 1, size)] + [
        (c * size, (c + 1) * size) for c in range(count - 1)
    ]
    return np.array([a for a, _ in pairs]), np.array([b for _, b in pairs])


def test_cliques_joined_by_single_links_are_communities() -> None:
    a, b = _cliques(6, 5)
    label = communities(30, a, b, np.ones(len(a)))
    assert len(set(label)) == 6
    assert all(len(set(label[c * 5 : c * 5 + 5])) == 1 for c in range(6))


def test_a_star_is_one_community() -> None:
    leaves = np.arange(1, 40)
    assert set(communities(40, np.zeros(39, int), leaves, np.ones(39))) == {0}


def test_divided_within_groups_no_community_crosses_a_group() -> None:
    a, b = _cliques(6, 5)
    group = np.arange(30) % 2
    label = communities(30, a, b, np.ones(len(a)), within=group)
    assert all(len(set(group[label == community])) == 1 for community in set(label))


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 12), st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=30))
def test_every_node_has_a_community_and_the_largest_come_first(count: int, pairs: list[tuple[int, int]]) -> None:
    pairs = sorted({(min(p), max(p)) for p in pairs if p[0] != p[1] and max(p) < count})
    a, b = np.array([p[0] for p in pairs], dtype=int), np.array([p[1] for p in pairs], dtype=int)
    label = communities(count, a, b, np.ones(len(a)))
    sizes = np.bincount(label)
    assert len(label) == count
    assert (sizes > 0).all()
    assert (np.diff(sizes) <= 0).all()
