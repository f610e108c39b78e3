"""The network of the page: entities at their places and the relations between them, as a pyvis network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from kg.errors import GraphError
from kg.explore.layout import Layout, place
from kg.model import KnowledgeGraph, Vocabulary

if TYPE_CHECKING:
    from pyvis.network import Network


class Edge(NamedTuple):
    """A line of the network: all facts that say the same of the same two entities, in the order of the graph.

    `subject` and `object` are indexes of nodes. It is `planned` if no fact asserts it.
    """

    subject: int
    predicate: str
    object: int
    planned: bool
    facts: tuple[int, ...]


def merge(graph: KnowledgeGraph, vocabulary: Vocabulary) -> list[Edge]:
    """The edges of `graph`, ordered by their first fact. A symmetric relation is one edge however it is said.

    Raises GraphError where a fact speaks of an entity that is not in the graph.
    """
    index = {node.iri: place for place, node in enumerate(graph.nodes)}
    symmetric = {name for name, known in vocabulary.properties.items() if known.symmetric}
    found: dict[tuple[int, str, int], list[int]] = {}
    asserted: set[tuple[int, str, int]] = set()
    for number, fact in enumerate(graph.facts):
        s, o = index.get(fact.subject, -1), index.get(fact.object, -1)
        if s < 0 or o < 0:
            stranger = fact.subject if s < 0 else fact.object
            raise GraphError(f"{fact.document}: fact {fact.iri} speaks of {stranger}, which is no node of the graph")
        key = (o, fact.predicate, s) if s > o and fact.predicate in symmetric else (s, fact.predicate, o)
        found.setdefault(key, []).append(number)
        if fact.status == "asserted":
            asserted.add(key)
    return [Edge(*key, key not in asserted, tuple(facts)) for key, facts in found.items()]


def arrange(count: int, edges: Sequence[Edge], classes: Sequence[str] = ()) -> Layout:
    """Place `count` entities by what joins them; several relations between two pull harder than one.

    Loose entities of one class stand together where `classes` are given, one for each entity.
    """
    one, other = (np.array([edge[end] for edge in edges], dtype=np.int64) for end in (0, 2))
    low, high = np.minimum(one, other), np.maximum(one, other)
    keys, times = np.unique((low * count + high)[low != high], return_counts=True)
    numbers = {name: number for number, name in enumerate(sorted(set(classes)))}
    kind = np.array([numbers[name] for name in classes], dtype=np.int64) if classes else None
    return place(count, keys // max(count, 1), keys % max(count, 1), np.sqrt(times.astype(np.float64)), kind)


def network(graph: KnowledgeGraph, edges: Sequence[Edge], layout: Layout) -> Network:
    """The pyvis network: nodes grouped by class with fixed places, edges named by predicate, planned ones dashed.

    Its lists are filled directly: `add_node` and `add_edge` look through all that is there already.
    """
    from pyvis.network import Network  # here, for it brings IPython and networkx along

    net = Network(directed=True)
    x, y, size = layout.x.tolist(), layout.y.tolist(), layout.radius.round(1).tolist()
    net.nodes = [
        {"id": i, "label": node.label, "group": node.cls, "shape": "dot", "x": x[i], "y": y[i], "size": size[i]}
        for i, node in enumerate(graph.nodes)
    ]
    net.edges = [
        {"from": edge.subject, "to": edge.object, "label": edge.predicate, "arrows": "to", "dashes": edge.planned}
        for edge in edges
    ]
    return net


def columns(rows: Sequence[Mapping[str, Any]], names: Sequence[str]) -> dict[str, list[Any]]:
    """Rows of a network turned into columns, a third of the size in JSON."""
    return {name: [row[name] for row in rows] for name in names}
