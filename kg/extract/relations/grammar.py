"""What each mention does in its clause: acts, is acted on, stands behind a preposition, tells whose something is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from kg.extract.relations.alphabet import ANY
from kg.extract.relations.nouns import OwnSubject
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
        return [u for wanted in (Role.PLAIN, Role.OWNER) for u, role in self.units[::-1] if role is wanted]

    def agents(self) -> list[Unit]:
        """Those behind 由, the last first."""
        return [u for u, role in self.units[::-1] if role is Role.AGENT]

    def objects(self) -> list[Unit]:
        """What the clause brings up behind its verbs, the last first."""
        return [u for u, role in self.units[::-1] if role in (Role.OBJECT, Role.PIVOT)]


class Grammar:
    """The word lists of rulebook/discourse.toml, compiled.

    Args:
        words: the table [grammar] of that file.
    """

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        verb, generic, preposition = either(words["verbs"]), either(words["generic"]), either(words["prepositions"])
        degree, pivot = either(words["degrees"]), either(words["pivots"])
        self.verb = re.compile(verb)
        self._preposition = re.compile(f"(?:{preposition})$")
        # A short modifier may stand between the preposition and the name: 依托“链主”企业A.
        self._far_preposition = re.compile(f"(?:^|{ANY})(?:{preposition})(.{{1,10}})$")
        self._agent = re.compile(f"(?:^|[^经自理缘])(?:{either(words['agents'])})(.{{0,8}})$")
        self._pivot = re.compile(f"(?:{pivot})(?:了|着|过)?(.{{0,14}})$")
        self._generic = re.compile(f"(?:[^，的]{{0,6}}?)(?:{generic})(?:们|等)?(?!{ANY})")
        self._generic_before = re.compile(
            f"(?:^|{pivot})(?P<rest>[^，]{{0,14}}?)(?:{generic})(?:们)?(?:{degree}|[^，]{{0,6}}?$|(?={verb}))"
        )
        self._holds = re.compile(f"(?:{either(words['holds'])})?的?")
        self._goes_on = re.compile(f"(?:{either(words['holds'])})?的?|.*(?:{verb}).*的")
        self._together = re.compile(either(words["together"]))
        self._speaker = re.compile(either(words["speakers"]))
        self._relative_noun = re.compile(f"(?:{verb})[^，的]{{0,10}}的[^，]{{0,8}}?(?:{generic})$")
        self._local = re.compile(either(words["local"]))
        self._own = OwnSubject(words["adverbial"], words["prepositions"], words["parts"], words["pronouns"])

    def clause(self, view: View, start: int, end: int) -> Clause:
        """Read the roles of the units between the edges of a clause."""
        units = [u for u in view.order if start <= u.at < end]
        roles: list[tuple[Unit, Role]] = []
        edge = start
        for number, unit in enumerate(units):
            followed = number + 1 < len(units)
            before, after = view.text[edge : unit.at], view.text[unit.at + 1 : units[number + 1].at if followed else end]
            person = followed and units[number + 1].members[0].type == "Person"
            place = all(m.type in ("Place", "Park") for m in unit.members)
            role = self._role(before, after, followed, person, place)
            if roles:
                role = self._inherit(roles, before, role)
            roles.append((unit, role))
            edge = unit.at + 1
        acting = any(role in (Role.PLAIN, Role.OWNER) for _, role in roles)
        generic = not acting and self.is_generic(view.text[start:end])
        return Clause(start, end, tuple(roles), generic or any(role is Role.GENERIC for _, role in roles))

    def is_generic(self, before: str) -> bool:
        """Whether somebody unnamed acts in the words of a clause up to a verb: 企业已, 支持高校, 10个项目."""
        found = self._generic_before.search(before)
        return found is not None and not self.verb.search(found["rest"])

    def is_group(self, before: str) -> bool:
        """Whether the words before a verb speak of parties named together: 双方, 三家单位."""
        return self._together.search(before) is not None

    def is_speaker(self, before: str) -> bool:
        """Whether the words before a verb speak of the speaker's own body: 我们, 我院."""
        return self._speaker.search(before) is not None

    def _inherit(self, roles: list[tuple[Unit, Role]], before: str, role: Role) -> Role:
        """In A旗下的B and A研发的B, B does what A would have done, and A only tells whose B is."""
        previous, held = roles[-1]
        if self._goes_on.fullmatch(before) and held is not Role.GENERIC:
            relative = self.verb.search(before) is not None and not self._holds.fullmatch(before)
            if relative and held is Role.AGENT:
                return Role.PLAIN  # 由A孵化的B
            if held in (Role.PLAIN, Role.AGENT, Role.PIVOT):
                roles[-1] = previous, Role.OWNER
            return Role.PLAIN if held is Role.OWNER else held
        if held is Role.OBJECT and role in (Role.PLAIN, Role.OWNER) and len(before) <= 6 and not before.endswith(_AFTER):
            return Role.OBJECT
        return role

    def is_local(self, before: str) -> bool:
        """Whether the words before a verb speak of the home place: 市里, 区财政."""
        return self._local.search(before) is not None

    def has_subject(self, before: str) -> bool:
        """Whether the words of a clause up to a verb speak of somebody unnamed: 样车已, 秘书处, 它和, 支持高校."""
        parts = re.split(ANY, before)
        return any(part and (self.is_generic(part) or self._own.found(part)) for part in {parts[0], parts[-1]})

    def _role(self, before: str, after: str, followed: bool, person: bool, place: bool) -> Role:
        if (agent := self._agent.search(before)) and not self.verb.search(agent[1]):
            return Role.AGENT
        if self._preposition.search(before):
            return Role.OBLIQUE
        if (far := self._far_preposition.search(before)) and not self.verb.search(far[1]):
            return Role.OBLIQUE
        if (pivot := self._pivot.search(before)) and not self.verb.search(pivot[1]):
            return Role.PIVOT
        if self.verb.search(before) and not before.endswith("的"):
            return Role.OBJECT
        if not followed and self._relative_noun.search(after):
            return Role.GENERIC  # A孵化的企业
        if after.startswith("的") or (followed and not after) or (person and len(after) <= 8):
            return Role.OWNER
        if place and (generic := self._generic.match(after)) and not self.verb.search(generic.group()):
            return Role.GENERIC
        return Role.PLAIN


#: Behind these a new subject may follow what was an object: 获A投资后，B…
_AFTER = ("后", "时", "以来", "前", "之后")


def either(words: Iterable[str]) -> str:
    """An alternation of words, the longest first."""
    return "|".join(re.escape(w) for w in sorted(set(words), key=lambda w: (-len(w), w)))
