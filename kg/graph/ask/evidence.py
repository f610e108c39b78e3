"""The facts that an answer rests on."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence

from kg.graph.ask.meaning import Join
from kg.graph.ask.queries import Edge, within
from kg.graph.lookup import Index
from kg.graph.timeline import when
from kg.model import Fact

# What lies in a place may lie so many places deep in it.
_DEEPEST = 6


def supporting(edges: Sequence[Edge], bound: Mapping[str, str], index: Index) -> tuple[tuple[Fact, ...], ...]:
    """For each join of a query, the facts that hold it where the variables are `bound` so."""
    found = []
    for edge in edges:
        one, other = (bound.get(end, end.strip("<>")) for end in (edge.one, edge.other))
        facts = holding(edge.join, one, other, index)
        if not facts and within(edge):
            facts = _way_in(one, other, index)
        found.append(facts)
    return tuple(found)


def holding(join: Join, one: str, other: str, index: Index) -> tuple[Fact, ...]:
    """The facts that join two entities so."""
    status = "planned" if join.planned else "asserted"
    found = []
    for fact in index.between(one, other):
        relation = index.vocabulary.properties[fact.predicate]
        subject = {"out": one, "in": other}.get(join.end, fact.subject)
        directed = relation.symmetric or fact.subject == subject
        if fact.predicate in join.relations and fact.status == status and directed:
            found.append(fact)
    return tuple(found)


def of_year(fact: Fact, year: str, dates: Mapping[str, str]) -> bool | None:
    """Whether the sentence of a fact speaks of that year; None if it speaks of none."""
    said = when(fact.context, "")
    if year in fact.context:
        return True
    said = said or when(fact.context, dates.get(fact.document, "")) if _relative(fact.context) else said
    return said.startswith(year) if said else None


def _relative(text: str) -> bool:
    return any(word in text for word in ("今年", "去年", "前年", "上年"))


def _way_in(thing: str, place: str, index: Index) -> tuple[Fact, ...]:
    """The facts that lead from a thing by places into the one it lies in, by the shortest way."""
    reached: dict[str, tuple[Fact, ...]] = {thing: ()}
    waiting = deque([thing])
    while waiting:
        here = waiting.popleft()
        if here == place or len(reached[here]) >= _DEEPEST:
            break
        for fact in index.facts(here):
            inward = fact.predicate == "locatedIn" or (here != thing and fact.predicate == "partOf")
            if fact.subject == here and inward and fact.status == "asserted" and fact.object not in reached:
                reached[fact.object] = (*reached[here], fact)
                waiting.append(fact.object)
    return reached.get(place, ())
