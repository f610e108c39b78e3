"""Questions to a built graph: right answers, limits that hold, and nothing that reaches out."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import socket
import threading
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import GraphError, QueryError
from kg.graph import kept
from kg.graph.link import link
from kg.graph.naming import BASE
from kg.graph.rdf import to_nquads, to_turtle
from kg.graph.results import Result, Term, from_engine, to_csv, to_json, to_table
from kg.graph.results import to_turtle as result_to_turtle
from kg.graph.store import Session, query
from kg.graph.worker import Graph

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.fixture(scope="module")
def build(graph, vocabulary, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("build")
    (folder / "graph.ttl").write_bytes(to_turtle(graph, vocabulary))
    (folder / "graph.nq").write_bytes(to_nquads(graph, vocabulary))
    return folder


@pytest.fixture(scope="module")
def session(build):
    with Session(build) as opened:
        yield opened


def count(result: Result) -> int:
    ((cell,),) = result.rows
    assert cell is not None
    return int(cell.value)


def test_a_select_gives_terms_under_its_columns(session):
    result = session.query("SELECT ?firm ?name { ?x ik:incubates ?firm . ?firm skos:prefLabel ?name }")
    assert result.columns == ("firm", "name")
    assert result.rows == (
        (
            Term("iri", f"{BASE}id/澄晶半导体"),
            Term("literal", "澄晶半导体", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString", "zh"),
        ),
    )


def test_the_default_graph_is_the_merged_graph_without_repeats(session, build):
    merged = len(list(ox.parse(path=build / "graph.ttl")))
    assert count(session.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")) == merged


def test_a_file_of_quads_alone_gives_the_same_default_graph(session, build, tmp_path):
    (tmp_path / "graph.nq").write_bytes((build / "graph.nq").read_bytes())
    question = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert query(tmp_path, question).rows == query(tmp_path / "graph.nq", question).rows
    assert query(tmp_path, question).rows == session.query(question).rows


def test_each_document_and_the_ontology_are_there_by_name(session):
    result = session.query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g")
    assert [row[0].value for row in result.rows] == [
        f"{BASE}doc/丙报",
        f"{BASE}doc/乙报",
        f"{BASE}doc/甲报",
        "https://w3id.org/innokg/ontology",
    ]
    assert session.query("ASK FROM doc:甲报 { ?x ik:incubates ?y }").answer is True
    assert session.query("ASK FROM doc:乙报 { ?x ik:incubates ?y }").answer is False


def test_the_ontology_is_left_out_where_it_is_not_wanted(build):
    with Session(build, ontology=False) as alone:
        result = alone.query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
    assert {row[0].value for row in result.rows} == {f"{BASE}doc/{name}" for name in ("甲报", "乙报", "丙报")}


def test_a_construct_gives_sorted_triples_and_turtle(session):
    result = session.query("CONSTRUCT { ?b ik:incubatedBy ?a } WHERE { ?a ik:incubates ?b }")
    assert result.form == "construct"
    written = result_to_turtle(result)
    assert written.endswith("\nid:澄晶半导体 ik:incubatedBy id:云澜理工大学临江研究院 .\n")
    assert len(list(ox.parse(written, format=ox.RdfFormat.TURTLE))) == 1


def test_a_result_that_is_cut_says_so(session):
    result = session.query("SELECT * { ?s ?p ?o }", limit=5)
    assert (len(result.rows), result.cut) == (5, True)
    assert session.query("SELECT * { ?x ik:incubates ?o }", limit=1).cut is False


def test_a_graph_built_on_another_base_brings_its_own_prefixes(sample, vocabulary, tmp_path):
    base = "https://数据.example/"
    (tmp_path / "graph.ttl").write_bytes(to_turtle(link(sample, vocabulary, base=base), vocabulary, base))
    assert query(tmp_path, "ASK { id:临江区 a ik:Place }").answer is True


ENDLESS = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(6)) + " }"


def test_a_query_is_really_stopped_at_its_time_limit(build):
    with Session(build) as session:
        session.query("ASK {}")
        process = session._worker.process
        began = time.monotonic()
        with pytest.raises(QueryError, match=r"超过 0\.3 秒，已停止"):
            session.query(ENDLESS, timeout=0.3)
        assert process.poll() is not None
        assert time.monotonic() - began < 5
        assert session.query("ASK { ?s ?p ?o }").answer is True


@pytest.fixture
def interruptible():
    """SIGINT interrupts, which a process started in the background may have been told to ignore."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_an_answer_that_was_interrupted_is_not_taken_for_the_next(build):
    with Session(build) as session:
        session.query("ASK {}")
        timer = threading.Timer(0.3, os.kill, [os.getpid(), signal.SIGINT])
        timer.start()
        with pytest.raises(KeyboardInterrupt):
            session.query(ENDLESS, timeout=20)
        assert session.query("ASK { ?s ?p ?o }").answer is True


def test_many_quick_answers_do_not_outlive_a_time_limit(build):
    with Session(build) as session:
        until = time.monotonic() + 1
        while time.monotonic() < until:
            assert session.query("ASK {}", timeout=0.5).answer is True


