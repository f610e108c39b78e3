"""The RDF formats, read back by rdflib and by pyoxigraph: the same triples in the same graphs."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from kg.graph.export import FORMATS, export
from kg.graph.link import link
from kg.graph.naming import BASE, base_of
from kg.graph.rdf import to_nquads, to_turtle
from kg.model import KnowledgeGraph

IK = "https://w3id.org/innokg/ontology#"


def only(files):
    (data,) = files.values()
    return data


def quads(data, format_):
    return {str(quad) for quad in ox.parse(data, format=format_)}


@pytest.fixture(scope="module")
def merged(graph, vocabulary):
    return quads(to_turtle(graph, vocabulary), ox.RdfFormat.TURTLE)


@pytest.fixture(scope="module")
def by_document(graph, vocabulary):
    return quads(to_nquads(graph, vocabulary), ox.RdfFormat.N_QUADS)


def test_the_turtle_and_nquads_are_those_of_a_build(graph, vocabulary):
    assert only(export(graph, vocabulary, "turtle")) == to_turtle(graph, vocabulary)
    assert only(export(graph, vocabulary, "nquads")) == to_nquads(graph, vocabulary)


def test_ntriples_hold_the_merged_graph(graph, vocabulary, merged):
    data = only(export(graph, vocabulary, "ntriples"))
    assert quads(data, ox.RdfFormat.N_TRIPLES) == merged
    assert len(rdflib.Graph().parse(data=data, format="nt")) == len(merged) == data.count(b"\n")


@pytest.mark.parametrize(
    ("format_", "oxigraph", "rdflib_"),
    [("trig", ox.RdfFormat.TRIG, "trig"), ("jsonld", ox.RdfFormat.JSON_LD, "json-ld")],
)
def test_each_document_is_a_named_graph(graph, vocabulary, by_document, format_, oxigraph, rdflib_):
    data = only(export(graph, vocabulary, format_))
    assert quads(data, oxigraph) == by_document
    dataset = rdflib.Dataset()
    dataset.parse(data=data, format=rdflib_)
    plain = rdflib.Dataset()
    plain.parse(data=to_nquads(graph, vocabulary), format="nquads")
    for source in graph.sources:
        name = rdflib.URIRef(source.iri)
        assert isomorphic(dataset.graph(name), plain.graph(name))


def test_a_fact_reifies_its_triple_and_a_plan_asserts_nothing(graph, vocabulary):
    data = only(export(graph, vocabulary, "rdf12"))
    found = list(ox.parse(data, format=ox.RdfFormat.TURTLE))
    reifies = {q.subject.value: q.object for q in found if q.predicate.value.endswith("#reifies")}
    assert set(reifies) == {fact.iri for fact in graph.facts}
    asserted = {(q.subject, q.predicate, q.object) for q in found}
    for fact in graph.facts:
        about = reifies[fact.iri]
        assert (about.subject.value, about.predicate.value, about.object.value) == (
            fact.subject, IK + fact.predicate, fact.object,
        )  # fmt: skip
        assert ((about.subject, about.predicate, about.object) in asserted) is (fact.status == "asserted")
    assert not any(q.predicate.value.endswith(("#subject", "#predicate", "#object")) for q in found)


AWKWARD = '引“号”"两种\\反斜//线\n换行\t制表😀'


@pytest.mark.parametrize(("format_", "oxigraph"), [("trig", ox.RdfFormat.TRIG), ("jsonld", ox.RdfFormat.JSON_LD)])
def test_awkward_words_come_through(write, vocabulary, format_, oxigraph):
    text = f"//甲公司研发乙产品。{AWKWARD}甲公司计12项。"
    said = write(
        "丁//报: #1",
        text,
        {"a": "Enterprise //甲公司", "b": "Product 乙产品"},
        ["a develops b: 甲公司研发乙产品"],
        [("a", AWKWARD, 12, "项", "=", None, "achieved", "计12项")],
    )
    graph = link([said], vocabulary)
    assert quads(only(export(graph, vocabulary, format_)), oxigraph) == quads(
        to_nquads(graph, vocabulary), ox.RdfFormat.N_QUADS
    )


def test_the_base_is_told_from_the_graph(sample, vocabulary):
    assert base_of(link(sample, vocabulary)) == BASE
    assert base_of(link(sample, vocabulary, base="urn:x:doc/")) == "urn:x:doc/"


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_takes_an_empty_graph_and_gives_the_same_bytes_twice(graph, vocabulary, format_):
    assert export(KnowledgeGraph((), (), (), ()), vocabulary, format_)
    assert export(graph, vocabulary, format_) == export(graph, vocabulary, format_)
