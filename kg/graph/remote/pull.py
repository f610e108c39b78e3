"""The named graphs of a store, brought back as a folder's graph."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from kg.errors import GraphError, UsageError
from kg.graph.naming import BASE
from kg.graph.rdf import reading_order
from kg.graph.remote.graphs import ACCEPT, Graphs, read_body
from kg.graph.remote.http import Endpoint
from kg.graph.terms import prefixes
from kg.graph.turtle import write_turtle

#: Where stores answer queries, beside where they keep graphs: Oxigraph, Fuseki, RDF4J and GraphDB, Virtuoso.
_BESIDE = (
    ("/store", "/query"),
    ("/data", "/query"),
    ("/rdf-graphs/service", ""),
    ("/sparql-graph-crud-auth", "/sparql"),
    ("/sparql-graph-crud", "/sparql"),
)
_GRAPHS = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"
_RESULTS = "application/sparql-results+json"


@dataclass(frozen=True, slots=True)
class Pulled:
    """The graphs that were there, and the files that hold them (name -> bytes): graph.nq and graph.ttl, their union."""

    graphs: Graphs
    files: dict[str, bytes]


def query_address(store: str) -> str:
    """Where the store at that Graph Store Protocol address answers queries, as far as its kind tells.

    Raises `UsageError` if it does not.
    """
    parts = urlsplit(store)
    path = parts.path.rstrip("/")
    for end, instead in _BESIDE:
        if path.endswith(end):
            return urlunsplit(parts._replace(path=path.removesuffix(end) + instead, query=""))
    raise UsageError(f"{store}：看不出查询地址；请用 --query 给出（图存储协议本身不能列出有哪些图）")


def pull(store: Endpoint, query: Endpoint, *, most: int = 1 << 30) -> Pulled:
    """Every named graph of a store, at most `most` bytes in all.

    Raises `GraphError` where the store fails, answers in another format, or holds more; nothing is returned then.
    """
    graphs: Graphs = {}
    size = 0
    for name in _names(query):
        answer = store.request("GET", {"graph": name}, accept=ACCEPT, expected=(200,))
        size += len(answer.body)
        if size > most:
            raise GraphError(f"{store.url}：各图合计超过 {most >> 20} MB，已中断；请用 --max-mb 放宽")
        graphs[name] = read_body(answer.body, answer.type, store.url)
    return Pulled(graphs, _files(graphs))


def _names(query: Endpoint) -> list[str]:
    """The IRIs of the named graphs, sorted."""
    answer = query.request("GET", {"query": _GRAPHS}, accept=_RESULTS, expected=(200,))
    if answer.type not in (_RESULTS, "application/json"):
        raise GraphError(f"{query.url}：答复是 {answer.type or '未注明的格式'}，不是 SPARQL 查询结果；请核对 --query")
    try:
        rows = json.loads(answer.body)["results"]["bindings"]
        terms = [(row["g"]["type"], row["g"]["value"]) for row in rows]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise GraphError(f"{query.url}：答复不是完好的 SPARQL 查询结果；请核对 --query") from error
    if any(kind != "uri" or not isinstance(value, str) for kind, value in terms):
        raise GraphError(f"{query.url}：有的图不是以 IRI 为名，无法取回")
    names = sorted({value for _, value in terms})
    for name in names:
        if any(character in '<>"{}|^`\\' or ord(character) <= 0x20 for character in name):
            raise GraphError(f"{query.url}：图名不是完好的 IRI：{name[:80]!r}")
    return names


def _files(graphs: Graphs) -> dict[str, bytes]:
    """The graphs as a build writes them."""
    lines = [f"{triple[:-2]} <{name}> .\n" for name, triples in graphs.items() for triple in triples]
    base = _base(list(graphs))
    union = {_three(triple) for triples in graphs.values() for triple in triples}
    turtle = write_turtle(sorted(union), prefixes(base), order=reading_order(base))
    return {"graph.nq": "".join(lines).encode("utf-8"), "graph.ttl": turtle.encode("utf-8")}


def _three(line: str) -> tuple[str, str, str]:
    """A line of N-Triples as its terms: neither the first two of them nor the full stop hold a space."""
    subject, predicate, object_ = line[:-2].split(" ", 2)
    return subject, predicate, object_


def _base(names: Sequence[str]) -> str:
    """The base that the documents' graphs were named on; the usual one if they tell none."""
    bases = {name[: name.index("/doc/") + 1] for name in names if "/doc/" in name}
    return bases.pop() if len(bases) == 1 else BASE
