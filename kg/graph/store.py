"""Ask a built graph questions in SPARQL: read-only, in a worker process that is killed at its time limit."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

from kg.errors import GraphError, QueryError
from kg.graph import kept
from kg.graph.answerable import Answerable, about_documents
from kg.graph.killable import Worker
from kg.graph.results import Result, from_engine
from kg.graph.sparql import check, explained

# Reading a graph takes ten seconds at most for each million triples; longer than this, something is stuck.
_LOADING = 600.0

#: What a query may take unless the caller says otherwise: seconds, rows, bytes of result, bytes of memory.
TIMEOUT = 30.0
LIMIT = 10_000
MAX_BYTES = 64_000_000
MEMORY = 4 << 30


def query(path: Path, sparql: str, *, timeout: float = TIMEOUT, limit: int = LIMIT) -> Result:
    """Ask one question of the graph at `path`; see `Session`."""
    with Session(path) as session:
        return session.query(sparql, timeout=timeout, limit=limit)


class Session:
    """A graph kept open for several questions: a build folder, or one Turtle or N-Quads file.

    The default graph is the merged graph; each document's graph and the ontology's (`<https://w3id.org/innokg/ontology>`)
    are there by name. Prefixes of the graph need no declaration. The graph is loaded at the first question.
    """

    def __init__(self, path: Path, *, memory: int = MEMORY, ontology: bool = True, keep: bool = True) -> None:
        """Raises `GraphError` if there is no graph at `path`.

        `memory` bounds the worker, in bytes (0: unbounded). Without `ontology` its graph is left out. A large build is
        read once and its store kept on disk beside it (`kg.graph.kept`), from which later sessions answer at once;
        without `keep` it is read into memory, which takes seconds and then answers up to three times faster.
        """
        self.graph = Answerable(path, ontology)
        self.prefixes = self.graph.prefixes
        self.memory = memory
        self.keep = keep and ontology and path.is_dir()
        self._worker: Worker | None = None
        self._named = False

    def query(self, sparql: str, *, timeout: float = TIMEOUT, limit: int = LIMIT) -> Result:
        """The result of `sparql`.

        At most `limit` rows or triples are returned; `Result.cut` says if there were more. Raises `QueryError` if
        the query is malformed, refused (it would change or fetch something), or is not done in `timeout` seconds.
        """
        checked = check(sparql, self.prefixes)
        worker = self._ready(about_documents(checked))
        request = {"query": checked.text, "graphs": checked.graphs, "limit": limit, "bytes": MAX_BYTES}
        try:
            answer = worker.ask(request, timeout)
        except BaseException:  # interrupted: the answer that is still to come would be taken for the next one's
            self.close()
            raise
        if answer is None:
            self.close()
            raise QueryError(f"查询超过 {timeout:g} 秒，已停止；请缩小范围或放宽时限")
        head, lines = answer
        if "gone" in head:
            self.close()
            raise QueryError("查询耗尽内存或嵌套过深，已中止；请缩小范围")
        if "error" in head:
            raise QueryError(f"查询无法执行：{explained(head['error'])}")
        return from_engine(head, lines, self.prefixes)

    def close(self) -> None:
        """End the worker. The next question starts another."""
        if self._worker is not None:
            self._worker.end()
            self._worker = None

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _ready(self, named: bool) -> Worker:
        """A worker with the graph and the ontology; the documents' own graphs only once a query asks for them."""
        if self._worker is not None and named and not self._named:
            self.close()
        if self._worker is None:
            files = self.graph.files(named)
            place = kept.place(self.graph.path, files) if self.keep else None
            setup = {"files": files, "kept": str(place or ""), "memory": self.memory, "prefixes": self.prefixes}
            worker = Worker()
            try:
                head, _ = worker.ask(setup, _LOADING) or ({}, b"")
            except BaseException:
                worker.end()
                raise
            if "ready" not in head:
                worker.end()
                said = explained(head.get("error", "没有回应"))
                raise GraphError(f"{self.graph.merged}：无法载入（{said}）；请重新运行 kg build")
            self._worker, self._named = worker, named
        return self._worker
