"""What an answer over HTTP takes beside the same bytes from bare pyoxigraph in this process, in turn.

bench_http.py FOLDER; the figures come out as one JSON object: for each question the medians of pyoxigraph evaluating
and writing the result in that form, and of a request to `kg serve` until the last byte of the body, both in seconds by
the clock; the difference of the shortest; the processor time of the server and its workers (mean); the bytes.
"""

from __future__ import annotations

import json
import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyoxigraph as ox
from bench_parts import processor

from kg.graph.answerable import Answerable
from kg.graph.worker import Graph

#: Many rows: each entity's name with one thing more that is said of it.
ROWS = "SELECT ?s ?p ?o {{ ?s skos:prefLabel ?name ; ?p ?o }} LIMIT {}"
TRIPLES = "CONSTRUCT {{ ?s ?p ?o }} {{ ?s skos:prefLabel ?name ; ?p ?o }} LIMIT {}"
FORMS: dict[str, tuple[str, Any]] = {
    "json": ("application/sparql-results+json", ox.QueryResultsFormat.JSON),
    "xml": ("application/sparql-results+xml", ox.QueryResultsFormat.XML),
    "tsv": ("text/tab-separated-values", ox.QueryResultsFormat.TSV),
    "csv": ("text/csv", ox.QueryResultsFormat.CSV),
    "ntriples": ("application/n-triples", ox.RdfFormat.N_TRIPLES),
    "turtle": ("text/turtle", ox.RdfFormat.TURTLE),
}


class Client:
    """One connection that stays open, read with as little ado as can be."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def get(self, query: str, media: str) -> bytes:
        """The body of the answer to a query."""
        head = f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nAccept: {media}\r\n\r\n"
        self.socket.sendall(head.encode("ascii"))
        said = b""
        while b"\r\n\r\n" not in said:
            said += self.socket.recv(1 << 18)
        fields, _, start = said.partition(b"\r\n\r\n")
        fields = fields.lower()
        assert fields.startswith(b"http/1.1 200"), said
        parts = [start]
        if b"content-length:" not in fields:
            while not parts[-1].endswith(b"0\r\n\r\n"):
                parts.append(self.socket.recv(1 << 18))
            return b"".join(parts)
        rest = int(fields.partition(b"content-length:")[2].partition(b"\r\n")[0]) - len(start)
        while rest:
            parts.append(self.socket.recv(min(rest, 1 << 18)))
            rest -= len(parts[-1])
        return b"".join(parts)


def main(folder: Path) -> dict[str, Any]:
    """All figures for the build in `folder`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    kg = Path(sys.executable).with_name("kg")
    server = subprocess.Popen([kg, "serve", "--graph", folder, "--port", str(port)], stderr=subprocess.DEVNULL)
    try:
        answerable = Answerable(folder)
        store = Graph(answerable.files(named=False)).store
        client = connected(port)
        known = json.loads((folder / "questions.json").read_text(encoding="utf-8"))["queries"]
        asked = [(name, query, "json") for name, query in known.items()]
        for rows in (1000, 10_000):
            for form in FORMS:
                pattern = TRIPLES if form in ("ntriples", "turtle") else ROWS
                asked.append((f"{rows} as {form}", pattern.format(rows), form))
        return {
            name: compared(server.pid, client, store, answerable.prefixes, query, form) for name, query, form in asked
        }
    finally:
        server.terminate()
        server.wait()


def connected(port: int) -> Client:
    """A client, once the server listens."""
    for _ in range(3000):
        try:
            return Client(port)
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("kg serve does not listen")


def compared(
    pid: int, client: Client, store: ox.Store, prefixes: dict[str, str], query: str, form: str
) -> tuple[float, float, float, float, int]:
    """The medians by the clock, how much longer the shortest request took than the shortest answer without a server
    (which others at work on the machine disturb least), the server's processor time, the bytes.
    """
    media, format_ = FORMS[form]

    def bare() -> bytes | None:
        found = store.query(query, prefixes=prefixes)
        if form == "turtle":  # only this way does it take prefixes
            return ox.serialize(found, format=format_, prefixes=prefixes)  # type: ignore[arg-type]
        return found.serialize(format=format_)

    bare(), client.get(query, media)
    alone: list[float] = []
    asked: list[float] = []
    size, before = 0, used(pid)
    while len(asked) < 5 or (len(asked) < 200 and sum(asked) < 2):
        began = time.perf_counter()
        bare()
        between = time.perf_counter()
        size = len(client.get(query, media))
        asked.append(time.perf_counter() - between)
        alone.append(between - began)
    time.sleep(0.05)  # processor time is noted when a process falls asleep
    more = min(asked) - min(alone)
    return statistics.median(alone), statistics.median(asked), more, (used(pid) - before) / len(asked), size


def used(pid: int) -> float:
    """The processor time of a process and of all that it has begun, in seconds."""
    children: list[int] = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        children += map(int, (task / "children").read_text().split())
    return processor(pid) + sum(used(child) for child in children)


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