def test_a_result_is_cut_by_its_size_at_the_end_of_a_row(build):
    graph = Graph({"turtle": str(build / "graph.ttl")})
    request = {"query": "SELECT * { ?s ?p ?o }", "graphs": [], "prefixes": {}, "limit": 10_000}
    whole = from_engine(*graph.answer({**request, "bytes": 1_000_000}), {})
    part = from_engine(*graph.answer({**request, "bytes": 900}), {})
    assert not whole.cut
    assert part.cut
    assert 0 < len(part.rows) < 20
    assert part.rows == whole.rows[: len(part.rows)]


def test_a_query_that_breaks_its_worker_breaks_nothing_else(session):
    with pytest.raises(QueryError, match="嵌套过深"):
        session.query("SELECT * " + "{" * 40_000 + "}" * 40_000)
    assert session.query("ASK { ?s ?p ?o }").answer is True


@pytest.mark.parametrize("smallest", [0, kept.SMALLEST], ids=["kept", "in memory"])
def test_no_call_gets_out_even_if_the_check_is_passed_by(build, smallest, monkeypatch):
    monkeypatch.setattr(kept, "SMALLEST", smallest)
    reached = []
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        server.settimeout(1.5)

        def listen() -> None:
            try:
                server.accept()[0].close()
                reached.append(True)
            except TimeoutError:
                return

        listener = threading.Thread(target=listen)
        listener.start()
        with Session(build) as session:
            session.query("ASK {}")
            text = f"SELECT * {{ SERVICE <http://127.0.0.1:{server.getsockname()[1]}/> {{ ?a ?b ?c }} }}"
            answer, _ = session._worker.ask({"query": text, "graphs": [], "limit": 1, "bytes": 1000}, 5)
        listener.join()
    assert "error" in answer
    assert reached == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SELECT ?x {", "第 1 行第 12 列语法有误"),
        ("SELECT ?x { ?x nope:a ?y }", "查询无法执行"),
        ("SELECT * FROM <https://elsewhere.example/g> { ?s ?p ?o }", "没有这个图"),
    ],
)
def test_a_faulty_query_is_told_in_one_short_line(session, text, said):
    with pytest.raises(QueryError, match=said) as caught:
        session.query(text)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 250


def test_no_graph_and_a_broken_graph_are_told_with_the_path(tmp_path):
    with pytest.raises(GraphError, match="kg build"):
        Session(tmp_path)
    with pytest.raises(GraphError, match="不存在"):
        Session(tmp_path / "none")
    (tmp_path / "graph.ttl").write_text("<a> <b> nonsense", encoding="utf-8")
    with pytest.raises(GraphError, match=r"graph\.ttl：无法载入"):
        query(tmp_path, "ASK {}")


ROWS = Result(
    "select",
    ("a", "b"),
    (
        (Term("iri", f"{BASE}id/甲"), Term("literal", "=1+1", XSD + "string")),
        (Term("bnode", "b0"), Term("literal", "-5", XSD + "integer")),
        (None, Term("literal", "云，“澜”\n院", "", "zh")),
    ),
    prefixes={"id": f"{BASE}id/"},
)


def test_a_table_shows_iris_short_and_gaps_empty():
    assert to_table(ROWS) == (("a", "b"), [("id:甲", "=1+1"), ("_:b0", "-5"), ("", "云，“澜”\n院")])
    assert to_table(Result("ask", answer=False)) == (("回答",), [("否",)])


def test_csv_reads_back_and_runs_nothing_in_a_spreadsheet():
    rows = list(csv.reader(io.StringIO(to_csv(ROWS), newline="")))
    assert rows == [["a", "b"], [f"{BASE}id/甲", "'=1+1"], ["_:b0", "-5"], ["", "云，“澜”\n院"]]


def test_json_is_what_an_independent_reader_reads(session):
    result = session.query("SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o")
    read = ox.parse_query_results(to_json(result), format=ox.QueryResultsFormat.JSON)
    assert [v.value for v in read.variables] == ["s", "p", "o"]
    assert [tuple(str(t) for t in row) for row in read] == [
        tuple(t.n_triples() if t else "" for t in row) for row in result.rows
    ]
    assert json.loads(to_json(Result("ask", answer=True))) == {"head": {}, "boolean": True}


def test_turtle_of_a_select_is_refused_with_the_reason():
    with pytest.raises(QueryError, match="CONSTRUCT"):
        result_to_turtle(ROWS)


def test_a_question_about_the_ontology_alone_does_not_load_the_documents(build):
    with Session(build) as session:
        asked = "GRAPH <https://w3id.org/innokg/ontology> { ik:incubates rdfs:label ?name }"
        first = session.query(f"SELECT ?name {{ {asked} }}")
        process = session._worker.process
        assert {row[0].language for row in first.rows} == {"zh", "en"}
        assert process is session._worker.process
        assert session.query("ASK { GRAPH ?g { ?x a ik:Fact } }").answer is True
        assert process is not session._worker.process
