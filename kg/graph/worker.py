"""Runs queries in a process of its own, which can be killed: the engine cannot be interrupted from inside.

Run as a script, with the setup on the first line of standard input and one request per line after it; an answer on
standard output is a line of JSON, its head, and then as many bytes of result as the head says in `size`: rows as the
engine writes them in TSV, triples in N-Triples. Imports nothing of ours, to start fast. Once the graph is open the
process gives up the right to open files and sockets, so nothing that a query holds can reach the disk or the network.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from typing import IO, Any, cast

import pyoxigraph as ox

ONTOLOGY_GRAPH = "https://w3id.org/innokg/ontology"

Found = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class Sheet:
    """A file of our own making: collects what the engine writes until it is too much, and then stops the engine.

    `most` is how often `mark`, which ends or parts rows, may stand in it; `size` is in bytes.
    """

    def __init__(self, size: int, mark: bytes, most: int) -> None:
        self.size, self.mark, self.most = size, mark, most
        self.parts: list[bytes] = []
        self.tail = b""
        self.full = False

    def write(self, data: bytes) -> int:
        """Take it. Raises `OSError` once it is too much; `full` says so."""
        self.parts.append(data)
        self.size -= len(data)
        self.most -= data.count(self.mark)
        if len(self.mark) > 1:  # it may lie across two pieces; either side is shorter than it, so none counts twice
            short = len(self.mark) - 1
            self.most -= (self.tail + data[:short]).count(self.mark)
            self.tail = (self.tail + data[-short:])[-short:]
        if self.size < 0 or self.most < 0:
            self.full = True
            raise OSError("full")
        return len(data)

    def flush(self) -> None:
        """There is nothing under us."""

    def take(self, found: ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean, form: Any) -> None:
        """Have the engine write all that it finds, or as much as is allowed."""
        try:
            found.serialize(cast(IO[bytes], self), format=form)
        except Exception:
            if not self.full:
                raise

    def whole(self) -> bytes:
        """All that was written, and a little more than is allowed if it is `full`."""
        return b"".join(self.parts)


class Graph:
    """The store: the default graph is the merged graph; the named graphs are the documents' and the ontology's."""

    def __init__(self, files: dict[str, str], kept: str = "") -> None:
        """Read `files` (format -> path), or open what was kept of them in the folder `kept`, making it if need be."""
        self.store = _opened(kept, files) if kept else _loaded(ox.Store(), files)

    def answer(self, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        """Run one query; the head of the answer, which holds `error` or `form` and `cut`, and the result's bytes.

        No more than `limit` lines of result come, and no more than `bytes` bytes; `cut` says if there were more.
        """
        if (missing := self.missing(request["graphs"])) is not None:
            return {"error": absent(missing)}, b""
        found = self.run(request)
        if isinstance(found, ox.QueryBoolean):
            return {"form": "ask", "answer": bool(found)}, b""
        form = "select" if isinstance(found, ox.QuerySolutions) else "construct"
        lines, cut = self.lines(found, request["limit"], request["bytes"])
        return {"form": form, "cut": cut}, lines

    def lines(self, found: ox.QuerySolutions | ox.QueryTriples, limit: int, size: int) -> tuple[bytes, bool]:
        """Rows as TSV, under a line of names, or triples as N-Triples: a line each, for line ends within are escaped.

        At most `limit` of them and about `size` bytes; whether there were more.
        """
        table = isinstance(found, ox.QuerySolutions)
        most = limit + table
        sheet = Sheet(size, b"\n", most)
        sheet.take(found, ox.QueryResultsFormat.TSV if table else ox.RdfFormat.N_TRIPLES)
        lines = sheet.whole()
        if sheet.full:
            lines = lines[: size if sheet.size < 0 else None]
            whole = lines.split(b"\n", most)
            lines = lines[: len(lines) - len(whole[-1])]
        return lines, sheet.full

    def missing(self, graphs: Sequence[str]) -> str | None:
        """The first of `graphs` that is not here, if one is not."""
        for iri in graphs:
            try:
                here = self.store.contains_named_graph(ox.NamedNode(iri))
            except ValueError:  # no IRI at all
                here = False
            if not here:
                return iri
        return None

    def run(self, request: dict[str, Any]) -> Found:
        """The engine's own results. `base` resolves relative IRIs; `dataset`, two lists of graphs, the default one's
        and the named ones, takes the place of the one that the query names.
        """
        dataset: dict[str, Any] = {}
        if "dataset" in request:
            default, named = ([ox.NamedNode(iri) for iri in iris] for iris in request["dataset"])
            dataset = {"default_graph": default, "named_graphs": named}
        return self.store.query(request["query"], base_iri=request.get("base"), prefixes=request["prefixes"], **dataset)


def absent(graph: str) -> str:
    """What to say of a graph that is asked for by name and is not here."""
    return f"FROM <{graph}>：本图谱中没有这个图，也不会从别处取"


def _loaded(store: ox.Store, files: dict[str, str]) -> ox.Store:
    if "turtle" in files:
        store.bulk_load(path=files["turtle"], format=ox.RdfFormat.TURTLE)
    if "nquads" in files:
        store.bulk_load(path=files["nquads"], format=ox.RdfFormat.N_QUADS)
        if "turtle" not in files:
            quads = ox.parse(path=files["nquads"], format=ox.RdfFormat.N_QUADS)
            store.bulk_extend(ox.Quad(q.subject, q.predicate, q.object) for q in quads)
    if "ontology" in files:
        store.bulk_load(path=files["ontology"], format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(ONTOLOGY_GRAPH))
    return store


def _opened(kept: str, files: dict[str, str]) -> ox.Store:
    """The store in the folder `kept`, made from `files` if there is none; in memory where the disk does not serve."""
    if not os.path.isdir(kept):  # noqa: PTH112 - pathlib is slow to come
        _keep(kept, files)
    try:
        return ox.Store.read_only(kept)
    except OSError:
        return _loaded(ox.Store(), files)


def _keep(kept: str, files: dict[str, str]) -> None:
    """Make the folder `kept`, whole or not at all."""
    import shutil

    making = f"{kept}.{os.getpid()}.tmp"
    try:
        store = _loaded(ox.Store(making), files)
        store.optimize()
        store.flush()
        del store  # closes it
        os.rename(making, kept)  # noqa: PTH104
    except OSError:  # no room, no right to write, or another was quicker
        return
    finally:
        shutil.rmtree(making, ignore_errors=True)


def confine(memory: int) -> None:
    """Open nothing more, and take at most `memory` bytes, where the system knows such limits."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    if memory:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def reply(head: dict[str, Any], body: bytes = b"") -> None:
    """One answer."""
    out = sys.stdout.buffer
    out.write(json.dumps({**head, "size": len(body)}).encode("ascii") + b"\n" + body)
    out.flush()


def main() -> None:
    """Open the graph, then answer until the input ends."""
    setup = json.loads(sys.stdin.buffer.readline())
    try:
        graph = Graph(setup["files"], setup.get("kept", ""))
    except (OSError, SyntaxError, ValueError) as error:
        reply({"error": str(error)})
        return
    confine(setup["memory"])
    reply({"ready": True})
    for line in sys.stdin.buffer:
        try:
            reply(*graph.answer({"prefixes": setup["prefixes"], **json.loads(line)}))
        except (OSError, SyntaxError, ValueError, RuntimeError) as error:
            reply({"error": str(error)})
        except MemoryError:
            reply({"error": "out of memory"})


if __name__ == "__main__":
    main()
