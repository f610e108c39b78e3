"""Validation: our own output conforms, and each kind of fault is found and named."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import rdflib
from rdflib import RDF, SKOS, Literal, URIRef

from kg.errors import GraphError
from kg.graph.naming import BASE
from kg.graph.ontology import IK
from kg.graph.rdf import to_turtle
from kg.graph.validate import validate, validate_graph

IKN = rdflib.Namespace(IK)
ID = rdflib.Namespace(f"{BASE}id/")
INSTITUTE, FIRM = ID["云澜理工大学临江研究院"], ID["澄晶半导体"]


@pytest.fixture
def data(graph, vocabulary) -> rdflib.Graph:
    return rdflib.Graph().parse(data=to_turtle(graph, vocabulary), format="turtle")


def test_what_we_write_conforms(graph, vocabulary, tmp_path):
    (tmp_path / "graph.ttl").write_bytes(to_turtle(graph, vocabulary))
    report = validate(tmp_path)
    assert (report.conforms, report.faults) == (True, ())
    assert report.triples > 300


def fact(data: rdflib.Graph, predicate: str) -> URIRef:
    found = data.value(predicate=RDF.predicate, object=IKN[predicate])
    assert isinstance(found, URIRef)
    return found


def no_chinese_name(data):
    data.remove((FIRM, SKOS.prefLabel, None))


def no_evidence(data):
    data.remove((fact(data, "incubates"), IKN.evidence, None))


def too_sure(data):
    data.set((fact(data, "incubates"), IKN.confidence, Literal("1.2", datatype=rdflib.XSD.decimal)))


def other_status(data):
    data.set((fact(data, "incubates"), IKN.status, Literal("maybe")))


def wrong_object(data):
    data.set((FIRM, RDF.type, IKN.Policy))


def wrong_object_of_a_plan(data):
    data.set((ID["云澜概念验证中心"], RDF.type, IKN.Person))


def unknown_class(data):
    data.add((FIRM, RDF.type, IKN.Castle))


def lost_upper_class(data):
    data.remove((FIRM, RDF.type, IKN.Organization))


def unknown_property(data):
    data.add((FIRM, IKN.admires, INSTITUTE))


def missing_direct_triple(data):
    data.remove((INSTITUTE, IKN.incubates, FIRM))


def half_of_a_symmetric_pair(data):
    data.remove((INSTITUTE, IKN.coBuildsLabWith, None))


def planned_yet_direct(data):
    data.add((INSTITUTE, IKN.establishes, ID["云澜概念验证中心"]))


def backward_span(data):
    start = rdflib.URIRef("http://www.w3.org/ns/oa#start")
    selector = next(data.subjects(start))
    data.set((selector, start, Literal("99999", datatype=rdflib.XSD.nonNegativeInteger)))


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (no_chinese_name, "实体须有中文首选名称"),
        (no_evidence, "须有一处原文为证"),
        (too_sure, "须有一个 0 到 1 之间的置信度"),
        (other_status, "事实的状态须为 asserted 或 planned"),
        (wrong_object, "“孵化”的宾语须为：企业"),
        (wrong_object_of_a_plan, "“设立”的宾语须为：组织机构、基金、园区"),
        (unknown_class, "本体未声明此类或关系"),
        (lost_upper_class, "实体缺少其类的上位类"),
        (unknown_property, "本体未声明此属性"),
        (missing_direct_triple, "已述的事实缺少直接三元组"),
        (half_of_a_symmetric_pair, "已述的事实缺少直接三元组"),
        (planned_yet_direct, "直接三元组没有已述的事实为据"),
        (backward_span, "位置须有起点，且在终点之前"),
    ],
)
def test_each_fault_is_found_and_named(data, spoil: Callable[[rdflib.Graph], None], said):
    spoil(data)
    report = validate_graph(data)
    assert not report.conforms
    assert said in {fault.message for fault in report.faults}
    assert all(fault.focus for fault in report.faults)


def test_the_graph_in_hand_stays_as_it_is(data):
    before = set(data)
    validate_graph(data)
    assert set(data) == before


def test_a_missing_or_broken_file_is_told_in_one_line(tmp_path):
    with pytest.raises(GraphError, match="kg build"):
        validate(tmp_path)
    (tmp_path / "graph.ttl").write_text("id:甲 a", encoding="utf-8")
    with pytest.raises(GraphError, match="不是合法的 Turtle") as caught:
        validate(tmp_path)
    assert "\n" not in str(caught.value)
