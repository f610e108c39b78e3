"""A sentence as the patterns see it: each mention, or list of mentions, is one private-use character."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.model import Mention


@dataclass(frozen=True, slots=True)
class Unit:
    """One mention, or several coordinated ones, at the place `at` of a masked sentence.

    `split` is the number of members that stand before the 与 of “A与B”, 0 where there is none: A与B、C共建 says that
    A builds with B and with C, A、B、C共建 that all build together.
    """

    at: int
    members: tuple[Mention, ...]
    split: int = 0


@dataclass(frozen=True, slots=True)
class View:
    """A masked sentence, or the inside of a bracket.

    `text[i]` comes from `document.text[starts[i]:ends[i]]`. Half-width punctuation is widened, characters of the
    private-use area that the document itself held are gone, so that every one left is a key of `units`.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    units: Mapping[int, Unit]
    block: int
    heading: bool = False
    order: tuple[Unit, ...] = field(default=())

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The characters of `document.text` behind `text[start:end]`; `end` > `start`."""
        return self.starts[start], self.ends[end - 1]


#: The commas and colons that part the clauses of a sentence.
CLAUSE_MARK = re.compile(r"[，：】]|——|\n")


def clause_edges(text: str) -> list[tuple[int, int]]:
    """The clauses of a masked sentence as half-open spans without their marks."""
    edges, start = [], 0
    for mark in CLAUSE_MARK.finditer(text):
        edges.append((start, mark.start()))
        start = mark.end()
    edges.append((start, len(text)))
    return [(a, b) for a, b in edges if b > a]
