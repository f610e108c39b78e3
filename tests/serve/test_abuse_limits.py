"""Attacks on what a running server can bear: sizes, slowness, connections, queries without end."""

from __future__ import annotations

import socket
import time
from urllib.parse import quote

import pytest
from serve_process import Running, read_all


def test_an_oversized_body_is_refused_before_it_is_read(server: Running):
    head = f"POST /sparql HTTP/1.1\r\nHost: {server.host}\r\nContent-Type: application/sparql-query\r\n"
    assert b" 413 " in server.raw(f"{head}Content-Length: 99999999999\r\n\r\n".encode())[:20]
    chunk = b"10000\r\n" + b"x" * 65536 + b"\r\n"
    assert b" 413 " in server.raw(f"{head}Transfer-Encoding: chunked\r\n\r\n".encode() + chunk * 3)[:20]
    for length in ("-1", "1, 2", "x"):
        assert b" 400 " in server.raw(f"{head}Content-Length: {length}\r\n\r\n".encode())[:20]


def test_oversized_heads_are_refused(server: Running):
    start = f"GET /health HTTP/1.1\r\nHost: {server.host}\r\n"
    assert b" 431 " in server.raw(f"{start}X: {'x' * 200_000}\r\n\r\n".encode())[:20]
    assert server.raw(f"GET /sparql?query={'x' * 200_000} HTTP/1.1\r\n".encode()).split()[1] in (b"431", b"414")
    long = server("/sparql", "POST", f"ASK {{}} {'#' * 40_000}", content_type="application/sparql-query")
    assert long.status == 200


@pytest.mark.parametrize(
    "sent",
    ["", "GET ", "GET /health HTTP/1.1\r\nHost: x\r\n", "POST /sparql HTTP/1.1\r\nHost: {host}\r\nContent-Length: 10\r\n"
     "Content-Type: application/sparql-query\r\n\r\nASK"],
)  # fmt: skip
def test_a_half_open_connection_is_closed(server: Running, sent: str):
    began = time.monotonic()
    answer = server.raw(sent.format(host=server.host).encode())
    assert time.monotonic() - began < 6
    assert not answer or answer.split()[1] == b"408"


def test_dripping_bytes_hold_nothing_open(server: Running):
    starts = (
        f"GET /health HTTP/1.1\r\nHost: {server.host}\r\nX: ",
        f"POST /sparql HTTP/1.1\r\nHost: {server.host}\r\nContent-Type: application/sparql-query\r\nContent-Length: 99\r\n\r\n",
    )
    for start in starts:
        with socket.create_connection(("127.0.0.1", server.port), 10) as connection:
            connection.sendall(start.encode())
            began = time.monotonic()
            try:
                while time.monotonic() - began < 6:
                    connection.sendall(b"x")
                    time.sleep(0.1)
            except OSError:
                pass
            assert time.monotonic() - began < 5
    assert server.sparql("ASK {}").status == 200


def test_many_half_open_connections_leave_room(server: Running):
    held = [socket.create_connection(("127.0.0.1", server.port), 5) for _ in range(100)]
    try:
        for connection in held:
            connection.sendall(b"GET / HTTP/1.1\r\n")
        assert server.sparql("ASK {}").status == 200
    finally:
        for connection in held:
            connection.close()


def test_a_client_that_leaves_leaves_no_query_behind(server: Running):
    endless = quote("SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(6)) + " }")
    with socket.create_connection(("127.0.0.1", server.port), 5) as connection:
        connection.sendall(f"GET /sparql?query={endless} HTTP/1.1\r\nHost: {server.host}\r\n\r\n".encode())
        time.sleep(0.4)
        assert server("/health").json["running"] == 1
    time.sleep(0.4)
    assert server("/health").json["running"] == 0


@pytest.mark.parametrize(
    "query",
    ["SELECT * " + "{" * 20_000 + "}" * 20_000, "SELECT (" + "(" * 10_000 + "1" + ")" * 10_000 + " AS ?x) {}",
     "SELECT (GROUP_CONCAT(?s) AS ?x) { ?s ?p ?o . ?s2 ?p2 ?o2 . ?s3 ?p3 ?o3 }",
     "SELECT DISTINCT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i",
     'SELECT (REPLACE(?x, "(a*)*b", "") AS ?y) { BIND("' + "a" * 5000 + '" AS ?x) }'],
)  # fmt: skip
def test_a_query_that_breaks_its_worker_breaks_nothing_else(server: Running, query: str):
    reply = server("/sparql", "POST", query, content_type="application/sparql-query")
    assert reply.status in (200, 400, 503)
    assert server.sparql("ASK {}").json["boolean"] is True


def test_long_queries_do_not_keep_short_ones_waiting(server: Running):
    endless = quote("SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(6)) + " }")
    held = [socket.create_connection(("127.0.0.1", server.port), 5) for _ in range(12)]
    try:
        for connection in held:
            connection.sendall(f"GET /sparql?query={endless} HTTP/1.1\r\nHost: {server.host}\r\n\r\n".encode())
        for _ in range(5):
            assert server.sparql("ASK {}", timeout=10).status == 200
        crowded = [read_all(connection) for connection in held[:1]]
        assert crowded[0].startswith(b"HTTP/1.1 503")
    finally:
        for connection in held:
            connection.close()
