"""Attacks on a running server, each with what becomes of it."""

from __future__ import annotations

import csv
import io
import socket
import time
from urllib.parse import quote, urlencode

import openpyxl
import pytest
from serve_process import Running
from serve_samples import FORMULA, INSTITUTE, TRAVERSAL, entity, graph

from kg.graph.export import export
from kg.graph.ontology import load_vocabulary

HERE = "http://127.0.0.1"

#: Calls to other machines, in every spelling that some parser takes for one. {} is an address that listens.
CALLS = [
    "SELECT * {{ SERVICE <{}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ service <{}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ SeRvIcE SILENT<{}>{{ ?a ?b ?c }} }}",
    "SELECT * {{ SERVICE#\n<{}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ SERVICE # <a:a>\n SILENT # x\n <{}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ \\u0053ERVICE <{}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ S\\u0045RVIC\\u0045 <{}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ \\U00000053ERVICE <{}> {{ ?a ?b ?c }} }}",
    "PREFIX s: <{}> SELECT * {{ SERVICE s: {{ ?a ?b ?c }} }}",
    "PREFIX service: <{}> SELECT * {{ ?s ?p trueservice:x {{ ?a ?b ?c }} }}",
    "SELECT * {{ ?s ?p trueSERVICE<{}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ BIND(<{}> AS ?x) SERVICE ?x {{ ?a ?b ?c }} }}",
    "SELECT * {{ VALUES ?x {{ <{}> }} SERVICE ?x {{ ?a ?b ?c }} }}",
    "SELECT * {{ {{ SELECT * {{ OPTIONAL {{ SERVICE <{}> {{ ?a ?b ?c }} }} }} }} }}",
    "ASK {{ FILTER EXISTS {{ SERVICE <{}> {{ ?a ?b ?c }} }} }}",
    "CONSTRUCT {{ ?a ?b ?c }} WHERE {{ SERVICE <{}> {{ ?a ?b ?c }} }}",
    "SELECT * FROM <{}> {{ ?a ?b ?c }}",
    "SELECT * FROM NAMED <{}> {{ GRAPH ?g {{ ?a ?b ?c }} }}",
    "BASE <{}> SELECT * FROM <x> {{ ?a ?b ?c }}",
    "PREFIX s: <{}> SELECT * FROM s:x {{ ?a ?b ?c }}",
    "SELECT * FROM <\\u0068ttp{0[1]}> {{ ?a ?b ?c }}",
    "LOAD <{}>",
    "LOAD SILENT <{}> INTO GRAPH <a:a>",
    "LO\\u0041D <{}>",
    "INSERT DATA {{ <a:a> <b:b> 1 }} ; LOAD <{}>",
    "DESCRIBE <a:a> FROM <{}>",
]


class _Address(str):
    """An address that formats whole, or, as {0[1]}, from its colon on."""

    def __getitem__(self, index):
        return self.partition(":")[1] + self.partition(":")[2]


