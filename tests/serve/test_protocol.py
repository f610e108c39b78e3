"""The SPARQL 1.1 Protocol, as programs speak it."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest
import rdflib
from serve_process import Running
from serve_samples import BASE, FIRM, INSTITUTE, entity

SELECT = "SELECT ?name { ?x ik:incubates ?firm . ?firm skos:prefLabel ?name } ORDER BY ?name"
CONSTRUCT = "CONSTRUCT { ?b ik:incubatedBy ?a } { ?a ik:incubates ?b }"
FORM = "application/x-www-form-urlencoded"


def names(reply) -> list[str]:
    return [row["name"]["value"] for row in reply.json["results"]["bindings"]]


def test_a_query_comes_by_get_by_form_and_as_it_is(server: Running):
    wanted = ["../../etc/passwd", FIRM]
    assert names(server.sparql(SELECT)) == wanted
    assert names(server("/sparql", "POST", urlencode({"query": SELECT}), content_type=FORM)) == wanted
    direct = server("/sparql", "POST", SELECT, content_type="application/sparql-query; charset=utf-8")
    assert names(direct) == wanted


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.6", "application/sparql-results+xml"),
        ("text/html, text/csv;q=0.3", "text/csv"),
        ("text/turtle, text/csv;q=0.1", "text/csv"),
    ],
)
def test_rows_come_in_the_form_that_is_wanted(server: Running, accept: str, kind: str):
    reply = server.sparql(SELECT, accept)
    assert (reply.status, reply.kind) == (200, kind)
    assert "Accept" in reply.headers["vary"]
    assert FIRM in reply.text


@pytest.mark.parametrize(
    ("accept", "kind", "format_"),
    [
        ("", "text/turtle", "turtle"),
        ("text/turtle", "text/turtle", "turtle"),
        ("application/n-triples", "application/n-triples", "nt"),
        ("application/ld+json", "application/ld+json", "json-ld"),
        ("application/rdf+xml", "application/rdf+xml", "xml"),
    ],
)
def test_triples_come_in_the_form_that_is_wanted(server: Running, accept: str, kind: str, format_: str):
    reply = server.sparql(CONSTRUCT, accept)
    assert (reply.status, reply.kind) == (200, kind)
    said = set(rdflib.Graph().parse(data=reply.body, format=format_))
    ontology = rdflib.Namespace("https://w3id.org/innokg/ontology#")
    institute, firm = rdflib.URIRef(entity(INSTITUTE)), rdflib.URIRef(entity(FIRM))
    assert (firm, ontology.incubatedBy, institute) in said
    assert len(said) == 2


def test_the_same_rows_are_read_from_all_four_formats(server: Running):
    query = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 40"
    formats = {"json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML, "tsv": ox.QueryResultsFormat.TSV}
    read = []
    for name, format_ in formats.items():
        solutions = ox.parse_query_results(server.sparql(query, "*/*", format=name).body, format=format_)
        read.append([[str(term) for term in solution] for solution in solutions])
    assert read[0] == read[1] == read[2]
    assert len(read[0]) == 40
    assert server.sparql(query, format="csv").text.count("\r\n") >= 41


def test_ask_answers_in_json_and_xml(server: Running):
    assert server.sparql("ASK { ?s ?p ?o }").json["boolean"] is True
    xml = ET.fromstring(server.sparql("ASK { ?s ik:none ?o }", "application/sparql-results+xml").body)
    assert xml.find("{http://www.w3.org/2005/sparql-results#}boolean").text == "false"


@pytest.mark.parametrize(
    ("format_", "rows"),
    [
        ("json", lambda body: len(json.loads(body)["results"]["bindings"])),
        ("xml", lambda body: body.count(b"<result>")),
        ("tsv", lambda body: body.count(b"\n") - 1),
        ("csv", lambda body: body.count(b"\r\n") - 1),
        ("ntriples", lambda body: body.count(b"\n")),
    ],
)
def test_a_result_is_cut_at_the_limit_and_says_so(server: Running, format_: str, rows):
    query = "CONSTRUCT WHERE { ?s ?p ?o }" if format_ == "ntriples" else "SELECT ?s ?p { ?s ?p ?o }"
    cut = server.sparql(query, format=format_)
    assert (rows(cut.body), cut.headers.get("kg-cut")) == (50, "true")
    whole = server.sparql(query + " LIMIT 50", format=format_)
    assert (rows(whole.body), whole.headers.get("kg-cut")) == (50, None)


def test_text_that_looks_like_the_format_is_not_counted_as_rows(server: Running):
    query = 'SELECT ?x { VALUES ?x { ",{,{,{,{,{,{" "<result><result>" "\\n\\n\\n\\n" } }'
    for format_ in ("json", "xml", "tsv"):
        reply = server.sparql("SELECT * { { " + query + " } UNION { " + query + " } }", format=format_)
        assert (reply.status, reply.headers.get("kg-cut")) == (200, None)


def test_the_protocols_dataset_takes_the_place_of_the_querys(server: Running):
    first, second = f"{BASE}doc/甲报", f"{BASE}doc/乙报"
    query = f"SELECT DISTINCT ?x FROM <{first}> {{ ?x a ik:Observation }}"
    assert server.sparql(query).json["results"]["bindings"] == []
    bound = server.sparql(query, **{"default-graph-uri": second}).json["results"]["bindings"]
    assert len(bound) == 1
    graphs = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
    named = server.sparql(graphs, **{"named-graph-uri": [first]}).json["results"]["bindings"]
    assert [row["g"]["value"] for row in named] == [first]
    empty = server.sparql("ASK { ?s ?p ?o }", **{"named-graph-uri": first})
    assert empty.json["boolean"] is False
    alone = server.sparql(graphs, **{"default-graph-uri": first})
    assert alone.json["results"]["bindings"] == []


def test_a_relative_iri_is_relative_to_the_endpoint(server: Running):
    reply = server.sparql("CONSTRUCT { <a> <b> <c> } {}", "application/n-triples")
    assert reply.text == "".join(f"<http://{server.host}/{x}> " for x in "abc") + ".\n"


def test_the_bare_endpoint_describes_itself(server: Running):
    reply = server("/sparql", accept="application/n-triples")
    described = rdflib.Graph().parse(data=reply.body, format="nt")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    endpoint = rdflib.URIRef(f"http://{server.host}/sparql")
    assert (endpoint, sd.endpoint, endpoint) in described
    assert (endpoint, sd.supportedLanguage, sd.SPARQL11Query) in described
    assert set(described.objects(None, sd.name)) == {
        rdflib.URIRef(iri) for iri in (f"{BASE}doc/甲报", f"{BASE}doc/乙报", f"{BASE}ontology")
    }
    assert server("/sparql", accept="text/html,*/*;q=0.5").kind == "text/html"


@pytest.mark.parametrize(
    ("status", "code", "path", "method", "body", "headers"),
    [
        (400, "malformed-query", "/sparql?query=ASK%20%7B", "GET", None, {}),
        (400, "one-query", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", "GET", None, {}),
        (400, "one-query", "/sparql?default-graph-uri=x:y", "GET", None, {}),
        (400, "one-query", "/sparql?query=ASK%7B%7D", "POST", "ASK {}", {"content_type": "application/sparql-query"}),
        (400, "encoding", "/sparql", "POST", b"\xff\xfe", {"content_type": "application/sparql-query"}),
        (400, "encoding", "/sparql?query=%FF", "GET", None, {}),
        (400, "malformed-query", "/sparql?query=ASK%7B%7D&default-graph-uri=http://x.cn/", "GET", None, {}),
        (403, "read-only", "/sparql?update=CLEAR%20ALL", "GET", None, {}),
        (403, "read-only", "/sparql", "POST", "update=CLEAR+ALL", {"content_type": FORM}),
        (403, "read-only", "/sparql", "POST", "CLEAR ALL", {"content_type": "application/sparql-update"}),
        (403, "refused", "/sparql?query=DROP%20ALL", "GET", None, {}),
        (405, "method", "/sparql", "PUT", "x", {"content_type": FORM}),
        (405, "method", "/sparql", "DELETE", None, {}),
        (406, "not-acceptable", "/sparql?query=ASK%7B%7D", "GET", None, {"accept": "image/png"}),
        (406, "not-acceptable", "/sparql?query=ASK%7B%7D", "GET", None, {"accept": "text/turtle"}),
        (406, "not-acceptable", "/sparql?query=ASK%7B%7D", "GET", None, {"accept": "application/json;q=0"}),
        (406, "not-acceptable", "/sparql?query=CONSTRUCT%7B%3Ca%3E%3Cb%3E1%7D%7B%7D", "GET", None, {"accept": "text/csv"}),
        (413, "too-large", "/sparql", "POST", "x" * 70_000, {"content_type": "application/sparql-query"}),
        (415, "media-type", "/sparql", "POST", "ASK {}", {"content_type": "text/plain"}),
        (415, "media-type", "/sparql", "POST", "ASK {}", {}),
        (415, "charset", "/sparql", "POST", "ASK {}", {"content_type": "application/sparql-query; charset=utf-16"}),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_status(server: Running, status, code, path, method, body, headers):
    reply = server(path, method, body, **headers)
    assert (reply.status, reply.kind) == (status, "application/problem+json")
    assert (reply.json["status"], reply.json["code"]) == (status, code)
    assert reply.json["detail"]


def test_an_endless_query_is_stopped_with_503(server: Running):
    reply = server.sparql("SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(6)) + " }")
    assert (reply.status, reply.json["code"]) == (503, "timeout")
    assert reply.headers["retry-after"]
    assert server.sparql("ASK {}").json["boolean"] is True


def test_head_gives_the_head(server: Running):
    reply = server("/sparql?query=ASK%7B%7D", "HEAD")
    assert (reply.status, reply.body) == (200, b"")


def test_rdf_xml_says_what_it_cannot_write(server: Running):
    reply = server.sparql("CONSTRUCT { <a:a> <http://x.cn/1> 1 } {}", "application/rdf+xml")
    assert (reply.status, reply.json["code"]) == (406, "not-acceptable")
    assert "http://x.cn/1" in reply.json["detail"]


@pytest.mark.parametrize("kilobytes", [8, 16, 32, 64, 1024, 2048, 4096, 16])
def test_an_answer_of_any_length_comes_whole(server: Running, kilobytes: int):
    doubled = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(kilobytes.bit_length() + 4))
    last = kilobytes.bit_length() + 4
    word = f"{kilobytes:032}"
    reply = server.sparql(f'SELECT ?x{last} {{ BIND("{word}" AS ?x0) {doubled} }}', "text/tab-separated-values")
    assert reply.status == 200
    assert "kg-cut" not in reply.headers
    assert reply.text == f'?x{last}\n"{word * 2**last}"\n'
