"""Walks over the graph: the ways from one entity to another, what stands around one, what several share.

On the look-up index alone, so that a cold walk starts at once and reads only what it passes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.graph.cards import Link, surest_first
from kg.graph.tables import Tables
from kg.model import Fact, Node, Source

#: The longest way looked for, in steps: beyond, everything is tied to everything and it says nothing.
LONGEST = 8


@dataclass(frozen=True, slots=True)
class Roads:
    """Which facts a walk may use: of these `relations` only (empty: of any), plans too or not, and never into an
    entity of the classes `avoid` or of classes below them, unless it is where the walk is to end."""

    relations: frozenset[str] = frozenset()
    avoid: frozenset[str] = frozenset()
    planned: bool = True


#: All facts there are.
ANY = Roads()


@dataclass(frozen=True, slots=True)
class Way:
    """A way from `start`: each link is the next entity and the facts, in either direction, that lead to it."""

    start: Node
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Ways:
    """The shortest ways between two entities, all `length` steps long; `total` is how many there are.

    `ways` are as many of them as were asked for. Without any, `length` is None and `total` 0.
    """

    ways: tuple[Way, ...]
    length: int | None
    total: int


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An entity `distance` steps away; `links` are the entities one step nearer, with the facts that join them."""

    node: Node
    distance: int
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Around:
    """The neighbours of an entity, nearest first; `total` is how many there are, were fewer asked for."""

    neighbours: tuple[Neighbour, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Shared:
    """An entity with relations to all of several: `links` say to each, in their order, by which facts."""

    node: Node
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Common:
    """What several entities share: the entities beside all of them, and the documents that name all of them."""

    entities: tuple[Shared, ...]
    sources: tuple[Source, ...]


def ways(index: Tables, start: str, goal: str, roads: Roads = ANY, *, longest: int = LONGEST, limit: int = 20) -> Ways:
    """All shortest ways between two entities (IRIs), at most `longest` steps, the first `limit` of them spelt out.

    Raises `GraphError` if the graph holds no such entity.
    """
    first, last = index.number(start), index.number(goal)
    if first == last:
        return Ways((Way(index.node(start), ()),), 0, 1)
    before: dict[int, list[int]] = {first: []}
    # How many shortest ways lead to each entity: counted, for there may be more than anyone could list.
    counts = {first: 1}
    edge = [first]
    for length in range(1, longest + 1):
        reached: dict[int, list[int]] = defaultdict(list)
        for near, far in _beside(index, edge, roads, last):
            if far not in before:
                reached[far].append(near)
        before.update(reached)
        counts.update((far, sum(counts[near] for near in nears)) for far, nears in reached.items())
        if last in reached:
            walk = _Walk(index, roads)
            found = tuple(walk.way(numbers) for numbers, _ in zip(_back(before, last), range(limit), strict=False))
            return Ways(found, length, counts[last])
        edge = sorted(reached)
    return Ways((), None, 0)


def around(index: Tables, start: str, depth: int = 1, roads: Roads = ANY, *, limit: int = 200) -> Around:
    """The entities at most `depth` steps from `start` (an IRI), ring by ring, the first `limit` of them.

    Raises `GraphError` if the graph holds no such entity.
    """
    first = index.number(start)
    seen = {first}
    edge, rings = [first], []
    for distance in range(1, depth + 1):
        reached: dict[int, list[int]] = defaultdict(list)
        for near, far in _beside(index, edge, roads):
            if far not in seen:
                reached[far].append(near)
        seen.update(reached)
        edge = sorted(reached)
        rings += [(distance, far, reached[far]) for far in edge]
    walk = _Walk(index, roads)
    neighbours = (
        Neighbour(walk.node(far), distance, tuple(walk.link(near, far) for near in nears))
        for distance, far, nears in rings[:limit]
    )
    return Around(tuple(neighbours), len(rings))


def common(index: Tables, iris: Sequence[str], roads: Roads = ANY) -> Common:
    """What the entities `iris` share. Raises `GraphError` if the graph holds not all of them."""
    numbers = [index.number(iri) for iri in dict.fromkeys(iris)]
    beside = [{far for _, far in _beside(index, [number], roads)} for number in numbers]
    shared = set.intersection(*beside) - set(numbers) if beside else set()
    walk = _Walk(index, roads)
    documents = [set(walk.node(number).documents) for number in numbers]
    named = set.intersection(*documents) if documents else set()
    return Common(
        tuple(Shared(walk.node(one), tuple(walk.link(number, one) for number in numbers)) for one in sorted(shared)),
        tuple(source for source in index.sources if source.name in named),
    )


class _Walk:
    """Numbers back into entities and facts, each entity read once."""

    def __init__(self, index: Tables, roads: Roads) -> None:
        self.index, self.roads = index, roads
        self.known: dict[int, Node] = {}

    def node(self, number: int) -> Node:
        if number not in self.known:
            self.known[number] = self.index.node(self.index.one("SELECT iri FROM node WHERE id = ?", number))
        return self.known[number]

    def link(self, number: int, other: int) -> Link:
        """The entity `number`, with the facts that join it and `other`."""
        facts = self.index.between(self.node(number).iri, self.node(other).iri)
        return Link(self.node(number), tuple(sorted(filter(self._open, facts), key=surest_first)))

    def way(self, numbers: Sequence[int]) -> Way:
        steps = pairwise(numbers)
        return Way(self.node(numbers[0]), tuple(self.link(far, near) for near, far in steps))

    def _open(self, fact: Fact) -> bool:
        relations, planned = self.roads.relations, self.roads.planned
        return (not relations or fact.predicate in relations) and (planned or fact.status == "asserted")


def _beside(index: Tables, numbers: Sequence[int], roads: Roads, goal: int = -1) -> Iterator[tuple[int, int]]:
    """(entity of `numbers`, entity a step away), sorted, each pair once."""
    barred = {cls for cls in index.vocabulary.parents if roads.avoid.intersection(index.vocabulary.ancestors(cls))}
    use = "" if roads.planned else " AND status = 'asserted'"
    if roads.relations:
        use += f" AND predicate IN ({', '.join('?' * len(roads.relations))})"
    found: set[tuple[int, int, str]] = set()
    for start in range(0, len(numbers), 400):  # SQLite bounds how many values one statement may hold
        some = numbers[start : start + 400]
        for here, there in (("subject", "object"), ("object", "subject")):
            holes = ", ".join("?" * len(some))
            found.update(
                index.rows(
                    f"SELECT {here}, {there}, class FROM fact JOIN node ON node.id = {there} WHERE {here} IN ({holes})"
                    + use,
                    (*some, *sorted(roads.relations)),
                )
            )
    return ((near, far) for near, far, cls in sorted(found) if near != far and (far == goal or cls not in barred))


def _back(before: dict[int, list[int]], goal: int) -> Iterator[list[int]]:
    """Every way that `before` (entity -> those a step nearer the start) holds, from the start to `goal`."""
    if not before[goal]:
        yield [goal]
    for near in before[goal]:
        for way in _back(before, near):
            yield [*way, goal]
