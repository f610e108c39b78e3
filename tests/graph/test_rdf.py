"""The graph as RDF: what the triples say, that two readers agree about them, and that the bytes never change."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph.link import link
from kg.graph.naming import BASE
from kg.graph.ontology import IK
from kg.graph.rdf import to_nquads, to_rdflib, to_triples, to_turtle
from kg.graph.spelling import tidy
from kg.graph.terms import date, decimal, prefixes, text
from kg.graph.turtle import write_turtle
from kg.model import KnowledgeGraph, Node

RDF = rdflib.RDF
OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
IKN = rdflib.Namespace(IK)
ID = rdflib.Namespace(f"{BASE}id/")


@pytest.fixture(scope="module")
def merged(graph, vocabulary) -> rdflib.Graph:
    return rdflib.Graph().parse(data=to_turtle(graph, vocabulary), format="turtle")


def oxigraph_lines(data: bytes, format_: ox.RdfFormat) -> set[str]:
    return {str(ox.Triple(q.subject, q.predicate, q.object)) for q in ox.parse(data, format=format_)}


def test_both_readers_count_the_same_triples_in_every_output(graph, vocabulary, merged):
    turtle, nquads = to_turtle(graph, vocabulary), to_nquads(graph, vocabulary)
    assert len(list(ox.parse(turtle, format=ox.RdfFormat.TURTLE))) == len(merged) > 300
    by_rdflib = rdflib.Dataset().parse(data=nquads, format="nquads")
    assert len(list(ox.parse(nquads, format=ox.RdfFormat.N_QUADS))) == len(list(by_rdflib.quads())) > len(merged)


def test_rdflib_gets_the_graph_as_a_dataset_whose_default_graph_is_the_union(graph, vocabulary, merged):
    dataset = to_rdflib(graph, vocabulary)
    assert set(dataset.default_graph) == set() and {(s, p, o) for s, p, o, _ in dataset.quads()} == set(merged)
    assert (ID["临江区"], IKN.issues, ID["暖心宝"]) in dataset


def test_the_merged_turtle_is_the_union_of_the_documents_graphs(graph, vocabulary):
    turtle, nquads = to_turtle(graph, vocabulary), to_nquads(graph, vocabulary)
    assert oxigraph_lines(turtle, ox.RdfFormat.TURTLE) == oxigraph_lines(nquads, ox.RdfFormat.N_QUADS)


def test_there_is_one_named_graph_per_document(graph, vocabulary):
    names = {quad.graph_name.value for quad in ox.parse(to_nquads(graph, vocabulary), format=ox.RdfFormat.N_QUADS)}
    assert names == {f"{BASE}doc/甲报", f"{BASE}doc/乙报", f"{BASE}doc/丙报"}


def test_a_documents_graph_holds_the_names_that_it_uses_and_no_others(graph, vocabulary):
    institute = f"<{ID}云澜理工大学临江研究院>"
    aliases = {
        document.rpartition("/")[2]: {o for s, p, o in triples if s == institute and p.endswith("#altLabel>")}
        for document, triples in to_triples(graph, vocabulary).items()
    }
    assert aliases == {
        "甲报": {'"云澜临研院"@zh'},
        "乙报": {'"云澜临江研究院"@zh', '"云澜临研院"@zh'},
        "丙报": {'"云澜临研院"@zh'},
    }


def test_an_entity_has_its_class_and_all_above_it(merged):
    types = set(merged.objects(ID["云澜理工大学临江研究院"], RDF.type))
    assert types == {IKN.ResearchInstitute, IKN.Platform, IKN.Organization, IKN.Entity}


def test_an_asserted_relation_is_a_direct_triple_and_a_fact(merged):
    assert (ID["云澜理工大学临江研究院"], IKN.incubates, ID["澄晶半导体"]) in merged
    (fact,) = merged.subjects(RDF.predicate, IKN.incubates)
    assert merged.value(fact, IKN.status) == rdflib.Literal("asserted")
    assert merged.value(fact, IKN.confidence) == rdflib.Literal("0.9", datatype=rdflib.XSD.decimal)
    assert merged.value(fact, rdflib.PROV.wasDerivedFrom) == rdflib.URIRef(f"{BASE}doc/甲报")


def test_a_symmetric_relation_stands_both_ways_with_one_fact(merged):
    ends = ID["云澜理工大学临江研究院"], ID["大熊智慧物联"]
    assert (ends[0], IKN.coBuildsLabWith, ends[1]) in merged
    assert (ends[1], IKN.coBuildsLabWith, ends[0]) in merged
    assert len(list(merged.subjects(RDF.predicate, IKN.coBuildsLabWith))) == 1


def test_a_planned_relation_has_no_direct_triple(merged):
    (fact,) = merged.subjects(IKN.status, rdflib.Literal("planned"))
    assert merged.value(fact, RDF.predicate) == IKN.establishes
    assert not list(merged.subject_objects(IKN.establishes))


def test_every_statement_points_at_its_words_in_the_file(merged, sample):
    originals = {rdflib.URIRef(f"{BASE}doc/{document.name}"): document.original for document in sample}
    pieces = list(merged.objects(None, IKN.evidence))
    assert len(pieces) == 9 + 3
    for piece in pieces:
        original = originals[merged.value(piece, OA.hasSource)]
        selectors = {merged.value(s, RDF.type): s for s in merged.objects(piece, OA.hasSelector)}
        position, quotation = selectors[OA.TextPositionSelector], selectors[OA.TextQuoteSelector]
        start, end = (int(merged.value(position, end)) for end in (OA.start, OA.end))
        quote = str(merged.value(quotation, OA.exact))
        assert "".join(original[start:end].split()) == quote
        around = f"{merged.value(quotation, OA.prefix)}{quote}{merged.value(quotation, OA.suffix)}"
        assert around in "".join(original.split())


def test_figures_are_numbers_and_codes_are_strings(merged):
    values = {merged.value(o, IKN.unit).toPython(): merged.value(o, IKN.value) for o in merged.subjects(IKN.about)}
    assert values["元"] == rdflib.Literal(60_000_000)
    assert values["%"] == rdflib.Literal("3.55", datatype=rdflib.XSD.decimal)


def test_a_documents_header_is_kept_with_the_date_as_exact_as_given(merged):
    document = rdflib.URIRef(f"{BASE}doc/甲报")
    published = rdflib.URIRef("https://schema.org/datePublished")
    assert merged.value(document, published) == rdflib.Literal("2025-03-01", datatype=rdflib.XSD.date)
    assert merged.value(rdflib.URIRef(f"{BASE}doc/乙报"), published).datatype == rdflib.XSD.gYear
    assert merged.value(document, IKN.origin) == rdflib.Literal("甲报.txt")


def test_turtle_is_for_reading(graph, vocabulary):
    turtle = to_turtle(graph, vocabulary).decode("utf-8")
    assert "\nid:澄晶半导体 a ik:Enterprise ,\n        ik:Entity ,\n        ik:Organization ;\n" in turtle
    assert ' ;\n    skos:prefLabel "澄晶半导体"@zh ;\n    rdfs:label' in turtle
    assert "    ik:value 60000000 ." in turtle
    assert turtle.index("\nid:") < turtle.index("\nfact:") < turtle.index("\nobs:") < turtle.index("\ndoc:")


def test_the_same_bytes_in_any_order_of_documents(sample, vocabulary, graph):
    again = link(sample[::-1], vocabulary)
    assert to_turtle(again, vocabulary) == to_turtle(graph, vocabulary)
    assert to_nquads(again, vocabulary) == to_nquads(graph, vocabulary)


def test_the_same_bytes_with_any_hash_seed():
    here = Path(__file__).parent
    program = (
        "import sys, hashlib; sys.path[:0] = sys.argv[1:]\n"
        "from conftest import make_sample, load_vocabulary, link\n"
        "from kg.graph.output import build_files\n"
        "v = load_vocabulary()\n"
        "files = build_files(link(make_sample(), v), v)\n"
        "print(hashlib.sha256(b''.join(files.values())).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program, str(here), str(here.parents[1])],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "4711")
    }
    assert len(digests) == 1
    assert len(digests.pop().strip()) == hashlib.sha256().digest_size * 2


def test_a_graph_speaks_for_its_own_document_only(graph, vocabulary):
    for document, triples in to_triples(graph, vocabulary).items():
        said = {o for _, p, o in triples if p.endswith(("#wasDerivedFrom>", "#hasSource>", "#mentionedIn>"))}
        assert said == {f"<{document}>"}


anything = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@settings(max_examples=60)
@given(anything.map(tidy).filter(bool), anything, anything)
def test_any_characters_survive_writing_and_reading_by_both_readers(vocabulary, graph, name, quote, title):
    from kg.graph.naming import entity_iri

    node = Node(entity_iri(name), "Enterprise", "Enterprise", name, (quote,), documents=("甲报",))
    source = replace(next(s for s in graph.sources if s.name == "甲报"), title=title)
    figure = replace(graph.figures[-1], subject=node.iri, quote=quote, context=quote)
    made = KnowledgeGraph((node,), (), (figure,), (source,))
    turtle, nquads = to_turtle(made, vocabulary), to_nquads(made, vocabulary)
    read = rdflib.Graph().parse(data=turtle, format="turtle")
    assert rdflib.URIRef(node.iri) in set(read.subjects())
    assert quote in {str(o) for o in read.objects(None, OA.exact)}
    assert title in {str(o) for o in read.objects(None, rdflib.RDFS.label)}
    assert oxigraph_lines(turtle, ox.RdfFormat.TURTLE) == oxigraph_lines(nquads, ox.RdfFormat.N_QUADS)
    assert len(read) == len(to_rdflib(made, vocabulary))


@pytest.mark.parametrize(
    ("value", "written"),
    [(3.55, "3.55"), (0.1, "0.1"), (1.0, "1.0"), (1e-7, "0.0000001"), (1.5e16, "15000000000000000.0")],
)
def test_decimals_have_no_exponent(value, written):
    assert decimal(value) == f'"{written}"^^<http://www.w3.org/2001/XMLSchema#decimal>'


@pytest.mark.parametrize("said", ["去年", "2025-02-30", "2025-13", "20250301", ""])
def test_what_is_no_date_stays_a_string(said):
    assert date(said) == text(said)


def test_a_name_that_turtle_would_misread_is_written_in_full():
    triples = [(f"<{ID}{local}>", f"<{IK}origin>", '"x"') for local in ("a/b", "甲.", "%20", "-a", "甲(乙)")]
    written = write_turtle(triples, prefixes(BASE), order=lambda subject: ())
    assert len(rdflib.Graph().parse(data=written, format="turtle")) == len(triples)
    assert "\nid:" not in written
