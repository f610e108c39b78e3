"""The protocols' own tests: SPARQL Protocol, Service Description, Graph Store Protocol, against a real `kg serve`.

The server is read-only. A test that reads must come out as the W3C has it. A request that writes must be refused
(403 at /sparql, 405 at /graphs) and change nothing; what is read after it, is asked of a server that holds what the
write would have made.
"""

from __future__ import annotations

import email
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox
import rdflib
from conformance_server import Served, served
from conformance_tests import HOME, MF, UT, Tally
from rdflib.collection import Collection
from rdflib.compare import isomorphic

from kg.graph.naming import BASE

HT = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT = rdflib.Namespace("http://www.w3.org/2011/content#")
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")

_DATA = "http://kasei.us/2009/09/sparql/data/data0.rdf"
_NEW = "http://www.example/gsp/new"
_ROWS = {"application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"}
_RDF = {"text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"}
_KINDS = {"boolean": _ROWS, "tabular": _ROWS, "RDF": _RDF}
_CODES = {"OK": "200", "Created": "201", "NoContent": "204", "NotFound": "404"}


@dataclass(frozen=True)
class Exchange:
    """A request of a test, and what is expected of the answer; statuses as 200 or 2xx."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes | None
    statuses: frozenset[str]
    boolean: bool | None
    format: str
    graph: str

    @property
    def updates(self) -> bool:
        """Whether this would change a graph, were it carried out."""
        said = f"{self.headers.get('content-type', '')} {self.path} {(self.body or b'')[:7].decode('latin-1')}"
        return "sparql-update" in said or "update=" in said


def protocol(folder: Path, tally: Tally, only: str = "") -> None:
    """The SPARQL Protocol's tests and the Service Description's."""
    if not (folder / "protocol" / "manifest.ttl").is_file():
        return
    named = {_DATA: _file(folder / "protocol" / "data1.nt")}
    for number in (1, 2, 3):
        named[_DATA.replace("data0", f"data{number}")] = _file(folder / "protocol" / f"data{number}.nt")
    with served([], named) as server:
        for name, exchanges in _tests(folder, folder / "protocol" / "manifest.ttl"):
            if only in name:
                updating = any(exchange.updates for exchange in exchanges) and not name.startswith("protocol bad_")
                group = "protocol, updates are refused (403)" if updating else "protocol"
                tally.note(group, name, _refused(server, exchanges) if updating else _right(server, exchanges))
        for name, failure in _described(server):
            if only in name:
                tally.note("service description", name, failure)


def graph_store(folder: Path, tally: Tally, only: str = "") -> None:
    """The Graph Store Protocol's tests: reads as they should be, writes refused."""
    manifests = [folder / "graph-store-protocol" / f"manifest-{kind}.ttl" for kind in ("direct", "indirect")]
    found = [test for manifest in manifests if manifest.is_file() for test in _tests(folder, manifest)]
    chosen = [test for test in found if only in test[0]]
    if chosen:
        with served([], {}) as empty:
            for name, exchanges in chosen:
                _replay(name, exchanges, empty, tally)


def _replay(name: str, exchanges: list[Exchange], empty: Served, tally: Tally) -> None:
    state: dict[str, list[ox.Triple]] = defaultdict(list)
    for number, exchange in enumerate(exchanges, 1):
        path = exchange.path.replace("/gsp", "/graphs", 1).replace("$LOCATION$", _NEW)
        graph = _graph(path)
        label = f"{name} [{number}: {exchange.method}]"
        if exchange.method not in ("GET", "HEAD"):
            status, _, _ = empty.ask(exchange.method, path, exchange.headers, exchange.body)
            tally.note("graph store, writes are refused (405)", label, "" if status == 405 else f"{status}, not 405")
            _write(state, exchange, graph)
            continue
        named = {name: found for name, found in state.items() if name}
        with served(state.get("", []), named) as server:
            status, kind, body = server.ask(exchange.method, path, exchange.headers, exchange.body)
        tally.note("graph store, reads", label, _read_wrong(exchange, status, kind, body))


def _read_wrong(exchange: Exchange, status: int, kind: str, body: bytes) -> str:
    if not _meets(status, exchange.statuses):
        return f"{status}, not {sorted(exchange.statuses)}: {body[:200].decode()}"
    if exchange.graph and kind.partition(";")[0] != "text/turtle":
        return f"{kind}, not text/turtle"
    if exchange.graph and not isomorphic(_turtle(body.decode()), _turtle(exchange.graph)):
        return "another graph"
    return ""


def _write(state: dict[str, list[ox.Triple]], exchange: Exchange, graph: str) -> None:
    """What the write would have made of the graphs."""
    if exchange.method in ("DELETE", "PUT"):
        state.pop(graph, None)
    if exchange.method in ("PUT", "POST"):
        head = f"Content-Type: {exchange.headers['content-type']}\r\n\r\n".encode()
        message = email.message_from_bytes(head + (exchange.body or b""))
        for part in message.walk():
            if not part.is_multipart():
                payload = part.get_payload(decode=True)
                assert isinstance(payload, bytes)
                found = ox.parse(payload, format=ox.RdfFormat.TURTLE, base_iri=graph or BASE, rename_blank_nodes=True)
                state[graph] += [quad.triple for quad in found]


