"""The look-up index as tables: opened read-only, and read back as the values it was made from.

SQLite and the standard library only, so that a cold look-up starts at once.
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from kg.errors import GraphError
from kg.knowledge import Fact, Figure, KnowledgeGraph, Node, Property, Source, Vocabulary

if TYPE_CHECKING:
    from pathlib import Path

#: Raised whenever a table changes; a reader of another version asks for a new build.
VERSION = "2"

# So few candidates are better read than sifted further.
_FEW = 64
# No longer name is looked up by its pieces: SQLite bounds how many values a statement may hold.
_PIECES = 400


class Tables:
    """The look-up index of a build folder, open for reading. `path` is the folder or the file itself.

    Raises `GraphError` if there is none or it was written by another version.
    """

    def __init__(self, path: str | Path) -> None:
        # Strings and `os.path`: importing pathlib takes as long as the whole look-up.
        self.path = os.path.join(path, "index.sqlite") if os.path.isdir(path) else str(path)  # noqa: PTH112, PTH118
        if not os.path.isfile(self.path):  # noqa: PTH113
            raise GraphError(f"{self.path}：不存在；请先运行 kg build，或用 --graph 指明图谱")
        # One thread at a time may ask; it need not be the one that opened.
        self._database = sqlite3.connect(f"{_uri(self.path)}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        try:
            # Read in place, not copied page by page: what is looked up lies all over the file.
            self._database.execute(f"PRAGMA mmap_size = {1 << 31}")
            version = self.one("SELECT value FROM meta WHERE key = 'version'")
        except sqlite3.DatabaseError as error:
            self.close()
            raise GraphError(f"{self.path}：不是查找索引（{error}）；请重新运行 kg build") from error
        if version != VERSION:
            self.close()
            raise GraphError(f"{self.path}：由另一版本的 innokg 写成；请重新运行 kg build")

    def close(self) -> None:
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The ontology with which the graph was built."""
        classes = self.rows("SELECT name, zh, en, parent FROM class ORDER BY name")
        relations = self.rows(
            "SELECT name, zh, en, domain, range, symmetric, inverse_zh, inverse_en FROM predicate ORDER BY name"
        )
        return Vocabulary(
            parents={name: parent for name, _, _, parent in classes},
            labels={name: (zh, en) for name, zh, en, _ in classes},
            properties={
                name: Property(
                    name, zh, en, tuple(json.loads(domain)), tuple(json.loads(range_)), bool(symmetric), *inverse
                )
                for name, zh, en, domain, range_, symmetric, *inverse in relations
            },
        )

    def node(self, iri: str) -> Node:
        """The entity of that IRI. Raises `GraphError` if the graph has none."""
        for node in self._nodes("WHERE iri = ?", (iri,)):
            return node
        raise GraphError(f"{self.path}：没有实体 <{iri}>；请核对标识")

    def facts(self, iri: str = "") -> tuple[Fact, ...]:
        """The facts with the entity at either end, or all, in the graph's order."""
        if not iri:
            return self._facts("TRUE", ())
        return self._facts("fact.subject = :node OR fact.object = :node", {"node": self.number(iri)})

    def between(self, one: str, other: str) -> tuple[Fact, ...]:
        """The facts that join two entities, whichever is the subject, in the graph's order."""
        ends = {"one": self.number(one), "other": self.number(other)}
        return self._facts("subject = :one AND object = :other OR subject = :other AND object = :one", ends)

    def _facts(self, where: str, values: Sequence[object] | Mapping[str, object]) -> tuple[Fact, ...]:
        rows = self.rows(
            "SELECT fact.iri, s.iri, predicate, o.iri, status, source.name, start, end, quote, sentence.text, rule,"
            " confidence FROM fact JOIN node s ON s.id = subject JOIN node o ON o.id = object"
            " JOIN source ON source.id = fact.source JOIN sentence ON sentence.id = sentence"
            f" WHERE {where} ORDER BY fact.id",
            values,
        )
        return tuple(Fact(*row) for row in rows)

    def figures(self, iri: str = "") -> tuple[Figure, ...]:
        """The figures about the entity, or all, in the graph's order."""
        where = "WHERE figure.subject = :node" if iri else ""
        rows = self.rows(
            "SELECT figure.iri, node.iri, indicator, value, unit, comparator, period, status, source.name, start, end,"
            " quote, sentence.text, rule, confidence FROM figure JOIN node ON node.id = subject"
            " JOIN source ON source.id = figure.source JOIN sentence ON sentence.id = sentence"
            f" {where} ORDER BY figure.id",
            {"node": self.number(iri)} if iri else (),
        )
        return tuple(Figure(*(*row[:3], json.loads(row[3]), *row[4:])) for row in rows)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The documents, by name."""
        return tuple(self.source_by_id.values())

    def sources_called(self, names: Sequence[str]) -> tuple[Source, ...]:
        """The documents of these names, by name, without reading the others."""
        columns = "name, iri, title, publisher, date, origin"
        rows: list[tuple[Any, ...]] = []
        for start in range(0, len(names), _PIECES):
            some = names[start : start + _PIECES]
            rows += self.rows(f"SELECT id, {columns} FROM source WHERE name IN ({', '.join('?' * len(some))})", some)
        return tuple(Source(*row[1:]) for row in sorted(rows))

    def graph(self) -> KnowledgeGraph:
        """The whole graph, as it was when it was built."""
        return KnowledgeGraph(tuple(self._nodes()), self.facts(), self.figures(), self.sources)

    @cached_property
    def source_by_id(self) -> dict[int, Source]:
        """The documents by their numbers in the tables."""
        rows = self.rows("SELECT id, name, iri, title, publisher, date, origin FROM source ORDER BY id")
        return {row[0]: Source(*row[1:]) for row in rows}

    def _nodes(self, where: str = "", values: tuple[object, ...] = ()) -> Iterator[Node]:
        rows = self.rows(
            f"SELECT iri, class, type, label, aliases, label_en, documents, attested FROM node {where} ORDER BY id",
            values,
        )
        for iri, cls, type_, label, aliases, label_en, documents, attested in rows:
            said = tuple((document, tuple(names)) for document, names in json.loads(attested))
            yield Node(iri, cls, type_, label, tuple(json.loads(aliases)), label_en, tuple(json.loads(documents)), said)

    def number(self, iri: str) -> int:
        """The entity's number in the tables. Raises `GraphError` if the graph has none of that IRI."""
        number = self.one("SELECT id FROM node WHERE iri = ?", iri)
        if number is None:
            raise GraphError(f"{self.path}：没有实体 <{iri}>；请核对标识")
        return int(number)

    def holding(self, table: str, pieces: Iterable[str]) -> list[int]:
        """The ids under which every piece is noted, ascending; a few more where few are left to be read."""
        wanted = list(dict.fromkeys(pieces))[:_PIECES]
        noted = self.rarest(table, wanted)
        if len(noted) < len(wanted):
            return []
        found: set[int] | None = None
        for _, posting in noted:
            ids = self.ids(posting)
            found = set(ids) if found is None else found.intersection(ids)
            if len(found) < _FEW:
                break
        return sorted(found or ())

    def rarest(self, table: str, pieces: Sequence[str]) -> list[tuple[int, int]]:
        """Of the pieces that are noted at all: under how many ids each is, and its posting. The rarest first."""
        some = pieces[:_PIECES]
        return self.rows(
            f"SELECT count, posting FROM {table} WHERE gram IN ({', '.join('?' * len(some))}) ORDER BY count, gram",
            some,
        )

    def ids(self, posting: int) -> array[int]:
        """The ids of a posting, ascending."""
        ids = array("I", self.one("SELECT ids FROM posting WHERE id = ?", posting))
        if sys.byteorder == "big":
            ids.byteswap()
        return ids

    def rows(self, statement: str, values: Sequence[object] | Mapping[str, object] = ()) -> list[tuple[Any, ...]]:
        """All rows that `statement` gives."""
        return self._database.execute(statement, values).fetchall()

    def one(self, statement: str, *values: object) -> Any:
        """The first column of the first row, or None."""
        row = self._database.execute(statement, values).fetchone()
        return row[0] if row else None


def _uri(path: str) -> str:
    """The file's URI, which is how SQLite is told to open it for reading only."""
    whole = os.fsencode(os.path.abspath(path).replace(os.sep, "/"))  # noqa: PTH100
    plain = b"/:.-_~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    return "file://" + "".join(chr(byte) if byte in plain else f"%{byte:02X}" for byte in b"/" + whole.lstrip(b"/"))
