"""What a worker holds, the graph and the look-up index, and what it gives back."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.graph.answerable import Answerable
from kg.graph.library import NamedQuery, named_queries
from kg.graph.lookup import Index
from kg.graph.served import Question, Served, warm_up
from kg.graph.worker import Graph
from kg.model import Vocabulary

Request = Mapping[str, Any]

#: The media types of the forms that a reply may have.
MEDIA = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv; charset=utf-8; header=present",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "turtle": "text/turtle; charset=utf-8",
    "ntriples": "application/n-triples; charset=utf-8",
    "jsonld": "application/ld+json",
    "rdfxml": "application/rdf+xml; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "plain": "application/json",
}


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back: a status, headers, a body, or what writes one piece by piece; `notes` are for the server."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | Callable[[Callable[[bytes], None]], None] = b""
    notes: dict[str, Any] = field(default_factory=dict)


def problem(status: int, code: str, detail: str) -> Reply:
    """What is wrong, for the server to say in the client's manner."""
    return Reply(status, notes={"problem": {"code": code, "detail": detail}})


def found(form: str, body: bytes, **notes: Any) -> Reply:
    """A body in one of the forms of `MEDIA`."""
    return Reply(200, {"content-type": MEDIA[form]}, body, notes)


def as_json(value: object) -> Reply:
    """A value as JSON."""
    return found("plain", json.dumps(value, ensure_ascii=False).encode("utf-8", "replace") + b"\n")


class Library:
    """The graph, loaded before the workers are forked, and the index, opened by each worker for itself."""

    def __init__(self, folder: Path, served: Served, vocabulary: Vocabulary) -> None:
        self.folder = folder
        self.served = served
        self.vocabulary = vocabulary
        self.named: Mapping[str, NamedQuery] = named_queries()
        self.base = served.prefixes["id"].removesuffix("id/")
        self.counts = served.counts()
        self._index: Index | None = None

    @classmethod
    def load(cls, setup: Request) -> Library:
        """Load the build folder that `setup` names. Raises `GraphError` if it holds none, or `OSError`."""
        folder = Path(setup["folder"])
        with Index(folder) as index:
            vocabulary = index.vocabulary
        warm_up()
        answerable = Answerable(folder)
        files, merged = answerable.files(), answerable.files(named=False)
        whole = Graph(files)
        graph = whole if merged == files else Graph(merged)
        library = cls(folder, Served(graph, answerable.prefixes, whole), vocabulary)
        library.served.query(Question("ASK {}", "json", "turtle", 1, 1000, library.base))
        return library

    def facts(self) -> dict[str, Any]:
        """What the server itself wants to know."""
        return {"base": self.base, "triples": self.counts["triples"]}

    def open(self) -> None:
        """Open the index: connections cannot be shared by processes."""
        self._index = Index(self.folder)
        self._index.rows("PRAGMA temp_store = MEMORY")
        self._index.__dict__["vocabulary"] = self.vocabulary  # read once, by the zygote

    @property
    def index(self) -> Index:
        """The open index."""
        assert self._index
        return self._index
