"""The documents' graphs of a build, put into a store: only those that are missing there or have changed.

What arrived is noted in a journal as soon as it did, so a push that broke off goes on where it was.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kg.errors import GraphError
from kg.graph.remote.graphs import ACCEPT, Graphs, body, digest, read_body
from kg.graph.remote.http import Endpoint

Listener = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class Pushed:
    """The graphs that were sent, that stood there already, that were removed, and that stand there though the build
    has them no more."""

    sent: tuple[str, ...]
    kept: tuple[str, ...]
    removed: tuple[str, ...]
    stray: tuple[str, ...]


def push(
    graphs: Graphs, store: Endpoint, journal: Path, *, verify: bool = False, prune: bool = False,
    on_graph: Listener = lambda graph, done: None,
) -> Pushed:  # fmt: skip
    """Make every graph of `graphs` stand in `store` as it is here.

    Args:
        store: its Graph Store Protocol address.
        journal: the file that notes what was sent there; made if need be.
        verify: compare the content of each graph with the store's, instead of trusting the journal and the store's
            word that it has a graph of that name.
        prune: remove the graphs that were sent earlier and are in `graphs` no more.
        on_graph: told of each graph when it is done, and what was done: sent, kept or removed.

    Raises `GraphError` where the store fails; what was sent until then is noted.
    """
    noted = _read(journal)
    sent, kept, removed = [], [], []
    with _Journal(journal) as note:
        for graph, triples in graphs.items():
            content = digest(triples)
            if _stands(graph, content, noted.get(graph, ""), store, verify):
                kept.append(graph)
                on_graph(graph, "kept")
            else:
                store.request("PUT", _named(graph), body=body(triples), type_="application/n-triples")
                sent.append(graph)
                on_graph(graph, "sent")
            note(graph, content)
        stray = sorted(graph for graph, content in noted.items() if content and graph not in graphs)
        for graph in stray if prune else ():
            store.request("DELETE", _named(graph), expected=(200, 202, 204, 404))
            note(graph, "")
            removed.append(graph)
            on_graph(graph, "removed")
    return Pushed(tuple(sent), tuple(kept), tuple(removed), tuple(graph for graph in stray if graph not in removed))


def _stands(graph: str, content: str, noted: str, store: Endpoint, verify: bool) -> bool:
    """Whether the store has the graph as it is here."""
    if verify:
        answer = store.request("GET", _named(graph), accept=ACCEPT, expected=(200, 404))
        return answer.status == 200 and digest(read_body(answer.body, answer.type, store.url)) == content
    if noted != content:
        return False
    # A store that was emptied since has it no more; one that knows no HEAD is sent it again.
    return store.request("HEAD", _named(graph), expected=(200, 204, 404, 405, 501)).status in (200, 204)


def _named(graph: str) -> dict[str, str]:
    return {"graph": graph} if graph else {"default": ""}


def _read(journal: Path) -> dict[str, str]:
    """What the journal notes: graph -> digest, "" if it was removed. A line cut short by a crash counts for nothing."""
    if not journal.is_file():
        return {}
    noted = {}
    for line in journal.read_text("utf-8", "replace").splitlines():
        try:
            graph, content = json.loads(line)
        except (ValueError, TypeError):
            continue
        noted[str(graph)] = str(content)
    return noted


class _Journal:
    """Appends to the journal, each line flushed to disk before the next graph is sent."""

    def __init__(self, path: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.file = path.open("a", encoding="utf-8")
            if path.stat().st_size and not path.read_bytes().endswith(b"\n"):
                self.file.write("\n")
        except OSError as error:
            raise GraphError(f"{path}：无法写入推送记录（{error.strerror}）；请腾出此处") from error

    def __call__(self, graph: str, content: str) -> None:
        self.file.write(json.dumps([graph, content], ensure_ascii=False) + "\n")
        self.file.flush()
        os.fsync(self.file.fileno())

    def __enter__(self) -> _Journal:
        return self

    def __exit__(self, *failure: object) -> None:
        self.file.close()