def _graph(path: str) -> str:
    """The graph that a request of the Graph Store Protocol names, "" for the default graph."""
    split = urlsplit(path)
    if split.path == "/graphs" and not split.query:  # a new graph, for the store to name
        return _NEW
    if split.query:
        return parse_qs(split.query, keep_blank_values=True).get("graph", [""])[0]
    return BASE + split.path.removeprefix("/graphs/")


def _right(server: Served, exchanges: list[Exchange]) -> str:
    for exchange in exchanges:
        status, kind, body = server.ask(exchange.method, _endpoint(exchange), exchange.headers, exchange.body)
        if not _meets(status, exchange.statuses):
            return f"{status}, not {sorted(exchange.statuses)}: {body[:200].decode('utf-8', 'replace')}"
        if exchange.format and kind.partition(";")[0] not in _KINDS[exchange.format]:
            return f"{kind} is no {exchange.format}"
        if exchange.boolean is not None and json.loads(body)["boolean"] is not exchange.boolean:
            return f"not {exchange.boolean}"
    return ""


def _refused(server: Served, exchanges: list[Exchange]) -> str:
    for exchange in exchanges:
        status, _, body = server.ask(exchange.method, _endpoint(exchange), exchange.headers, exchange.body)
        if exchange.updates and status != 403:
            return f"{status}, not 403: {body[:200].decode('utf-8', 'replace')}"
        if server.size():
            return "it changed the graph"
    return ""


def _described(server: Served) -> Iterator[tuple[str, str]]:
    status, kind, body = server.ask("GET", "/sparql", {"Accept": "text/turtle"})
    right = status == 200 and kind.startswith("text/turtle")
    yield "service-description returns-rdf", "" if right else f"{status} {kind}"
    said = _turtle(body.decode())
    endpoint = rdflib.URIRef(f"http://127.0.0.1:{server.port}/sparql")
    yield "service-description has-endpoint-triple", "" if (None, SD.endpoint, endpoint) in said else "no endpoint"
    service = next(said.subjects(rdflib.RDF.type, SD.Service), None)
    kinds = {said.value(service, SD.defaultDataset): SD.Dataset}
    dataset = said.value(service, SD.defaultDataset)
    kinds |= dict.fromkeys(said.objects(dataset, SD.defaultGraph), SD.Graph)
    kinds |= dict.fromkeys(said.objects(dataset, SD.namedGraph), SD.NamedGraph)
    unnamed = [g for g in said.objects(dataset, SD.namedGraph) if said.value(g, SD.name) is None]
    sound = (
        service and len(kinds) > 2 and not unnamed and all((g, rdflib.RDF.type, k) in said for g, k in kinds.items())
    )
    yield "service-description conforms-to-schema", "" if sound else "not as the vocabulary has it"


def _endpoint(exchange: Exchange) -> str:
    return exchange.path.replace("/sparql/", "/sparql", 1)


def _meets(status: int, wanted: frozenset[str]) -> bool:
    return str(status) in wanted or f"{status // 100}xx" in wanted


def _tests(folder: Path, manifest: Path) -> Iterator[tuple[str, list[Exchange]]]:
    # Blank lines end with a semicolon before the dot, which Turtle allows and so do both readers.
    graph = rdflib.Graph().parse(manifest, format="turtle", publicID=HOME + manifest.relative_to(folder).as_posix())
    for entries in graph.objects(None, MF.entries):
        for test in Collection(graph, entries):
            requests = graph.value(graph.value(test, MF.action), HT.requests)
            if requests is not None:
                name = f"{manifest.parent.name} {str(test).rpartition('#')[2]}"
                yield name, [_exchange(graph, request) for request in Collection(graph, requests)]


def _exchange(graph: rdflib.Graph, request: rdflib.term.Node) -> Exchange:
    response = graph.value(request, HT.resp)
    statuses = {
        str(s).rpartition("#")[2].removeprefix("StatusCode") for s in graph.objects(response, MF.expectedStatus)
    }
    boolean = graph.value(response, MF.expectedBoolean)
    headers = graph.value(request, HT.headers)
    pairs = Collection(graph, headers) if headers is not None else ()
    return Exchange(
        method=str(graph.value(request, HT.methodName)),
        path=str(graph.value(request, HT.absolutePath)),
        headers={str(graph.value(h, HT.fieldName)): str(graph.value(h, HT.fieldValue)) for h in pairs},
        body=_body(graph, request),
        statuses=frozenset(_CODES.get(status, status) for status in statuses),
        boolean=None if boolean is None else str(boolean) == "true",
        format=str(graph.value(response, MF.expectedFormat) or ""),
        graph=(_body(graph, response) or b"").decode(),
    )


def _body(graph: rdflib.Graph, of: rdflib.term.Node | None) -> bytes | None:
    body = graph.value(of, HT.body)
    if body is None:
        return None
    encoding = str(graph.value(body, CNT.characterEncoding) or "UTF-8")
    return str(graph.value(body, CNT.chars)).encode(encoding)


def _file(path: Path) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(path=path, format=ox.RdfFormat.N_TRIPLES)]


def _turtle(text: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=text, format="turtle", publicID="http://www.example/")


__all__ = ["UT", "graph_store", "protocol"]
