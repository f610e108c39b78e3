"""GraphML and GEXF, read back: every entity, every fact, and nothing of the day they were written."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET

import networkx as nx

from kg.graph.export import export
from kg.graph.link import link


def only(files):
    (data,) = files.values()
    return data


def test_graphml_holds_every_entity_and_fact(graph, vocabulary):
    again = nx.read_graphml(io.BytesIO(only(export(graph, vocabulary, "graphml"))), force_multigraph=True)
    assert {iri: said["label"] for iri, said in again.nodes(data=True)} == {n.iri: n.label for n in graph.nodes}
    told = {(s, d["predicate"], o, d["begins"], d["quote"], d["status"]) for s, o, d in again.edges(data=True)}
    assert told == {(f.subject, f.predicate, f.object, f.start, f.quote, f.status) for f in graph.facts}
    assert {d["label"] for _, _, d in again.edges(data=True)} >= {"孵化", "位于"}


def test_gexf_holds_every_entity_and_fact(graph, vocabulary):
    data = only(export(graph, vocabulary, "gexf"))
    again = nx.read_gexf(io.BytesIO(data))
    assert {iri: said["label"] for iri, said in again.nodes(data=True)} == {n.iri: n.label for n in graph.nodes}
    told = {(s, d["predicate"], o, d["begins"], d["quote"]) for s, o, d in again.edges(data=True)}
    assert told == {(f.subject, f.predicate, f.object, f.start, f.quote) for f in graph.facts}
    assert not [tag for tag in ET.fromstring(data).iter() if tag.tag.endswith("}meta")]
    assert b"lastmodified" not in data


def test_what_xml_bars_is_replaced(write, vocabulary):
    said = write(
        "文",
        "甲<&>公司研发\x0b\ufffe乙。",
        {"a": "Enterprise 甲<&>公司", "b": "Product 乙"},
        ["a develops b: 研发\x0b\ufffe乙"],
    )
    graph = link([said], vocabulary)
    for format_, read in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf)):
        again = read(io.BytesIO(only(export(graph, vocabulary, format_))))
        assert {d["quote"] for _, _, d in again.edges(data=True)} <= {"研发\ufffd\ufffd乙", "研发\ufffd乙"}
        assert "甲<&>公司" in {d["label"] for _, d in again.nodes(data=True)}
