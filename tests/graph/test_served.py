"""Results in the formats of SPARQL, and what a server asks of a loaded graph."""

from __future__ import annotations

from urllib.parse import quote

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import GraphError, QueryError
from kg.graph.naming import BASE, document_iri, entity_iri, iri_at
from kg.graph.rdf import to_nquads, to_turtle
from kg.graph.results import Result, Term, from_engine, to_csv, to_tsv, to_xml
from kg.graph.served import NoSuchForm, QueryRefused, Question, Served
from kg.graph.terms import prefixes
from kg.graph.worker import Graph, Sheet

XSD = "http://www.w3.org/2001/XMLSchema#"
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
TERMS = st.one_of(
    st.none(),
    TEXT.map(lambda text: Term("literal", text, XSD + "string")),
    st.tuples(TEXT, st.sampled_from(["zh", "en-gb"])).map(lambda said: Term("literal", said[0], "", said[1])),
    st.integers().map(lambda number: Term("literal", str(number), XSD + "integer")),
    st.sampled_from([f"{BASE}id/甲", "urn:a&b", "http://x.cn/?a=1&b=2"]).map(lambda iri: Term("iri", iri)),
)


def read(body: str, format_: ox.QueryResultsFormat) -> list[list[str]]:
    solutions = ox.parse_query_results(body.encode(), format=format_)
    return [["" if term is None else str(term) for term in row] for row in solutions]


def parsed(term: Term | None) -> str:
    """The term as the other reader reads it from N-Triples."""
    if term is None:
        return ""
    (quad,) = ox.parse(f"<s:s> <p:p> {term.n_triples()} .", format=ox.RdfFormat.N_TRIPLES)
    return str(quad.object)


