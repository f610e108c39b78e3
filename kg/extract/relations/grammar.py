"""What each mention does in its clause: acts, is acted on, stands behind a preposition, tells whose something is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from kg.extract.relations.alphabet import ANY
from kg.extract.relations.view import Unit, View


class Role(Enum):
    """What a unit does in its clause, as far as the words around it tell."""

    PLAIN = "plain"  # what the clause is about
    AGENT = "agent"  # behind 由: acts
    PIVOT = "pivot"  # behind 支持, 推动: is acted on, then acts
    OWNER = "owner"  # before 的 or another unit: tells whose
    GENERIC = "generic"  # before 企业, 项目: the clause is about somebody unnamed
    OBLIQUE = "oblique"  # behind a preposition
    OBJECT = "object"  # behind a verb


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a view: `text[start:end]`, its units with their roles, and whether somebody unnamed acts in it."""

    start: int
    end: int
    units: tuple[tuple[Unit, Role], ...]
    generic: bool

    def subjects(self) -> list[Unit]:
        """What the clause may be about, the likeliest first: acting units from the last to the first, then owners."""
        plain = [u for u, role in self.units if role is Role.PLAIN]
        owners = [u for u, role in self.units if role is Role.OWNER]
        return plain[::-1] + owners[::-1]


class Grammar:
    """The word lists of rulebook/discourse.toml, compiled.

    Args:
        words: the table [grammar] of that file.
    """

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        verb, generic = _either(words["verbs"]), _either(words["generic"])
        degree, pivot = _either(words["degrees"]), _either(words["pivots"])
        self.verb = re.compile(verb)
        self._preposition = re.compile(f"(?:{_either(words['prepositions'])})$")
        # A short modifier may stand between the preposition and the name: 依托“链主”企业A.
        self._far_preposition = re.compile(f"(?:^|，|{ANY})(?:{_either(words['prepositions'])})(.{{1,10}})$")
        self._agent = re.compile(f"(?:^|[^经自理缘])(?:{_either(words['agents'])})(.{{0,8}})$")
        self._pivot = re.compile(f"(?:{pivot})(?:了|着|过)?(.{{0,14}})$")
        self._generic = re.compile(f"^(?:[^，的]{{0,6}}?)(?:{generic})(?:们|等)?(?!{ANY})")
        self._generic_before = re.compile(
            f"(?:^|{pivot})(?P<rest>[^，]{{0,14}}?)(?:{generic})(?:们)?(?:{degree}|[^，]{{0,6}}?$|(?={verb}))"
        )

    def clause(self, view: View, start: int, end: int) -> Clause:
        """Read the roles of the units between the edges of a clause."""
        units = [u for u in view.order if start <= u.at < end]
        roles: list[tuple[Unit, Role]] = []
        edge = start
        for number, unit in enumerate(units):
            stop = units[number + 1].at if number + 1 < len(units) else end
            followed = number + 1 < len(units)
            roles.append((unit, self._role(view.text[edge : unit.at], view.text[unit.at + 1 : stop], followed)))
            edge = unit.at + 1
        acting = any(role in (Role.PLAIN, Role.OWNER) for _, role in roles)
        generic = not acting and self.is_generic(view.text[start:end])
        return Clause(start, end, tuple(roles), generic or any(role is Role.GENERIC for _, role in roles))

    def is_generic(self, before: str) -> bool:
        """Whether somebody unnamed acts in the words of a clause up to a verb: 企业已, 支持高校, 10个项目."""
        found = self._generic_before.search(before)
        return bool(found) and not self.verb.search(found["rest"]) if found else False

    def _role(self, before: str, after: str, followed: bool) -> Role:
        if (agent := self._agent.search(before)) and not self.verb.search(agent[1]):
            return Role.AGENT
        if self._preposition.search(before):
            return Role.OBLIQUE
        if (far := self._far_preposition.search(before)) and not self.verb.search(far[1]):
            return Role.OBLIQUE
        if before.endswith("的") and self.verb.search(before):
            return Role.PLAIN  # the head of a relative clause: A研发的B
        if (pivot := self._pivot.search(before)) and not self.verb.search(pivot[1]):
            return Role.PIVOT
        if self.verb.search(before):
            return Role.OBJECT
        if after.startswith("的") or (followed and len(after) <= 4 and not self.verb.search(after)):
            return Role.OWNER
        if self._generic.search(after) and not self.verb.search(self._generic.search(after)[0]):  # type: ignore[index]
            return Role.GENERIC
        return Role.PLAIN


def _either(words: Iterable[str]) -> str:
    """An alternation of words, the longest first."""
    return "|".join(re.escape(w) for w in sorted(set(words), key=lambda w: (-len(w), w)))
