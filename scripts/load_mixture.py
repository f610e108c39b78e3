"""What the good clients of the load test ask, and what they must be told."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from kg.graph.results import to_json
from kg.graph.store import Session
from kg.model import Node

NT = "application/n-triples"
JSON = "application/sparql-results+json"
#: Questions of people and programs: their answers are small, as such answers are.
QUERIES = (
    "SELECT ?a ?n { ?a a ik:Laboratory ; skos:prefLabel ?n ; ik:locatedIn ?p } ORDER BY ?n ?a LIMIT 20",
    "SELECT ?a ?b { ?a ik:incubates ?b } ORDER BY ?a ?b LIMIT 50",
    "SELECT ?p (COUNT(*) AS ?n) { ?x a ik:Park ; ik:locatedIn ?p } GROUP BY ?p ORDER BY DESC(?n) ?p LIMIT 10",
    "ASK { ?a ik:incubates ?b . ?b ik:locatedIn ?c }",
    "SELECT (COUNT(DISTINCT ?d) AS ?n) { ?d a ik:Document }",
)
#: Questions about one entity, by its IRI.
ABOUT = (
    "SELECT ?p ?o {{ <{0}> ?p ?o }} ORDER BY ?p ?o LIMIT 100",
    "SELECT ?f ?q {{ ?f rdf:subject|rdf:object <{0}> ; ik:evidence/oa:hasSelector/oa:exact ?q }} ORDER BY ?f ?q",
    "SELECT ?n {{ <{0}> (ik:locatedIn|ik:partOf)* ?x . ?x skos:prefLabel ?n }} ORDER BY ?n",
    "CONSTRUCT {{ <{0}> ?p ?o }} WHERE {{ <{0}> ?p ?o }}",
)


@dataclass(frozen=True)
class Ask:
    """A request, as it goes over the wire, and how its answer is read."""

    name: str
    wire: bytes
    rows: bool = False


def queries(nodes: Sequence[Node]) -> list[str]:
    """The queries of the mixture."""
    return [*QUERIES, *(pattern.format(node.iri) for node in nodes[:4] for pattern in ABOUT)]


def requests(port: int, nodes: Sequence[Node]) -> list[Ask]:
    """The mixture of good requests."""

    def get(name: str, path: str, accept: str, rows: bool = False) -> Ask:
        head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: {accept}\r\n\r\n"
        return Ask(name, head.encode("ascii"), rows)

    def post(name: str, query: str) -> Ask:
        body = query.encode("utf-8")
        head = (
            f"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: {JSON}\r\n"
            f"Content-Type: application/sparql-query\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return Ask(name, head.encode("ascii") + body, True)

    asked = list(enumerate(queries(nodes)))
    asks = [get(f"query {n}", f"/sparql?query={quote(q)}", f"{JSON}, {NT};q=0.5", not is_graph(q)) for n, q in asked]
    asks += [post(f"query {n} by POST", q) for n, q in asked if not is_graph(q)]
    asks.append(get("CSV", f"/sparql?query={quote(QUERIES[0])}", "text/csv"))
    for node in nodes:
        path = "/" + quote(node.iri.partition("/innokg/")[2], safe="/%")
        asks.append(get("page", path, "text/html"))
        asks.append(get("turtle", path, "text/turtle"))
        asks.append(get("suggest", f"/api/suggest?q={quote(node.label[:3])}", "*/*"))
        asks.append(get("card", f"/api/entity?iri={quote(node.iri, safe='')}", "*/*"))
    return asks


def canonical(ask: Ask, body: bytes) -> bytes:
    """An answer without the order that SPARQL leaves open."""
    if not ask.rows:
        return body
    said = json.loads(body)
    rows = sorted(json.dumps(row, sort_keys=True) for row in said.get("results", {}).get("bindings", []))
    return json.dumps([said.get("boolean"), rows]).encode()


def is_graph(query: str) -> bool:
    """Whether the answer is triples."""
    return query.startswith("CONSTRUCT")


def right_answers(asks: list[Ask], nodes: Sequence[Node], folder: Path) -> dict[str, bytes]:
    """What `kg query` says, by name of the request."""
    found = {}
    with Session(folder) as session:
        for number, query in enumerate(queries(nodes)):
            result = session.query(query)
            if is_graph(query):
                lines = sorted(" ".join(term.n_triples() for term in row if term) + " .\n" for row in result.rows)
                found[f"query {number}"] = "".join(lines).encode()
                continue
            body = to_json(result).encode()
            ask = next(a for a in asks if a.name == f"query {number}")
            found[ask.name] = found[f"{ask.name} by POST"] = canonical(ask, body)
    return found