def sound(term: Term | None) -> bool:
    """Whether XML can hold it; the rest becomes U+FFFD."""
    return term is None or all(c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff") for c in term.value)


@given(st.lists(st.tuples(TERMS, TERMS), max_size=4))
def test_rows_are_read_back_by_another_reader_as_they_were(rows):
    result = Result("select", ("a", "b"), tuple(rows))
    wanted = [[parsed(term) for term in row] for row in rows]
    assert read(to_tsv(result), ox.QueryResultsFormat.TSV) == wanted
    if all(map(sound, [term for row in rows for term in row])):
        assert read(to_xml(result), ox.QueryResultsFormat.XML) == wanted


def test_an_ask_is_a_boolean_in_every_format():
    assert "<boolean>false</boolean>" in to_xml(Result("ask", answer=False))
    assert to_tsv(Result("ask", answer=True)) == "true\n"


@given(TEXT.filter(lambda text: text.strip() != ""))
def test_an_iri_stands_at_its_own_path_however_it_is_encoded(name: str):
    iri = document_iri(name)
    assert iri_at(iri.removeprefix(BASE)) == iri
    assert iri_at("doc/" + quote(name, safe="")) == iri


def test_a_path_that_is_no_utf8_names_nothing():
    with pytest.raises(GraphError, match="UTF-8"):
        iri_at("id/%ff")
    assert iri_at("id/../%2e%2e/x") == f"{BASE}id/%2E%2E/%2E%2E/x"
    assert iri_at("id/云澜") == entity_iri("云澜")


@pytest.fixture(scope="module")
def served(graph, vocabulary, tmp_path_factory) -> Served:
    folder = tmp_path_factory.mktemp("served")
    (folder / "graph.ttl").write_bytes(to_turtle(graph, vocabulary))
    (folder / "graph.nq").write_bytes(to_nquads(graph, vocabulary))
    return Served(Graph({"turtle": str(folder / "graph.ttl"), "nquads": str(folder / "graph.nq")}), prefixes(BASE))


def ask(text: str, rows: str = "json", triples: str = "turtle", limit: int = 1000, **more) -> Question:
    return Question(text, rows, triples, limit, 1_000_000, BASE, **more)


def test_the_documents_graphs_are_looked_into_where_they_are_asked_for(served, graph, tmp_path):
    (tmp_path / "graph.ttl").write_bytes(
        served.graph.store.dump(format=ox.RdfFormat.TURTLE, from_graph=ox.DefaultGraph())
    )
    apart = Served(Graph({"turtle": str(tmp_path / "graph.ttl")}), prefixes(BASE), served.whole)
    document = f"{BASE}doc/甲报"
    queries = [
        ask("SELECT ?s { ?s ?p ?o } ORDER BY ?s"),
        ask("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"),
        ask(f"SELECT (COUNT(*) AS ?n) FROM <{document}> {{ ?s ?p ?o }}"),
        ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", dataset=([document], [])),
    ]
    assert [apart.query(query) for query in queries] == [served.query(query) for query in queries]
    assert apart.holds(document) and apart.graphs() == served.graphs()
    about = "SELECT ?g ?s { GRAPH ?g { ?s a ?c } } ORDER BY ?g ?s"
    assert apart.select(about) == served.select(about) != []


def test_what_is_refused_is_not_what_is_malformed(served):
    with pytest.raises(QueryRefused):
        served.query(ask("CLEAR ALL"))
    with pytest.raises(QueryError) as caught:
        served.query(ask("SELECT {"))
    assert not isinstance(caught.value, QueryRefused)
    with pytest.raises(NoSuchForm):
        served.query(ask("ASK {}", rows=""))
    with pytest.raises(NoSuchForm):
        served.query(ask("CONSTRUCT { <a:a> <b:b> 1 } {}", triples=""))


def test_a_dataset_of_the_protocol_must_be_here(served):
    first = f"{BASE}doc/甲报"
    assert served.query(ask("ASK { ?x ik:incubates ?y }", dataset=([first], []))).body == b'{"head":{},"boolean":true}'
    for missing in ("https://elsewhere.example/", "no iri", ""):
        with pytest.raises(QueryError, match="没有图"):
            served.query(ask("ASK {}", dataset=([missing], [])))


def test_a_long_result_is_cut_by_rows_and_by_size(served):
    for form in ("json", "xml", "tsv", "csv"):
        answer = served.query(ask("SELECT * { ?s ?p ?o }", rows=form, limit=7))
        assert answer.cut
        small = Question("SELECT * { ?s ?p ?o }", form, "", 10_000, 2000, BASE)
        assert served.query(small).cut
        assert len(served.query(small).body) < 20_000


def test_the_same_construct_gives_the_same_bytes(served):
    query = ask("CONSTRUCT { ?b ik:by ?a } { ?a ik:incubates ?b }", triples="ntriples")
    assert served.query(query) == served.query(query)


def test_what_is_said_of_an_entity_brings_its_evidence_and_names(served, graph):
    fact = graph.facts[0]
    triples, cut = served.about(fact.subject, 10_000)
    assert not cut
    said = {(t.subject.value, t.predicate.value.rpartition("#")[2]) for t in triples}
    assert (fact.iri, "confidence") in said
    assert (fact.object, "prefLabel") in said
    assert any(t.predicate.value.endswith("#exact") and t.object.value == fact.quote for t in triples)
    assert served.about(fact.subject, 5)[1]
    assert served.about(f"{BASE}id/没有", 10) == ([], False)


def test_counts_are_those_of_the_graph(served, graph):
    counts = served.counts()
    assert counts["classes"]["Entity"] == len(graph.nodes)
    assert counts["classes"]["Fact"] == len(graph.facts)
    assert counts["triples"] == int(served.select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")[0][0])


@given(st.lists(st.sampled_from([b"a", b",", b"{", b",{", b"x,"]), max_size=30), st.integers(0, 5))
def test_a_sheet_counts_marks_across_the_pieces(pieces: list[bytes], allowed: int):
    sheet = Sheet(1000, b",{", allowed)
    try:
        for piece in pieces:
            sheet.write(piece)
    except OSError:
        assert sheet.full
    assert sheet.full == (b"".join(pieces).count(b",{") > allowed)


CELLS = st.one_of(
    st.none(),
    st.integers(-3, 30).map(str),
    st.text(st.sampled_from('ab=,+-@"\n\r\t＝{}[]:<>_ 中'), max_size=5).map(lambda said: ox.Literal(said).__str__()),
    st.sampled_from(["<urn:a,b>", "<urn:b>", '"x"@zh', "-1.5"]),
)


def table(rows: list[tuple[str | None, str | None]]) -> str:
    """A query whose answer is `rows`."""
    said = " ".join(f"({' '.join(cell or 'UNDEF' for cell in row)})" for row in rows)
    return f"SELECT ?a ?b {{ VALUES (?a ?b) {{ {said} }} }}"


@given(st.lists(st.tuples(CELLS, CELLS), max_size=5))
def test_csv_by_the_engine_is_csv_by_us(rows):
    graph = Graph({})
    request = {"query": table(rows), "graphs": [], "prefixes": {}, "limit": 100, "bytes": 100_000}
    ours = to_csv(from_engine(*graph.answer(request), {}))
    assert Served(graph, {}).query(ask(table(rows), rows="csv")).body.decode() == ours


@given(st.lists(st.tuples(CELLS, CELLS), max_size=6), st.integers(1, 5))
def test_a_cut_result_is_the_beginning_of_the_whole_one(rows, limit):
    served, query = Served(Graph({}), {}), table(rows)
    for form, reader in (("json", ox.QueryResultsFormat.JSON), ("tsv", ox.QueryResultsFormat.TSV)):
        whole, part = (served.query(ask(query, rows=form, limit=most)) for most in (100, limit))
        assert (whole.cut, part.cut) == (False, len(rows) > limit)
        assert read(part.body.decode(), reader) == read(whole.body.decode(), reader)[:limit]
    part = served.query(ask(query, rows="xml", limit=limit)).body.decode()
    assert part.count("<result>") == part.count("</result>") == min(limit, len(rows))
    read("".join(c if c >= " " else " " for c in part), ox.QueryResultsFormat.XML)


@pytest.mark.parametrize("form", ["turtle", "ntriples", "jsonld", "rdfxml"])
def test_triples_are_sorted_without_repeats_and_cut(served, form):
    whole = served.query(ask("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", triples=form, limit=100_000))
    part = served.query(ask("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", triples=form, limit=9))
    again = served.write([*served.graph.run({"query": "CONSTRUCT WHERE { ?s ?p ?o }", "prefixes": {}})] * 2, form)
    assert (whole.cut, part.cut) == (False, True)
    assert whole.body == again
    if form == "ntriples":
        assert part.body.count(b"\n") == 9
        assert whole.body.split(b"\n")[:-1] == sorted(whole.body.split(b"\n")[:-1])
