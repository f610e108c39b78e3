"""A real `kg serve` over data of the tests, and requests to it."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pyoxigraph as ox

from kg.graph.ontology import load_vocabulary
from kg.graph.output import write_build
from kg.model import KnowledgeGraph

_SERVE = [sys.executable, "-c", "from kg.cli import main; main()", "serve", "--port", "0", "--graph"]


class Served:
    """A server; `ask` sends it a request."""

    def __init__(self, port: int) -> None:
        self.port = port

    def ask(
        self, method: str, path: str, headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> tuple[int, str, bytes]:
        """Status, content type, body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, dict(headers or {}))
            response = connection.getresponse()
            return response.status, response.getheader("content-type") or "", response.read()
        finally:
            connection.close()

    def query(self, text: str, accept: str, **parameters: Any) -> tuple[int, str, bytes]:
        """A query by direct POST, the protocol's parameters in the address."""
        headers = {"Content-Type": "application/sparql-query", "Accept": accept}
        return self.ask("POST", f"/sparql?{urlencode(parameters, doseq=True)}", headers, text.encode("utf-8"))

    def size(self) -> int:
        """How many triples the default graph has."""
        _, _, body = self.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "application/json")
        return int(json.loads(body)["results"]["bindings"][0]["n"]["value"])


@contextmanager
def served(default: Iterable[ox.Triple], named: Mapping[str, Iterable[ox.Triple]]) -> Iterator[Served]:
    """A server with these graphs, while the context lasts."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        write_build(folder, KnowledgeGraph((), (), (), ()), load_vocabulary())
        ox.serialize(list(default), folder / "graph.ttl", format=ox.RdfFormat.TURTLE)
        quads = [
            ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(n)) for n, found in named.items() for t in found
        ]
        ox.serialize(quads, folder / "graph.nq", format=ox.RdfFormat.N_QUADS)
        process = subprocess.Popen([*_SERVE, str(folder)], stderr=subprocess.PIPE)
        try:
            yield Served(_port(process))
        finally:
            process.terminate()
            process.wait(30)


def _port(process: subprocess.Popen[bytes]) -> int:
    assert process.stderr
    lines = []
    for line in process.stderr:
        lines.append(line.decode())
        said = json.loads(line) if line.startswith(b"{") else {"event": ""}
        if said["event"] == "listening":
            threading.Thread(target=process.stderr.read, daemon=True).start()  # its log is nobody's
            return int(said["url"].rstrip("/").rpartition(":")[2])
    raise RuntimeError(f"kg serve did not start: {''.join(lines)}")
