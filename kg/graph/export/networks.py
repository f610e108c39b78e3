"""The network of entities and facts, for programs that draw and measure networks."""

from __future__ import annotations

import io
import re
from typing import Any

import networkx as nx

from kg.graph.export.xml import sound
from kg.graph.network import to_networkx
from kg.model import KnowledgeGraph, Vocabulary

# networkx signs a GEXF file with its version and the day: neither is about the graph.
_SIGNATURE = re.compile(rb"\s*<meta\b.*?</meta>|\s*<meta\b[^>]*/>", re.DOTALL)


def graphml(graph: KnowledgeGraph, vocabulary: Vocabulary) -> dict[str, bytes]:
    """GraphML: a directed multigraph, nodes by IRI, an edge for each fact."""
    file = io.BytesIO()
    nx.write_graphml_xml(_network(graph, vocabulary), file, edge_id_from_attribute="fact")
    return {"graph.graphml": file.getvalue()}


def gexf(graph: KnowledgeGraph, vocabulary: Vocabulary) -> dict[str, bytes]:
    """GEXF 1.2, as Gephi reads it."""
    file = io.BytesIO()
    nx.write_gexf(_network(graph, vocabulary), file)
    return {"graph.gexf": _SIGNATURE.sub(b"", file.getvalue(), count=1)}


def _network(graph: KnowledgeGraph, vocabulary: Vocabulary) -> nx.MultiDiGraph:
    """The network with labels in Chinese, and with no attribute that a format takes for something of its own.

    GEXF reads `start` and `end` of an edge as times: they are `begins` and `ends` here.
    """
    network = nx.MultiDiGraph()
    plain = to_networkx(graph)
    for iri, said in plain.nodes(data=True):
        class_zh = vocabulary.labels.get(said["cls"], (said["cls"], ""))[0]
        network.add_node(iri, **_sound({**said, "class_zh": class_zh}))
    renamed = {"start": "begins", "end": "ends"}
    for subject, object_, key, said in plain.edges(keys=True, data=True):
        attributes = {renamed.get(attribute, attribute): value for attribute, value in said.items()}
        label = vocabulary.properties[said["predicate"]].label_zh
        network.add_edge(subject, object_, key=key, **_sound({**attributes, "label": label, "fact": key}))
    return network


def _sound(said: dict[str, Any]) -> dict[str, Any]:
    return {key: sound(value) if isinstance(value, str) else value for key, value in said.items()}
