"""What is asked -> the SPARQL that answers it."""

from __future__ import annotations

from collections.abc import Sequence

from kg.graph.ask.grammar import Question
from kg.graph.terms import iri
from kg.model import Vocabulary

_NAMED = '?x skos:prefLabel ?name FILTER(LANG(?name) = "zh")'


def sparql(question: Question, vocabulary: Vocabulary, entity: str, other: str, within: str) -> str:
    """The query for `question`, in which `entity`, `other` and `within` are IRIs, "" where it has none.

    Variables: ?x and ?name for what is asked for, ?n for a number; a yes-or-no question is an ASK.
    """
    relations = _fitting(question, vocabulary)
    values = f"VALUES ?p {{ {' '.join(f'ik:{name}' for name in relations)} }}"
    if question.kind == "what":
        return f"SELECT ?class ?name WHERE {{ {iri(entity)} a ?class ; skos:prefLabel ?name }}"
    if question.kind == "relation":
        return f"SELECT ?p WHERE {{ {{ {iri(entity)} ?p {iri(other)} }} UNION {{ {iri(other)} ?p {iri(entity)} }} }}"
    if question.kind == "yes":
        return f"ASK {{ {values} {_joined(iri(entity), iri(other), question.planned)} }}"
    if question.kind == "rank":
        kinds = f" ?x a ik:{question.ranked or 'Entity'} ." + (f" ?o a ik:{question.cls} ." if question.cls else "")
        return (
            f"SELECT ?x ?name (COUNT(DISTINCT ?o) AS ?n) WHERE {{ {values} {_joined('?x', '?o', question.planned)} ."
            f"{kinds} {_NAMED} }}\nGROUP BY ?x ?name ORDER BY DESC(?n) ?name ?x LIMIT 10"
        )
    parts = []
    if question.relations:
        ends = (iri(entity), "?x") if question.end == "out" else ("?x", iri(entity))
        parts.append(f"{values} {_joined(*ends, question.planned)} .")
    if question.cls:
        parts.append(f"?x a ik:{question.cls} .")
    if within:
        parts.append(f"?x ik:locatedIn {iri(within)} .")
    return f"SELECT DISTINCT ?x ?name WHERE {{ {' '.join(parts)} {_NAMED} }}\nORDER BY ?name ?x"


def _joined(subject: str, object_: str, planned: bool) -> str:
    """A plan has no triple of its own, only its fact."""
    if not planned:
        return f"{subject} ?p {object_}"
    return f'?f ik:status "planned" ; rdf:subject {subject} ; rdf:predicate ?p ; rdf:object {object_}'


def _fitting(question: Question, vocabulary: Vocabulary) -> Sequence[str]:
    """Of the relations that the verb may mean, those that can have what is asked for at that end; all if none can."""

    def fits(name: str) -> bool:
        relation = vocabulary.properties[name]
        reach = relation.range if question.end == "out" or question.kind == "rank" else relation.domain
        above = vocabulary.ancestors(question.cls)
        return any(cls in above or question.cls in vocabulary.ancestors(cls) for cls in reach)

    fitting = [name for name in question.relations if not question.cls or fits(name)]
    return fitting or question.relations
