"""A built graph in the hands of a Python program: one thing with everything on it.

Libraries come in only with the method that needs them, so opening and looking up stays as quick as `kg show`.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from kg.graph.cards import Card
from kg.graph.library import bind, find, resolver
from kg.graph.lookup import Hits, Index, Resolution
from kg.graph.naming import base_of
from kg.graph.results import Result
from kg.graph.store import LIMIT, TIMEOUT, Session
from kg.graph.timeline import Event, timeline
from kg.graph.walks import ANY, LONGEST, Around, Common, Roads, Ways, around, common, ways
from kg.model import KnowledgeGraph, Vocabulary

if TYPE_CHECKING:
    import networkx as nx
    from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples
    from rdflib import Dataset

    from kg.graph.direct import Direct


class OpenedGraph:
    """A build folder, open for reading; close it, or use it in a `with`.

    Wherever a method takes a name, it is any by which `kg show` finds the entity: full name, alias, part, pinyin,
    initials, or the IRI. A name that leaves a doubt raises `QueryError`, which tells the entities it may mean.
    """

    def __init__(self, path: str | Path = "build") -> None:
        """Raises `GraphError` if `path` is no folder that `kg build` wrote."""
        self.path = Path(path)
        self._index = Index(self.path)
        self._session: Session | None = None
        self._direct: Direct | None = None

    @property
    def vocabulary(self) -> Vocabulary:
        """The classes and relations that the graph was built with, with their labels."""
        return self._index.vocabulary

    @cached_property
    def values(self) -> KnowledgeGraph:
        """The whole graph as plain values: nodes, facts, figures, sources."""
        return self._index.graph()

    def dataset(self) -> Dataset:
        """A new rdflib Dataset: a named graph for each document, the default graph their union, prefixes bound."""
        from kg.graph.rdf import to_rdflib

        return to_rdflib(self.values, self.vocabulary, base_of(self.values))

    def network(self) -> nx.MultiDiGraph:
        """A new networkx MultiDiGraph: a node for each entity, by IRI, and an edge for each fact, with its words."""
        from kg.graph.network import to_networkx

        return to_networkx(self.values)

    def query(self, sparql: str, *, timeout: float = TIMEOUT, limit: int = LIMIT) -> Result:
        """The answer to a SPARQL query, read-only; our prefixes need no declaration.

        `timeout` in seconds; at most `limit` rows. Raises `QueryError` if it is malformed, refused or too slow.
        """
        if self._session is None:
            self._session = Session(self.path)
        return self._session.query(sparql, timeout=timeout, limit=limit)

    def stream(self, sparql: str) -> QuerySolutions | QueryTriples | QueryBoolean:
        """pyoxigraph's own answer to a read-only query, found in this process as it is read: rows without number.

        The first call reads the graph into memory. There is no time limit, and no way to stop a query but to end the
        program; `query` has both. Raises `QueryError` if the query is malformed or refused.
        """
        from kg.graph.direct import Direct

        if self._direct is None:
            self._direct = Direct(self.path)
        return self._direct.query(sparql)

    def ask_named(self, query: str, **values: str) -> Result:
        """The answer to a query of the library (`kg query --list`), by its name or Chinese title.

        Raises `QueryError` for an unknown query or parameter.
        """
        return self.query(bind(find(query), values, resolver(self._index)))

    def resolve(self, name: str) -> Resolution:
        """What `name` may mean, best first."""
        return self._index.resolve(name)

    def iri(self, name: str) -> str:
        """The IRI of the entity called `name`."""
        if "://" in name or name.startswith("urn:"):
            return self._index.node(name).iri
        return resolver(self._index)(name)

    def card(self, name: str) -> Card:
        """All that the graph holds about an entity."""
        return self._index.card(self.iri(name))

    def search(self, text: str, limit: int = 50) -> Hits:
        """Entities with `text` in a name, and sentences of evidence with every word of it."""
        return self._index.search(text, limit)

    def paths(self, start: str, goal: str, roads: Roads = ANY, *, longest: int = LONGEST, limit: int = 20) -> Ways:
        """All shortest ways between two entities, at most `longest` steps, the first `limit` spelt out."""
        return ways(self._index, self.iri(start), self.iri(goal), roads, longest=longest, limit=limit)

    def neighbors(self, name: str, depth: int = 1, roads: Roads = ANY, *, limit: int = 200) -> Around:
        """The entities at most `depth` steps away, nearest first, the first `limit` of them."""
        return around(self._index, self.iri(name), depth, roads, limit=limit)

    def common(self, *names: str, roads: Roads = ANY) -> Common:
        """What several entities share."""
        return common(self._index, [self.iri(name) for name in names], roads)

    def timeline(self, name: str) -> tuple[Event, ...]:
        """The facts and figures of an entity in the order of time."""
        return timeline(self._index, self.iri(name))

    def export(self, format_: str) -> dict[str, bytes]:
        """The graph in one of the formats of `kg export`, as files (name -> bytes)."""
        from kg.graph.export import export

        return export(self.values, self.vocabulary, format_)

    def close(self) -> None:
        """Close the index, end the process that answers queries, and let go of what `stream` has read."""
        self._index.close()
        self._direct = None
        if self._session is not None:
            self._session.close()

    def __enter__(self) -> OpenedGraph:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