@pytest.fixture(scope="module")
def trap():
    """A port that must hear nothing."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.setblocking(False)
        yield listener


@pytest.mark.parametrize("attack", CALLS)
def test_nothing_is_fetched_however_it_is_asked(server: Running, trap: socket.socket, attack: str):
    query = attack.format(_Address(f"http://127.0.0.1:{trap.getsockname()[1]}/x"))
    for reply in (
        server.sparql(query),
        server("/sparql", "POST", query, content_type="application/sparql-query"),
        server("/sparql", "POST", urlencode({"query": query}), content_type="application/x-www-form-urlencoded"),
    ):
        assert reply.status in (400, 403), reply.text
        assert reply.json["detail"]
    with pytest.raises(BlockingIOError):
        trap.accept()


@pytest.mark.parametrize("parameter", ["default-graph-uri", "named-graph-uri"])
@pytest.mark.parametrize("graph_", ["http://127.0.0.1:{}/", "file:///etc/passwd", "/etc/passwd", "\\u0068ttp://x/", ""])
def test_no_graph_of_the_protocol_is_fetched(server: Running, trap: socket.socket, parameter: str, graph_: str):
    reply = server.sparql("SELECT * { ?s ?p ?o }", **{parameter: graph_.format(trap.getsockname()[1])})
    assert (reply.status, reply.json["code"]) == (400, "malformed-query")
    with pytest.raises(BlockingIOError):
        trap.accept()


@pytest.mark.parametrize("query", ["SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "LOAD <file:///etc/passwd>"])
def test_no_file_is_read(server: Running, query: str):
    reply = server.sparql(query)
    assert reply.status in (400, 403)
    assert "root:" not in reply.text


@pytest.mark.parametrize(
    "update",
    ["CLEAR ALL", "DROP DEFAULT", "INSERT DATA { <a:a> <b:b> 1 }", "DELETE WHERE { ?s ?p ?o }", "CREATE GRAPH <a:a>",
     "WITH <a:a> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "COPY DEFAULT TO <a:a>", "# x\nPREFIX a: <a:> MOVE a: TO DEFAULT"],
)  # fmt: skip
def test_nothing_is_changed(server: Running, update: str):
    before = server("/health").json["triples"]
    assert server.sparql(update).status == 403
    for kind, body in (
        ("application/sparql-update", update),
        ("application/sparql-query", update),
        ("application/x-www-form-urlencoded", urlencode({"update": update})),
    ):
        assert server("/sparql", "POST", body, content_type=kind).status == 403
    count = server.sparql("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").json["results"]["bindings"][0]["n"]["value"]
    assert int(count) == before


@pytest.mark.parametrize(
    "path",
    ["/id/../../../../etc/passwd", "/id/..%2f..%2f..%2fetc%2fpasswd/", "/id/%2e%2e/%2e%2e/etc/passwd", "/static/../app.py",
     "/static/%2e%2e%2fapp.py", "/static/..%5capp.py", "/graphs/../../etc/passwd", "/doc/....//....//etc/passwd",
     "/id//etc/passwd", "/id/%00", "/id/a%00.ttl", "//etc/passwd", "/id/%c0%ae%c0%ae/etc", "/static/", "/static/%2fetc%2fpasswd"],
)  # fmt: skip
def test_no_path_leads_out(server: Running, path: str):
    answer = server.raw(f"GET {path} HTTP/1.1\r\nHost: {server.host}\r\nConnection: close\r\n\r\n".encode())
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.split()[1] in (b"404", b"400")
    assert b"root:" not in body
    assert b"import" not in body


def test_a_name_that_is_a_path_is_only_a_name(server: Running):
    reply = server("/id/" + quote(TRAVERSAL, safe=""), accept="text/html")
    assert (reply.status, TRAVERSAL in reply.text) == (200, True)


@pytest.mark.parametrize("header", ["accept", "host", "origin", "if-none-match"])
@pytest.mark.parametrize("value", ["x\r\nSet-Cookie: a=b", "x\nSet-Cookie: a=b", "x\r\n\r\n<html>", "\x00", "\x1b[31m"])
def test_no_header_is_smuggled_in(server: Running, header: str, value: str):
    own = "" if header == "host" else f"Host: {server.host}\r\n"
    answer = server.raw(f"GET /id/x HTTP/1.1\r\n{own}Connection: close\r\n{header}: {value}\r\n\r\n".encode())
    head = answer.partition(b"\r\n\r\n")[0].lower()
    assert b"set-cookie" not in head
    assert head.split()[1] in (b"400", b"404", b"406", b"421", b"403")


def test_no_parameter_becomes_a_header(server: Running):
    for address in ("/id/x%0d%0aset-cookie:a=b", "/fact/x%0d%0aset-cookie:a", "/search?q=x%0d%0aset-cookie:a=b",
                    "/sparql?query=ASK%7B%7D&format=x%0d%0aset-cookie:a"):  # fmt: skip
        assert "set-cookie" not in server(address).headers


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:{port}", "127.0.0.1.evil.example", "localhost.evil.example", "169.254.169.254", "",
     "127.0.0.1:80@evil.example", "127.0.0.2", "0.0.0.0", "[::2]", "localhost:x", "localhost evil", "[::1", "127.1"],
)  # fmt: skip
def test_a_name_that_is_not_ours_is_not_answered(server: Running, host: str):
    """DNS rebinding: another site's name, made to point to this machine."""
    said = host.format(port=server.port)
    answer = server.raw(f"GET /health HTTP/1.1\r\nHost: {said}\r\nConnection: close\r\n\r\n".encode())
    assert answer.split()[1] in (b"421", b"400")
    assert b"triples" not in answer


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:{port}", "127.0.0.1", "127.0.0.1:{port}", "[::1]:{port}", "localhost.:1"]
)
def test_our_own_names_are_answered(server: Running, host: str):
    assert server("/health", host=host.format(port=server.port)).status == 200


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.1:1", "https://friend.example.evil.example"]
)
def test_another_sites_script_is_refused(server: Running, origin: str):
    for path, method in (("/sparql?query=ASK%7B%7D", "GET"), ("/health", "GET"), ("/sparql", "OPTIONS")):
        reply = server(path, method, origin=origin)
        assert (reply.status, reply.json["code"]) == (403, "foreign-origin")
        assert "access-control-allow-origin" not in reply.headers


