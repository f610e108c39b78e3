"""Questions answered in this very process, as the engine itself answers them: no limits, and no wait for another."""

from __future__ import annotations

from pathlib import Path

from kg.errors import GraphError, QueryError
from kg.graph.answerable import Answerable, about_documents
from kg.graph.sparql import check, explained
from kg.graph.worker import Found, Graph, absent


class Direct:
    """A graph in the memory of this process, loaded at the first question; the documents' own graphs once asked for."""

    def __init__(self, path: Path) -> None:
        """Raises `GraphError` if there is no graph at `path`."""
        self.answerable = Answerable(path)
        self._graph: Graph | None = None
        self._named = False

    def query(self, sparql: str) -> Found:
        """pyoxigraph's `QuerySolutions`, `QueryTriples` or `QueryBoolean`, found as they are read.

        Nothing can stop it. Raises `QueryError` if the query is malformed or refused (it would change or fetch
        something).
        """
        prefixes = self.answerable.prefixes
        checked = check(sparql, prefixes)
        graph = self._ready(about_documents(checked))
        if (missing := graph.missing(checked.graphs)) is not None:
            raise QueryError(absent(missing))
        try:
            return graph.run({"query": sparql, "prefixes": prefixes})
        except (SyntaxError, ValueError, OSError, RuntimeError) as error:
            raise QueryError(f"查询无法执行：{explained(str(error))}") from error

    def _ready(self, named: bool) -> Graph:
        if self._graph is None or (named and not self._named):
            self._graph = None
            try:
                self._graph = Graph(self.answerable.files(named))
            except (SyntaxError, ValueError, OSError) as error:
                said = explained(str(error))
                raise GraphError(f"{self.answerable.merged}：无法载入（{said}）；请重新运行 kg build") from error
            self._named = named
        return self._graph
