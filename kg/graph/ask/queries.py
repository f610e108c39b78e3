"""What is asked -> the SPARQL that answers it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.graph.ask.meaning import Join, Question, Thing
from kg.graph.terms import iri, text

_NAMED = '?x skos:prefLabel ?name FILTER(LANG(?name) = "zh")'


@dataclass(frozen=True, slots=True)
class Edge:
    """A join as the query writes it: the ends are variables (?x) or IRIs."""

    one: str
    join: Join
    other: str


@dataclass(frozen=True, slots=True)
class Query:
    """SPARQL, and the joins by which its rows are told from the facts; `said` is a word that the facts must hold."""

    text: str
    edges: tuple[Edge, ...] = ()
    variables: tuple[str, ...] = ()


def sparql(question: Question) -> Query:
    """The query for `question`, whose names stand each for one entity.

    Variables: ?x and ?name for what is asked for, ?y… for what stands between, ?n for a number; a yes-or-no question
    is an ASK.
    """
    thing = question.thing
    if question.kind == "what":
        return Query(f"SELECT ?class ?name WHERE {{ {iri(thing.iris[0])} a ?class ; skos:prefLabel ?name }}")
    if question.kind == "relation":
        one, other = _ends(question)
        return Query(f"SELECT ?p WHERE {{ {{ {one} ?p {other} }} UNION {{ {other} ?p {one} }} }}")
    if question.kind == "yes":
        one, other = _ends(question)
        join = Join(question.relations, "out", Thing(), question.planned)
        return Query(f"ASK {{ {_joined(Edge(one, join, other), 0)} }}")
    if question.kind == "rank":
        assert question.other
        kinds = f" ?x a ik:{thing.cls or 'Entity'} ." + (
            f" ?y a ik:{question.other.cls} ." if question.other.cls else ""
        )
        join = Join(question.relations, question.end, Thing(), question.planned)
        return Query(
            f"SELECT ?x ?name (COUNT(DISTINCT ?y) AS ?n) WHERE {{ {_joined(Edge('?x', join, '?y'), 0)}"
            f"{kinds} {_NAMED} }}\nGROUP BY ?x ?name ORDER BY DESC(?n) ?name ?x LIMIT 10"
        )
    variables = ["?x"]
    edges: list[Edge] = []
    parts = list(_parts(thing, "?x", variables, edges))
    if question.other is not None:
        parts.append(f"FILTER(?x != {iri(question.other.iris[0])})")
    for edge in edges:
        # Nobody is their own partner.
        if edge.one == "?x" and edge.other.startswith("?") and edge.join.end != "in":
            parts.append(f"FILTER(?x != {edge.other})")
    shown = " ".join(["?x", "?name", *variables[1:]])
    query = f"SELECT DISTINCT {shown} WHERE {{ {' '.join(parts)} {_NAMED} }}\nORDER BY ?name ?x"
    return Query(query, tuple(edges), tuple(variables))


def _parts(thing: Thing, name: str, variables: list[str], edges: list[Edge]) -> Iterator[str]:
    if thing.cls:
        yield f"{name} a ik:{thing.cls} ."
    if thing.classes:
        kind = f"?k{len(variables)}"
        yield f"VALUES {kind} {{ {' '.join(f'ik:{cls}' for cls in thing.classes)} }} {name} a {kind} ."
    if thing.named and name == "?x":
        yield f"FILTER(CONTAINS(?name, {text(thing.named)}))"
    for join in thing.joins:
        if join.other.iris:
            other = iri(join.other.iris[0])
        else:
            other = f"?y{len(variables)}"
            variables.append(other)
        edge = Edge(name, join, other)
        edges.append(edge)
        yield _joined(edge, len(edges))
        if not join.other.iris:
            yield from _parts(join.other, other, variables, edges)


def _joined(edge: Edge, number: int) -> str:
    """The pattern of one join. A plan has no triple of its own, only its fact."""
    join = edge.join
    ends = (edge.one, edge.other) if join.end != "in" else (edge.other, edge.one)
    if within(edge):
        # What lies in a part of a place lies in the place.
        return f"{ends[0]} ik:locatedIn/(ik:locatedIn|ik:partOf)* {ends[1]} ."
    p, f = (f"?{letter}{number or ''}" for letter in "pf")
    values = f"VALUES {p} {{ {' '.join(f'ik:{name}' for name in join.relations)} }}"

    def way(subject: str, object_: str) -> str:
        if not join.planned:
            return f"{subject} {p} {object_} ."
        return f'{f} ik:status "planned" ; rdf:subject {subject} ; rdf:predicate {p} ; rdf:object {object_} .'

    if join.end == "either":
        return f"{values} {{ {way(*ends)} }} UNION {{ {way(*reversed(ends))} }}"
    return f"{values} {way(*ends)}"


def within(edge: Edge) -> bool:
    """Whether the join asks what lies in a place that is known, near or far."""
    join = edge.join
    return join.relations == ("locatedIn",) and join.end == "out" and not join.planned


def _ends(question: Question) -> tuple[str, str]:
    assert question.other
    return iri(question.thing.iris[0]), iri(question.other.iris[0])
