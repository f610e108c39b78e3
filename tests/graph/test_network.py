"""The network: faithful to the graph, exportable, and the same in every run."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import networkx as nx

from kg.graph.naming import BASE
from kg.graph.network import communities, stats, to_networkx
from kg.model import KnowledgeGraph

INSTITUTE = f"{BASE}id/云澜理工大学临江研究院"


def test_every_entity_is_a_node_and_every_fact_an_edge(graph):
    network = to_networkx(graph)
    assert set(network) == {node.iri for node in graph.nodes}
    assert {key for _, _, key in network.edges(keys=True)} == {fact.iri for fact in graph.facts}
    fact = next(f for f in graph.facts if f.predicate == "incubates")
    assert network.edges[fact.subject, fact.object, fact.iri]["quote"] == fact.quote
    assert network.nodes[INSTITUTE]["aliases"] == "云澜临江研究院|云澜临研院"


def test_a_standard_exporter_takes_it_and_reads_it_back(graph):
    file = io.BytesIO()
    nx.write_graphml(to_networkx(graph), file)
    file.seek(0)
    again = nx.read_graphml(file, force_multigraph=True)
    assert again.number_of_edges() == len(graph.facts)
    assert again.nodes[INSTITUTE]["label"] == "云澜理工大学临江研究院"


def test_the_figures_of_the_graph(graph):
    told = stats(graph)
    assert (told.documents, told.entities, told.facts, told.planned, told.figures) == (3, 13, 9, 1, 3)
    assert told.classes[0] == ("Person", 3)
    assert dict(told.predicates)["cooperatesWith"] == 1
    assert told.components == (9, 2)
    assert told.isolated == 2
    assert (told.connected[0][0].iri, told.connected[0][1]) == (INSTITUTE, 7)


def test_communities_part_those_with_relations(graph):
    groups = communities(graph)
    members = [iri for group in groups for iri in group]
    assert sorted(members) == sorted({end for f in graph.facts for end in (f.subject, f.object)})
    assert [len(group) for group in groups] == sorted((len(group) for group in groups), reverse=True)


def test_an_empty_graph_has_no_communities():
    told = stats(KnowledgeGraph((), (), (), ()))
    assert (told.communities, told.components, told.connected) == ((), (), ())


def test_communities_are_the_same_with_any_hash_seed():
    here = Path(__file__).parent
    program = (
        "import sys; sys.path[:0] = sys.argv[1:]\n"
        "from conftest import make_sample, load_vocabulary, link\n"
        "from kg.graph.network import communities\n"
        "print(communities(link(make_sample(), load_vocabulary())))"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", program, str(here), str(here.parents[1])],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("0", "1", "4711")
    }
    assert len(told) == 1
