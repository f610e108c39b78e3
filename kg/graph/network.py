"""KnowledgeGraph -> networkx, and what counting and walking the network tells."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import networkx as nx

from kg.model import KnowledgeGraph, Node


@dataclass(frozen=True, slots=True)
class Stats:
    """A graph in figures. Counts are by name, the greatest first, then by name.

    `components` are the sizes of the connected parts, greatest first; `connected` the entities with the most
    neighbours, each with their number; `communities` the groups that deal mostly with each other, greatest first,
    each with its members by number of neighbours. Entities without any relation are in no community.
    """

    documents: int
    entities: int
    facts: int
    planned: int
    figures: int
    classes: tuple[tuple[str, int], ...]
    predicates: tuple[tuple[str, int], ...]
    components: tuple[int, ...]
    isolated: int
    connected: tuple[tuple[Node, int], ...]
    communities: tuple[tuple[Node, ...], ...]


def to_networkx(graph: KnowledgeGraph) -> nx.MultiDiGraph:
    """A MultiDiGraph: one node per entity, by IRI, one edge per fact, keyed by the fact's IRI.

    Attributes are plain strings and numbers, so that any exporter takes them: nodes have label, cls, type and
    aliases (parted by |); edges have predicate, status, confidence, document, start, end and quote.
    """
    network = nx.MultiDiGraph()
    for node in graph.nodes:
        aliases = "|".join(node.aliases)
        network.add_node(node.iri, label=node.label, cls=node.cls, type=node.type, aliases=aliases)
    for fact in graph.facts:
        network.add_edge(
            fact.subject,
            fact.object,
            key=fact.iri,
            predicate=fact.predicate,
            status=fact.status,
            confidence=fact.confidence,
            document=fact.document,
            start=fact.start,
            end=fact.end,
            quote=fact.quote,
        )
    return network


def stats(graph: KnowledgeGraph, top: int = 20) -> Stats:
    """Count and weigh `graph`; `top` bounds how many most connected entities and communities are named."""
    ties = _ties(graph)
    neighbours = dict(ties.degree())
    by_neighbours = sorted(neighbours, key=lambda number: (-neighbours[number], number))
    components = sorted((len(part) for part in nx.connected_components(ties)), reverse=True)
    return Stats(
        documents=len(graph.sources),
        entities=len(graph.nodes),
        facts=len(graph.facts),
        planned=sum(fact.status == "planned" for fact in graph.facts),
        figures=len(graph.figures),
        classes=_ranked(Counter(node.cls for node in graph.nodes)),
        predicates=_ranked(Counter(fact.predicate for fact in graph.facts)),
        components=tuple(size for size in components if size > 1),
        isolated=components.count(1),
        connected=tuple((graph.nodes[n], neighbours[n]) for n in by_neighbours[:top] if neighbours[n]),
        communities=tuple(tuple(graph.nodes[n] for n in members) for members in _communities(ties)[:top]),
    )


def communities(graph: KnowledgeGraph) -> list[list[str]]:
    """The IRIs of each community, greatest first, each by number of neighbours."""
    return [[graph.nodes[n].iri for n in members] for members in _communities(_ties(graph))]


def _ties(graph: KnowledgeGraph) -> nx.Graph:
    """Who deals with whom, weighted by facts. Entities by number: sets of numbers have the same order in every run."""
    numbers = {node.iri: number for number, node in enumerate(graph.nodes)}
    ties = nx.Graph()
    ties.add_nodes_from(range(len(graph.nodes)))
    weights = Counter(tuple(sorted((numbers[f.subject], numbers[f.object]))) for f in graph.facts)
    ties.add_weighted_edges_from((one, other, weights[one, other]) for one, other in sorted(weights))
    return ties


def _communities(ties: nx.Graph) -> list[list[int]]:
    tied = ties.subgraph(sorted(number for number, degree in ties.degree() if degree))
    # Louvain shuffles: the seed fixes how.
    found = nx.community.louvain_communities(tied, seed=0) if len(tied) else []
    groups = [sorted(group, key=lambda number: (-ties.degree(number), number)) for group in found]
    return sorted(groups, key=lambda group: (-len(group), group[0]))


def _ranked(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
