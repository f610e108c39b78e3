"""Runs queries in a process of its own, which can be killed: the engine cannot be interrupted from inside.

Run as a script, with the arguments on the first line of standard input and one request per line after it; answers go
to standard output, one line of JSON each. Imports nothing of ours, to start fast. Once the graph is loaded the process
gives up the right to open files and sockets, so nothing that a query holds can reach the disk or the network.
"""

from __future__ import annotations

import json
import sys
from itertools import islice
from typing import Any

import pyoxigraph as ox

ONTOLOGY_GRAPH = "https://w3id.org/innokg/ontology"

Cell = list[str] | None


class Graph:
    """The store: the default graph is the merged graph; the named graphs are the documents' and the ontology's."""

    def __init__(self, files: dict[str, str]) -> None:
        self.store = ox.Store()
        if "turtle" in files:
            self.store.bulk_load(path=files["turtle"], format=ox.RdfFormat.TURTLE)
        if "nquads" in files:
            self.store.bulk_load(path=files["nquads"], format=ox.RdfFormat.N_QUADS)
            if "turtle" not in files:
                quads = ox.parse(path=files["nquads"], format=ox.RdfFormat.N_QUADS)
                self.store.bulk_extend(ox.Quad(q.subject, q.predicate, q.object) for q in quads)
        if "ontology" in files:
            name = ox.NamedNode(ONTOLOGY_GRAPH)
            self.store.bulk_load(path=files["ontology"], format=ox.RdfFormat.TURTLE, to_graph=name)

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """Run one query; the answer holds either `error` or the result, with `cut` if it was longer than allowed."""
        for iri in request["graphs"]:
            if not self.store.contains_named_graph(ox.NamedNode(iri)):
                return {"error": f"FROM <{iri}>：本图谱中没有这个图，也不会从别处取"}
        results = self.run(request)
        if isinstance(results, ox.QueryBoolean):
            return {"form": "ask", "answer": bool(results)}
        blank: dict[str, str] = {}
        if isinstance(results, ox.QuerySolutions):
            form, columns = "select", [variable.value for variable in results.variables]
            found = ([cell(value, blank) for value in solution] for solution in results)
        else:
            form, columns = "construct", ["subject", "predicate", "object"]
            found = ([cell(part, blank) for part in triple] for triple in results)
        rows: list[list[Cell]] = []
        size, cut = 0, False
        for row in islice(found, request["limit"] + 1):
            size += sum(len(value[1]) for value in row if value)
            if len(rows) == request["limit"] or size > request["bytes"]:
                cut = True
                break
            rows.append(row)
        return {"form": form, "columns": columns, "rows": rows, "cut": cut}

    def run(self, request: dict[str, Any]) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """The engine's own results. `base` resolves relative IRIs; `dataset`, two lists of graphs, the default one's
        and the named ones, takes the place of the one that the query names.
        """
        dataset: dict[str, Any] = {}
        if "dataset" in request:
            default, named = ([ox.NamedNode(iri) for iri in iris] for iris in request["dataset"])
            dataset = {"default_graph": default, "named_graphs": named}
        return self.store.query(request["query"], base_iri=request.get("base"), prefixes=request["prefixes"], **dataset)


def cell(value: Any, blank: dict[str, str]) -> Cell:
    """A term as kind, value, datatype and language; blank nodes are numbered as they come."""
    kind = type(value)  # the engine's classes have none below them, and this is the quickest way to ask
    if kind is ox.Literal:
        return ["literal", value.value, value.datatype.value, value.language or ""]
    if kind is ox.NamedNode:
        return ["iri", value.value]
    if value is None:
        return None
    if kind is ox.BlankNode:
        return ["bnode", blank.setdefault(value.value, f"b{len(blank)}")]
    return ["triple", str(value)]


def confine(memory: int) -> None:
    """Open nothing more, and take at most `memory` bytes, where the system knows such limits."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    if memory:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def reply(message: dict[str, Any]) -> None:
    sys.stdout.buffer.write(json.dumps(message, ensure_ascii=True).encode("ascii") + b"\n")
    sys.stdout.buffer.flush()


def main() -> None:
    setup = json.loads(sys.stdin.buffer.readline())
    try:
        graph = Graph(setup["files"])
    except (OSError, SyntaxError, ValueError) as error:
        reply({"error": str(error)})
        return
    confine(setup["memory"])
    reply({"ready": True})
    for line in sys.stdin.buffer:
        try:
            reply(graph.answer(json.loads(line)))
        except (OSError, SyntaxError, ValueError, RuntimeError) as error:
            reply({"error": str(error)})
        except MemoryError:
            reply({"error": "out of memory"})


if __name__ == "__main__":
    main()
