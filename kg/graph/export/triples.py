"""The RDF formats that are lines of triples."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from kg.graph import rdf
from kg.graph.naming import base_of
from kg.graph.terms import Triple, iri, name, prefixes
from kg.graph.turtle import write_turtle
from kg.model import KnowledgeGraph, Vocabulary

_REIFIES = iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies")
_REIFIED = (name("rdf:subject"), name("rdf:predicate"), name("rdf:object"))


def turtle(graph: KnowledgeGraph, vocabulary: Vocabulary) -> dict[str, bytes]:
    """The merged graph as a build writes it."""
    return {"graph.ttl": rdf.to_turtle(graph, vocabulary, base_of(graph))}


def ntriples(graph: KnowledgeGraph, vocabulary: Vocabulary) -> dict[str, bytes]:
    """The merged graph as N-Triples, sorted."""
    lines = [f"{s} {p} {o} .\n" for s, p, o in _merged(graph, vocabulary)]
    return {"graph.nt": _encoded("".join(lines))}


def nquads(graph: KnowledgeGraph, vocabulary: Vocabulary) -> dict[str, bytes]:
    """One named graph per document, as a build writes it."""
    return {"graph.nq": rdf.to_nquads(graph, vocabulary)}


def trig(graph: KnowledgeGraph, vocabulary: Vocabulary) -> dict[str, bytes]:
    """One named graph per document, each as readable as the Turtle."""
    base = base_of(graph)
    parts = [f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefixes(base).items()]
    for document, triples in rdf.to_triples(graph, vocabulary).items():
        parts += f"\n{iri(document)} {{\n", _body(triples, base), "}\n"
    return {"graph.trig": _encoded("".join(parts))}


def rdf12(graph: KnowledgeGraph, vocabulary: Vocabulary) -> dict[str, bytes]:
    """The merged graph in Turtle 1.2: a fact reifies the triple it is about, and carries status and evidence.

    Only what the documents assert is asserted: a plan is reified and no more.
    """
    base = base_of(graph)
    triples = {triple for triple in _merged(graph, vocabulary) if triple[1] not in _REIFIED}
    for fact in graph.facts:
        about = f"<<( {iri(fact.subject)} {name(f'ik:{fact.predicate}')} {iri(fact.object)} )>>"
        triples.add((iri(fact.iri), _REIFIES, about))
    text = write_turtle(triples, prefixes(base), order=rdf.reading_order(base))
    return {"graph.rdf12.ttl": _encoded(text)}


def _merged(graph: KnowledgeGraph, vocabulary: Vocabulary) -> list[Triple]:
    return sorted(set(chain.from_iterable(rdf.to_triples(graph, vocabulary).values())))


def _body(triples: Iterable[Triple], base: str) -> str:
    """Turtle without the lines that declare the prefixes."""
    return write_turtle(triples, prefixes(base), order=rdf.reading_order(base)).split("\n\n", 1)[1]


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")
