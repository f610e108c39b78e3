"""The promises, over the whole way from texts to graph."""

from __future__ import annotations

import json
import os
import random
import socket
import subprocess
import sys

import pyoxigraph
import pytest
import rdflib

from kg import pipeline
from kg.graph.validate import validate
from kg.model import Extraction

TEXTS = {
    "甲": "东山实验室近日研发出“东山芯一号”芯片。东山实验室与青禾科技有限公司（以下简称“青禾科技”）共建“智能决策联合实验室”，"
    "双方总投资2.5亿元。\n\n东山区还推出“安心宝”制度，撬动企业研发投入超6000万元。下一步，东山区将设立“潮启”天使引导基金。\n",
    "乙": "作为西岭大学孵化的企业之一，青禾科技落户东山科技园。\n\n公司董事长何永富表示，今年企业营业收入增长25%以上。\n"
    "西岭市出台《西岭市科技创新若干意见》，并推出“安芯宝”制度。\n",
    "丙": "截至目前，全市高新技术企业达到1.6万家，西岭市位居全省第二。\n",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("texts")
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def built(folder, tmp_path_factory):
    out = tmp_path_factory.mktemp("out")
    return pipeline.build([folder], out), out


def test_a_build_writes_its_four_files(built):
    _, out = built
    assert {p.name for p in out.iterdir()} == {"graph.ttl", "graph.nq", "graph.html", "index.sqlite"}


@pytest.mark.parametrize("seed", ["0", "1", "4294967295"])
def test_the_bytes_do_not_depend_on_the_order_of_files_or_the_hash_seed(folder, built, tmp_path, seed):
    _, out = built
    files = sorted(folder.iterdir())
    random.Random(seed).shuffle(files)
    code = "import sys; from kg.cli import main; main(sys.argv[1:])"
    subprocess.run(
        [sys.executable, "-c", code, "build", *map(str, files), "-o", str(tmp_path)],
        check=True,
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
    )
    for path in out.iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name


def test_every_fact_shows_words_that_stand_in_the_file(folder):
    seen = 0
    for item in pipeline.extractions([folder]):
        assert isinstance(item, Extraction)
        original = (folder / f"{item.name}.txt").read_text("utf-8")
        for said in (*item.relations, *item.observations):
            assert said.quote
            assert "".join(original[said.start : said.end].split()) == said.quote
            seen += 1
        for entity in item.entities:
            for start, end in entity.mentions:
                assert 0 <= start < end <= len(original)
    assert seen > 5


def test_taking_a_document_out_gives_the_graph_that_never_had_it(folder, tmp_path):
    pipeline.build([folder / "甲.txt", folder / "乙.txt"], tmp_path)
    pipeline.build([folder / "甲.txt"], tmp_path)
    pipeline.build([folder / "甲.txt"], tmp_path / "fresh")
    for path in (tmp_path / "fresh").iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes()


def test_a_planned_relation_has_no_direct_triple(built):
    report, out = built
    planned = [f for f in report.graph.facts if f.status == "planned"]
    assert planned, "the texts hold a plan"
    store = pyoxigraph.Store()
    store.bulk_load(path=str(out / "graph.ttl"), format=pyoxigraph.RdfFormat.TURTLE)
    asserted = {(f.subject, f.predicate, f.object) for f in report.graph.facts if f.status == "asserted"}
    for fact in planned:
        if (fact.subject, fact.predicate, fact.object) not in asserted:
            predicate = pyoxigraph.NamedNode(f"https://w3id.org/innokg/ontology#{fact.predicate}")
            ends = pyoxigraph.NamedNode(fact.subject), pyoxigraph.NamedNode(fact.object)
            assert not list(store.quads_for_pattern(ends[0], predicate, ends[1]))


def test_homophones_stay_apart(built):
    report, _ = built
    owners = {}
    for node in report.graph.nodes:
        for name in (node.label, *node.aliases):
            owners[name] = node.iri
    one = {iri for name, iri in owners.items() if "安心宝" in name}
    other = {iri for name, iri in owners.items() if "安芯宝" in name}
    assert one
    assert other
    assert not one & other


def test_nothing_opens_a_socket(folder, tmp_path, monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    pipeline.build([folder], tmp_path)


def test_the_graph_conforms_and_both_parsers_count_the_same_triples(built):
    _, out = built
    assert validate(out).faults == ()
    store = pyoxigraph.Store()
    store.bulk_load(path=str(out / "graph.ttl"), format=pyoxigraph.RdfFormat.TURTLE)
    graph = rdflib.Graph().parse(out / "graph.ttl", format="turtle")
    assert len(graph) == len(store)
    quads = pyoxigraph.Store()
    quads.bulk_load(path=str(out / "graph.nq"), format=pyoxigraph.RdfFormat.N_QUADS)
    dataset = rdflib.Dataset()
    dataset.parse(out / "graph.nq", format="nquads")
    assert len(list(dataset.quads())) == len(quads)
    assert len({(q.subject, q.predicate, q.object) for q in quads}) == len(store)


def test_one_bad_file_does_not_stop_the_others(folder, tmp_path):
    (tmp_path / "空.txt").write_bytes(b"")
    (tmp_path / "乱.txt").write_bytes(bytes(range(256)) * 8)
    (tmp_path / "好.txt").write_text(TEXTS["甲"], encoding="utf-8")
    items = list(pipeline.extractions([tmp_path]))
    assert [i.name for i in items if isinstance(i, Extraction)] == ["好"]
    assert sorted(i.kind for i in items if isinstance(i, pipeline.Skipped)) == ["unreadable", "unreadable"]


def test_the_contract_line_has_the_contract_s_keys(folder):
    item = next(iter(pipeline.extractions([folder / "甲.txt"])))
    record = json.loads(pipeline.contract_line(item))
    assert set(record) == {"doc", "entities", "relations", "observations"}
    assert record["doc"] == "甲"
    assert {"id", "type", "names", "iri", "mentions"} <= set(record["entities"][0])
    assert {"s", "p", "o", "status", "confidence", "rule", "start", "end", "quote"} <= set(record["relations"][0])
    wanted = {"s", "indicator", "value", "unit", "comparator", "period", "status", "rule", "start", "end", "quote"}
    assert wanted <= set(record["observations"][0])


def test_least_confidence_leaves_out_what_is_less_sure(folder):
    for item in pipeline.extractions([folder], min_confidence=0.95):
        assert all(said.confidence >= 0.95 for said in (*item.relations, *item.observations))
