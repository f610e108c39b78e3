"""Terms out of the lines that the engine writes: TSV for rows, N-Triples for triples.

The engine writes much faster than its terms could be taken apart one by one in Python, and what repeats in a result
(classes, relations, one entity in many rows) is read once.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal, NamedTuple

from kg.graph import terms

_XSD = terms.PREFIXES["xsd"]
STRING = _XSD + "string"
LANG_STRING = terms.PREFIXES["rdf"] + "langString"
_DIRECTED = terms.PREFIXES["rdf"] + "dirLangString"
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_CHARACTERS = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}
# The subject of a triple may be a triple too where the engine is an older one.
_TRIPLE = re.compile(r"(<<.*?>>|\S+) (\S+) (.*) \.")


class Term(NamedTuple):
    """An RDF term. `kind` is iri, bnode, literal or triple (a quoted triple, its `value` in N-Triples)."""

    kind: Literal["iri", "bnode", "literal", "triple"]
    value: str
    datatype: str = ""
    language: str = ""

    def n_triples(self) -> str:
        """The term as N-Triples writes it."""
        if self.kind == "iri":
            return terms.iri(self.value)
        if self.kind == "bnode":
            return f"_:{self.value}"
        if self.kind == "triple":
            return self.value
        plain = self.language or self.datatype in ("", STRING)
        return terms.text(self.value, self.language) + ("" if plain else f"^^<{self.datatype}>")


Row = tuple[Term | None, ...]


class _Terms(dict[str, Term | None]):
    """Terms by how they are written, read when first asked for; blank nodes are numbered as they come."""

    def __init__(self) -> None:
        super().__init__({"": None})
        self.blank = 0

    def __missing__(self, said: str) -> Term:
        term = self[said] = self._read(said)
        return term

    def _read(self, said: str) -> Term:
        match said[0]:
            case "<":
                return Term("triple", said) if said.startswith("<<") else Term("iri", said[1:-1])
            case '"':
                return _literal(said)
            case "_":
                self.blank += 1
                return Term("bnode", f"b{self.blank - 1}")
            case "t" | "f":
                return Term("literal", said, _XSD + "boolean")
        kind = "double" if "e" in said.lower() else "decimal" if "." in said else "integer"
        return Term("literal", said, _XSD + kind)


def reader() -> Callable[[str], Term | None]:
    """What reads the cells of one result; the same blank node is the same term in all of them."""
    return _Terms().__getitem__


def rows(lines: bytes) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    """The columns and rows of a table in TSV as the engine writes it."""
    head, *body = lines.decode("utf-8").split("\n")
    columns = tuple(name[1:] for name in head.split("\t")) if head else ()
    read = reader()
    if not columns:
        return (), ((),) * max(0, len(body) - 1)
    return columns, tuple([tuple(map(read, line.split("\t"))) for line in body[:-1]])


def triples(lines: bytes) -> tuple[Row, ...]:
    """The triples of a graph in N-Triples as the engine writes it, sorted as their terms are written."""
    read = reader()
    found = [
        tuple(map(read, match.groups()))
        for line in lines.decode("utf-8").split("\n")
        if (match := _TRIPLE.fullmatch(line))
    ]
    return tuple(sorted(found, key=lambda row: [term.n_triples() for term in row if term]))


def _literal(said: str) -> Term:
    end = said.rindex('"')
    value, rest = said[1:end], said[end + 1 :]
    if "\\" in value:
        value = _ESCAPE.sub(_character, value)
    if not rest:
        return Term("literal", value, STRING)
    if rest[0] == "^":
        return Term("literal", value, rest[3:-1])
    language, _, direction = rest[1:].partition("--")
    return Term("literal", value, _DIRECTED if direction else LANG_STRING, language)


def _character(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2]
    return chr(int(code, 16)) if code else _CHARACTERS.get(escape[3], escape[3])
