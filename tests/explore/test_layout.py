"""Layout: the same places every time, nothing on top of anything, communities apart."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from synthetic import graph

from kg.explore.layout import Layout, place
from kg.explore.network import arrange, merge
from kg.graph.ontology import load_vocabulary


@pytest.fixture(scope="module")
def laid() -> Layout:
    knowledge = graph(600)
    return arrange(600, merge(knowledge, load_vocabulary()))


def test_the_same_graph_has_the_same_places(laid: Layout) -> None:
    again = arrange(600, merge(graph(600), load_vocabulary()))
    assert (again.x == laid.x).all()
    assert (again.y == laid.y).all()


def test_hardly_any_two_entities_overlap(laid: Layout) -> None:
    dx, dy = laid.x[:, None] - laid.x[None], laid.y[:, None] - laid.y[None]
    reach = laid.radius[:, None] + laid.radius[None]
    over = np.triu(np.sqrt(dx * dx + dy * dy) < reach, 1)
    assert over.sum() <= 600 * 0.01


def test_communities_stand_apart_and_hold_their_members(laid: Layout) -> None:
    mapped = laid.community < len(laid.discs) - 1  # the last are the loose, in rows
    discs = np.array(laid.discs)[:-1]
    x, y, community = laid.x[mapped], laid.y[mapped], laid.community[mapped]
    away = np.sqrt((x - discs[community, 0]) ** 2 + (y - discs[community, 1]) ** 2)
    assert (away <= discs[community, 2] + 2).all()
    gap = np.sqrt(((discs[:, None, :2] - discs[None, :, :2]) ** 2).sum(axis=2)) - discs[:, None, 2] - discs[None, :, 2]
    assert gap[~np.eye(len(discs), dtype=bool)].min() > 0


def test_the_loose_stand_in_rows_of_their_kind_under_the_map(laid: Layout) -> None:
    loose = laid.community == len(laid.discs) - 1
    assert laid.band is not None
    left, top, right, bottom = laid.band
    assert (left < laid.x[loose]).all() and (laid.x[loose] < right).all()
    assert (top < laid.y[loose]).all() and (laid.y[loose] < bottom).all()
    assert laid.y[~loose].max() < top
    none = np.zeros(0, dtype=np.int64)
    layout = place(7, none, none, np.zeros(0), np.array([0, 2, 1, 2, 1, 2, 1]))
    along = np.lexsort((layout.x[1:], layout.y[1:]))
    assert np.array([2, 1, 2, 1, 2, 1])[along].tolist() == [1, 1, 1, 2, 2, 2]


def test_entities_without_relations_stand_together() -> None:
    layout = place(10, np.array([0, 1]), np.array([1, 2]), np.ones(2))
    assert len(set(layout.community[3:])) == 1
    assert layout.community[3] not in layout.community[:3]


def test_an_empty_graph_has_a_layout() -> None:
    none = np.zeros(0, dtype=np.int64)
    assert place(0, none, none, np.zeros(0)).discs == ()


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 25), st.lists(st.tuples(st.integers(0, 24), st.integers(0, 24)), max_size=60))
def test_any_graph_is_laid_out_in_finite_places(count: int, pairs: list[tuple[int, int]]) -> None:
    pairs = sorted({(min(p), max(p)) for p in pairs if p[0] != p[1] and max(p) < count})
    a, b = np.array([p[0] for p in pairs], dtype=int), np.array([p[1] for p in pairs], dtype=int)
    layout = place(count, a, b, np.ones(len(a)))
    assert len({(x, y) for x, y in zip(layout.x.tolist(), layout.y.tolist(), strict=True)}) == count
    assert np.abs(layout.x).max() < 10_000
