"""What stands at the graph's own paths, for people and for programs."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
import rdflib
from serve_process import Running
from serve_samples import BASE, FIRM, FORMULA, INSTITUTE, PAGE, PLACE, SCRIPT, TRAVERSAL, entity, graph

from kg.graph.naming import iri_at
from kg.serve.app import ROUTES

ONTOLOGY = rdflib.Namespace("https://w3id.org/innokg/ontology#")


def path(name: str) -> str:
    return "/" + entity(name).removeprefix(BASE)


def test_an_entity_is_a_page_for_people_with_its_words(server: Running):
    reply = server(path(INSTITUTE), accept="text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
    assert (reply.status, reply.kind) == (200, "text/html")
    assert '<html lang="zh-Hans">' in reply.text
    assert "云研院" in reply.text
    assert "<mark>孵化了澄晶半导体</mark>" in reply.text
    assert "临江区 &lt;b&gt;创新&lt;/b&gt;要闻" in reply.text
    assert "孵化企业 超过 200 家（2024，目标 target）" in reply.text


@pytest.mark.parametrize(("accept", "format_"), [("text/turtle", "turtle"), ("application/ld+json", "json-ld")])
def test_an_entity_is_rdf_for_programs_with_its_evidence(server: Running, accept: str, format_: str):
    reply = server(path(INSTITUTE), accept=accept)
    assert (reply.status, reply.kind) == (200, accept)
    assert "Accept" in reply.headers["vary"]
    said = rdflib.Graph().parse(data=reply.body, format=format_)
    institute = rdflib.URIRef(entity(INSTITUTE))
    assert (institute, ONTOLOGY.incubates, rdflib.URIRef(entity(FIRM))) in said
    exact = rdflib.URIRef("http://www.w3.org/ns/oa#exact")
    assert {str(words) for words in said.objects(None, exact)} >= {"孵化了澄晶半导体", "位于临江区", "孵化企业超200家"}
    preferred = rdflib.URIRef("http://www.w3.org/2004/02/skos/core#prefLabel")
    assert rdflib.Literal(FIRM, "zh") in set(said.objects(None, preferred))


@pytest.mark.parametrize("name", [INSTITUTE, SCRIPT, FORMULA, TRAVERSAL])
def test_every_entity_stands_at_its_own_path_however_it_is_encoded(server: Running, name: str):
    own = path(name)
    assert server(own, accept="text/turtle").status == 200
    encoded = "/id/" + quote(name, safe="")
    assert server(encoded, accept="text/turtle").body == server(own, accept="text/turtle").body
    assert iri_at(encoded[1:]) == entity(name)


def test_a_plan_is_shown_as_a_plan_and_pointed_to_from_its_object(server: Running):
    page = server(path(PLACE), accept="text/html").text
    assert "计划" in page
    assert "将落户临江区" in page


def test_no_name_becomes_markup(server: Running):
    for address in (path(SCRIPT), path(PLACE), "/doc/甲报", "/search?q=%3Cscript%3E", "/search?q=研究院"):
        page = server(address, accept="text/html").text
        assert "<script>alert" not in page
        assert page.count("<script") == 1
        assert "<i>" not in page


def test_what_does_not_exist_is_not_found_in_the_clients_manner(server: Running):
    for address in ("/id/没有", "/doc/没有", "/fact/没有", "/nowhere", "/id/%FF", "/static/none.css"):
        assert server(address, accept="text/turtle, */*;q=0.1").kind == "application/problem+json"
        page = server(address, accept="text/html")
        assert (page.status, page.kind) == (404, "text/html")


def test_an_unchanged_page_is_not_sent_twice(server: Running):
    for address, accept in (
        (path(INSTITUTE), "text/html"),
        (path(INSTITUTE), "text/turtle"),
        ("/static/page.css", "*/*"),
    ):
        first = server(address, accept=accept)
        again = server(address, accept=accept, if_none_match=first.headers["etag"])
        assert (again.status, again.body) == (304, b"")
        assert server(address, accept=accept, if_none_match='"other"').status == 200
    tags = {server(path(INSTITUTE), accept=accept).headers["etag"] for accept in ("text/html", "text/turtle")}
    assert len(tags) == 2


def test_a_document_is_a_page_and_its_graph(server: Running):
    page = server("/doc/甲报", accept="text/html").text
    assert INSTITUTE in page
    assert "孵化 &amp; &lt;i&gt;" in page
    triples = rdflib.Graph().parse(data=server("/doc/甲报", accept="text/turtle").body, format="turtle")
    stored = rdflib.Graph().parse(data=server("/graphs/doc/甲报", accept="text/turtle").body, format="turtle")
    assert set(triples) == set(stored)


def test_a_statement_leads_people_to_its_place_and_programs_to_its_triples(server: Running):
    fact = graph().facts[0]
    address = "/" + fact.iri.removeprefix(BASE)
    reply = server(address, accept="text/html")
    place, _, fragment = reply.headers["location"].partition("#")
    assert reply.status == 303
    assert f'id="{fragment}"' in server(place.replace("%", "%"), accept="text/html").text
    triples = rdflib.Graph().parse(data=server(address, accept="text/turtle").body, format="turtle")
    assert (rdflib.URIRef(fact.iri), rdflib.RDF.subject, rdflib.URIRef(fact.subject)) in triples


def test_graphs_are_read_by_name_directly_and_by_default(server: Running):
    def triples(address: str) -> set:
        reply = server(address, accept="application/n-triples")
        assert reply.status == 200, reply.text
        return set(rdflib.Graph().parse(data=reply.body, format="nt"))

    one, other = triples("/graphs/doc/甲报"), triples(f"/graphs?graph={quote(BASE + 'doc/乙报', safe='')}")
    assert one | other == triples("/graphs?default")
    assert len(triples("/ontology")) == len(triples("/graphs?graph=https://w3id.org/innokg/ontology")) > 100
    head = server("/graphs?default", "HEAD", accept="text/turtle")
    assert (head.status, head.kind, head.body) == (200, "text/turtle", b"")


@pytest.mark.parametrize(
    ("address", "method", "status"),
    [
        ("/graphs", "GET", 400),
        ("/graphs?default&graph=x:y", "GET", 400),
        ("/graphs?graph=x:y", "GET", 404),
        ("/graphs?graph=x:y", "HEAD", 404),
        ("/graphs?graph=not an iri", "GET", 404),
        ("/graphs?default", "PUT", 405),
        ("/graphs?default", "POST", 405),
        ("/graphs?default", "DELETE", 405),
        ("/graphs?default", "PATCH", 405),
        ("/graphs/doc/甲报", "DELETE", 405),
    ],
)
def test_graphs_cannot_be_changed_and_faults_are_told(server: Running, address: str, method: str, status: int):
    reply = server(address.replace(" ", "%20"), method, b"<a:a> <b:b> 1 ." if method in ("PUT", "POST") else None)
    assert reply.status == status
    if status == 405:
        assert set(reply.headers["allow"].replace(" ", "").split(",")) == {"GET", "HEAD"}


def test_names_are_suggested_and_resolved_as_on_the_command_line(server: Running):
    for said in ("云澜", "yunlan", "yllgdxljyjy", "云研院"):
        found = server(f"/api/suggest?q={said}").json["suggestions"]
        assert found[0]["iri"] == entity(INSTITUTE), said
    only = server("/api/resolve?name=云兰理工大学临江研究院").json
    assert (only["how"], only["only"]) == ("typo", entity(INSTITUTE))
    doubtful = server("/api/entity?name=临江")
    assert (doubtful.status, doubtful.json["code"]) == (300, "doubtful-name")
    card = server("/api/entity?name=云研院").json
    assert card["relations"][0]["links"][0]["facts"][0]["quote"]
    assert server(f"/api/entity?iri={quote(card['iri'], safe='')}").json == card
    hits = server("/api/search?q=位于").json
    assert hits["sentences"][0]["about"]
    for fault in (
        "/api/suggest",
        "/api/suggest?q=",
        "/api/search?q=x&limit=0",
        "/api/search?q=x&limit=x",
        f"/api/search?q={'长' * 300}",
    ):
        assert server(fault).status == 400


def test_named_queries_take_names(server: Running):
    listed = {query["name"]: query for query in server("/api/queries").json["queries"]}
    assert listed["incubated"]["title"]["zh"]
    reply = server("/api/queries/incubated?platform=云研院", accept="text/csv")
    assert FIRM in reply.text
    assert server("/api/queries/none").status == 404
    assert server("/api/queries/incubated?nope=1").status == 400


def test_the_dataset_describes_itself(server: Running):
    described = rdflib.Graph().parse(data=server("/.well-known/void", accept="text/turtle").body, format="turtle")
    void = rdflib.Namespace("http://rdfs.org/ns/void#")
    ((_, _, total),) = list(
        described.triples((rdflib.URIRef(f"http://{server.host}/.well-known/void#dataset"), void.triples, None))
    )
    assert int(total) == server("/health").json["triples"] == len(
        rdflib.Graph().parse(data=server("/graphs?default", accept="application/n-triples").body, format="nt")
    )  # fmt: skip


def test_the_pages_of_the_server_are_there(server: Running):
    assert server("/explore").text == PAGE
    for address in ("/", "/query", "/search?q=云"):
        reply = server(address, accept="text/html")
        assert (reply.status, reply.kind) == (200, "text/html")
        policy = reply.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
    script = server("/static/editor.js")
    assert script.kind == "text/javascript"
    assert b"CodeMirror" in script.body[:300]


def test_openapi_describes_every_path_and_no_other(server: Running):
    document = server("/openapi.json").json
    assert document["openapi"].startswith("3.1")
    assert set(document["paths"]) == {route.path.replace("{path:path}", "{path}") for route in ROUTES}
    for address, operations in document["paths"].items():
        placed = {p["name"] for p in operations["get"]["parameters"] if p["in"] == "path"}
        assert placed == {part[1:-1] for part in address.split("/") if part.startswith("{")}
    assert "$ref" in json.dumps(document)


def test_metrics_count_requests_and_memory(server: Running):
    server.sparql("ASK {}")
    lines = dict(line.rsplit(" ", 1) for line in server("/metrics").text.splitlines() if not line.startswith("#"))
    assert int(lines['innokg_requests_total{route="sparql",method="GET",status="200"}']) >= 1
    assert int(lines["innokg_resident_bytes"]) > 10_000_000