def test_another_sites_page_cannot_embed_but_may_link(server: Running):
    path = "/sparql?query=ASK%7B%7D"
    assert server(path, sec_fetch_site="cross-site", sec_fetch_mode="no-cors").status == 403
    assert server("/", sec_fetch_site="cross-site", sec_fetch_mode="navigate").status == 200
    assert (
        server(path, sec_fetch_site="same-origin", sec_fetch_mode="cors", origin=f"http://{server.host}").status == 200
    )


def test_a_site_that_was_let_in_is_let_in(server: Running):
    reply = server("/sparql?query=ASK%7B%7D", origin="https://friend.example", sec_fetch_site="cross-site")
    assert (reply.status, reply.headers["access-control-allow-origin"]) == (200, "https://friend.example")
    assert "Origin" in reply.headers["vary"]
    asked = server("/sparql", "OPTIONS", origin="https://friend.example", access_control_request_method="POST")
    assert (asked.status, "POST" in asked.headers["access-control-allow-methods"]) == (204, True)
    assert "access-control-allow-origin" not in server("/health").headers


def test_a_spreadsheet_runs_nothing_of_what_is_downloaded(server: Running):
    query = 'SELECT ?x { VALUES ?x { "=1+1" "+1" "-1+1" "@SUM(A1)" "\\t=1" "＝1" "safe" } }'
    cells = [row[0] for row in csv.reader(io.StringIO(server.sparql(query, "text/csv").text, newline=""))][1:]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝"))]
    numbers = server.sparql("SELECT ?x { VALUES ?x { -5 } }", "text/csv").text
    assert numbers == "x\r\n-5\r\n"


def test_a_spreadsheet_runs_nothing_of_what_is_exported():
    for name, data in export(graph(), load_vocabulary(), "csv").items():
        for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")):
            assert not [cell for cell in row if cell.startswith(("=", "+", "@", "\t", "\r"))], name
    workbook = openpyxl.load_workbook(io.BytesIO(export(graph(), load_vocabulary(), "xlsx")["graph.xlsx"]))
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert any(cell.value == FORMULA and cell.quotePrefix for cell in cells)


def test_no_request_writes_a_line_of_its_own_into_the_log(server: Running):
    server("/id/x%0a%7B%22event%22:%22forged%22%7D%1b%5B31m")
    time.sleep(0.1)
    assert not [line for line in server.lines if line["event"] == "forged"]
    paths = [line["path"] for line in server.lines if line["event"] == "request"]
    assert any("forged" in path for path in paths)


def test_the_institute_is_still_there(server: Running):
    assert (
        INSTITUTE in server("/" + entity(INSTITUTE).removeprefix("https://w3id.org/innokg/"), accept="text/html").text
    )
