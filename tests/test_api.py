"""The Python API: one line to rdflib and networkx, names as people say them, and nothing heavy before it is needed."""

from __future__ import annotations

import subprocess
import sys

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib

import kg

TEXT = (
    "西岭电子大学东山研究院（以下简称“西电东研院”）与青禾智慧物联共建“智能决策联合实验室”。\n"
    "西电东研院位于东山区。\n东山区推出“安心宝”制度，撬动企业研发投入超6000万元。\n"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("graph")
    (folder / "文.txt").write_text(TEXT, encoding="utf-8")
    kg.build([folder / "文.txt"], folder / "build")
    return folder / "build"


@pytest.fixture(scope="module")
def graph(folder):
    with kg.open(folder) as opened:
        yield opened


def test_rdflib_has_what_the_build_wrote(graph, folder):
    dataset = graph.dataset()
    assert isinstance(dataset, rdflib.Dataset)
    assert set(dataset.triples((None, None, None))) == set(rdflib.Graph().parse(folder / "graph.ttl"))
    assert rdflib.URIRef(graph.values.sources[0].iri) in {g.identifier for g in dataset.graphs()}


def test_networkx_has_an_edge_for_every_fact(graph):
    network = graph.network()
    assert isinstance(network, nx.MultiDiGraph)
    assert network.number_of_edges() == len(graph.values.facts) > 0


def test_names_are_those_that_people_use(graph):
    institute = graph.iri("xddyy")
    assert institute == graph.iri(institute) == graph.iri("西电东研院")
    assert graph.card("西电东研院").node.iri == institute
    assert graph.paths("西电东研院", "安心宝").length == 2
    assert graph.neighbors("西电东研院").total >= 2
    assert graph.common("西电东研院", "安心宝").entities[0].node.label == "东山区"
    assert graph.timeline("安心宝")
    assert graph.search("安心宝").sentences


def test_a_doubtful_name_is_refused_with_what_it_may_mean(graph):
    with pytest.raises(kg.KgError, match="是否指"):
        graph.card("东")
    with pytest.raises(kg.KgError, match="没有实体"):
        graph.card("https://example.org/none")


def test_sparql_is_answered_and_updates_are_refused(graph):
    result = graph.query("SELECT ?x { ?x ik:locatedIn ?y }")
    assert [row[0].value for row in result.rows] == [graph.iri("西电东研院")]
    with pytest.raises(kg.KgError, match="只能读取"):
        graph.query("CLEAR ALL")


def test_the_engine_itself_answers_in_this_process_and_changes_nothing(graph):
    rows = graph.stream("SELECT ?x { ?x ik:locatedIn ?y }")
    assert isinstance(rows, ox.QuerySolutions)
    assert [row["x"].value for row in rows] == [graph.iri("西电东研院")]
    assert bool(graph.stream("ASK { GRAPH ?g { ?x a ik:Fact } }")) is True
    for refused in (
        "CLEAR ALL",
        "SELECT * { SERVICE <http://x.cn/> { ?a ?b ?c } }",
        "ASK FROM <file:///x> {}",
        "ASK {",
    ):
        with pytest.raises(kg.KgError):
            graph.stream(refused)


def test_named_queries_take_names_of_entities(graph):
    assert graph.ask_named("policies-of", issuer="东山区").rows


def test_exports_come_as_files(graph, folder):
    assert graph.export("turtle") == {"graph.ttl": (folder / "graph.ttl").read_bytes()}


def test_without_a_build_the_remedy_is_told(tmp_path):
    with pytest.raises(kg.KgError, match="kg build"):
        kg.open(tmp_path)


def test_the_package_knows_its_own_names_only():
    assert {"open", "build", "KgError"} <= set(dir(kg))
    with pytest.raises(AttributeError, match="nothing_of_ours"):
        kg.nothing_of_ours  # noqa: B018


def test_opening_and_looking_up_imports_no_heavy_library(folder):
    code = (
        f"import sys, kg\nwith kg.open({str(folder)!r}) as graph: graph.card('西电东研院')\n"
        "heavy = {'jieba', 'rdflib', 'networkx', 'pypinyin', 'pyvis', 'pyoxigraph', 'numpy', 'rich', 'click'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
