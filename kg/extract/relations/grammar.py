"""What each mention does in its clause: acts, is acted on, stands behind a preposition, tells whose something is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

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
    """A clause of a view: `text[start:end]`, its units with their roles, and whether somebody unnamed acts in it.

    `whose` are the places of units that only tell whose something unnamed is: 萧山 in 支持萧山企业; `leaders` those of
    units that lead what is done: A in 由A牵头, not in 由A投资.
    """

    start: int
    end: int
    units: tuple[tuple[Unit, Role], ...]
    generic: bool
    whose: frozenset[int] = frozenset()
    leaders: frozenset[int] = frozenset()

    def subjects(self) -> list[Unit]:
        """What the clause may be about, the likeliest first: acting units from the last to the first, then owners."""
        return [u for wanted in (Role.PLAIN, Role.OWNER) for u, role in self.units[::-1] if role is wanted]

    def agents(self) -> list[Unit]:
        """Those behind 由 whom the clauses behind go on to speak of, the last first: 由A牵头，…"""
        return [u for u, role in self.units[::-1] if role is Role.AGENT and u.at in self.leaders]

    def objects(self) -> list[Unit]:
        """What the clause brings up behind its verbs, the last first."""
        return [u for u, role in self.units[::-1] if role in (Role.OBJECT, Role.PIVOT)]


class Grammar:
    """The word lists of rulebook/discourse.toml, compiled.

    Args:
        words: the table [grammar] of that file.
        own: for a class, the common nouns that stand for what a text is about (公司 in a company's profile).
    """

    def __init__(self, words: Mapping[str, Any], own: Mapping[str, Sequence[str]]) -> None:
        verb, generic, preposition = either(words["verbs"]), either(words["generic"]), either(words["prepositions"])
        degree, pivot = either(words["degrees"]), either(words["pivots"])
        # Behind 了 and 着 too stands an object, whatever the verb: 办起了A, 拿着A的投资.
        self.verb = re.compile(f"{verb}|(?<![为除])了(?!解)|(?<![随沿顺朝向本])着(?![力手眼重陆])")
        self._located = re.compile(f"(?:{either(words['parts'])})?(?:{either(words['located'])})(?:了|在|于)?$")
        self._introduces = re.compile(f"(?:{words['introduces']})[^，的]{{0,8}}$")
        self._comitative = re.compile(f"[与同跟]{ANY}")
        self._leads = re.compile(f"$|(?:{either(words['leads'])})")
        self._any_preposition = re.compile(preposition)
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
        self._of_verb = re.compile(f"(?:{verb})(?:了|过|出)?的")
        self._ends_relative = re.compile(f"(?:{verb})(?:了|过|出)?的[^，的]{{0,8}}$")
        self._adverbs = re.compile(f"(?:{degree}|正式|共同|联合|拟|先后|成功)*")
        self.own = {
            cls: re.compile(f"(?:^|(?<=[，。；：！？“”\\n年月日初]))(?:{either(nouns)})(?![家制法化群们主内外])")
            for cls, nouns in own.items()
        }
        self._together = re.compile(either(words["together"]))
        self._speaker = re.compile(either(words["speakers"]))
        self._relative_noun = re.compile(f"(?:{verb})[^，的]{{0,10}}的[^，]{{0,8}}?(?:{generic})$")
        self._local = re.compile(either(words["local"]))
        self._own = OwnSubject(words["adverbial"], words["prepositions"], words["parts"], words["pronouns"])

    def clause(self, view: View, start: int, end: int) -> Clause:
        """Read the roles of the units between the edges of a clause."""
        units = [u for u in view.order if start <= u.at < end]
        roles: list[tuple[Unit, Role]] = []
        edge, lead = start, ""
        for number, unit in enumerate(units):
            followed = number + 1 < len(units)
            stop = units[number + 1].at if followed else end
            before, after = view.text[edge : unit.at], view.text[unit.at + 1 : stop]
            person = followed and units[number + 1].members[0].type == "Person"
            role = self._role(before, after, followed, person, self._whose(after, unit))
            if roles and not _place(unit) and (head := self._head(lead, before)) is not None:
                role = self._role(head, after, followed, person, self._whose(after, unit))
            elif roles:
                role = self._inherit(roles, before, role)
            if (
                not after.strip("。；！？")
                and self._introduces.search(before)
                and all(r is not Role.PLAIN for _, r in roles)
            ):
                role = Role.PLAIN  # 最早的一家是A，…
            roles.append((unit, role))
            edge, lead = unit.at + 1, before
        whose = frozenset(u.at for u in units if self._whose(view.text[u.at + 1 : u.at + 13], u))
        acting = any(role in (Role.PLAIN, Role.OWNER) for _, role in roles)
        generic = not acting and self.is_generic(view.text[start:end])
        leaders = frozenset(u.at for u in units if self._leads.match(view.text, u.at + 1, end))
        return Clause(
            start, end, tuple(roles), generic or any(role is Role.GENERIC for _, role in roles), whose, leaders
        )

    def is_generic(self, before: str) -> bool:
        """Whether somebody unnamed acts in the words of a clause up to a verb: 企业已, 支持高校, 10个项目."""
        found = self._generic_before.search(before)
        rest = found["rest"] if found else ""
        return found is not None and not self.verb.search(rest) and not self._any_preposition.search(rest)

    def is_relative(self, words: str) -> bool:
        """Whether words from a verb on are a relative clause (研发的), not a verb with a long object (设立5亿元的)."""
        return self._of_verb.search(words) is not None

    def is_adverb(self, words: str) -> bool:
        """Whether the words between a name and a verb are none, or only say how: 已, 正式."""
        return self._adverbs.fullmatch(words) is not None

    def is_group(self, before: str) -> bool:
        """Whether the words before a verb speak of parties named together: 双方, 三家单位."""
        return self._together.search(before) is not None

    def is_joint(self, words: str) -> bool:
        """Whether the words of a clause name somebody with whom its subject acts: 与A."""
        return self._comitative.search(words) is not None

    def group_size(self, before: str) -> int:
        """How many parties the words count (双方 2, 三家 3), 0 where they do not."""
        found = self._together.search(before)
        return next((n for n, digits in _COUNTS if found and found.group()[0] in digits), 0)

    def ends_in_noun(self, words: str) -> bool:
        """Whether the words between a name and a verb bring up somebody unnamed: A走出的几位博士创办了B."""
        return self._relative_noun.search(words) is not None

    def is_speaker(self, before: str) -> bool:
        """Whether the words before a verb speak of the speaker's own body: 我们, 我院."""
        return self._speaker.search(before) is not None

    def _head(self, lead: str, before: str) -> str | None:
        """The words before a relative clause that tells of the unit behind it where it is: 支持 in 支持总部位于A的B.

        None where there is no such clause. `lead` stands before its place A, `before` between A and B.
        """
        located = self._located.search(lead) if before.startswith("的") else None
        head = lead[: located.start()] if located else "-"
        return head if not head or self._preposition.search(head) or self._pivot.search(head) else None

    def _inherit(self, roles: list[tuple[Unit, Role]], before: str, role: Role) -> Role:
        """In A旗下的B and A研发的B, B does what A would have done, and A only tells whose B is."""
        previous, held = roles[-1]
        if self._goes_on.fullmatch(before) and held is not Role.GENERIC:
            relative = self.verb.search(before) is not None and before.endswith("的")
            if relative and held is Role.AGENT:
                roles[-1] = previous, Role.OWNER
                return Role.PLAIN  # 由A孵化的B
            if held is Role.OBLIQUE and relative and len(roles) > 1 and roles[-2][1] is Role.PLAIN:
                return Role.PLAIN  # A同B共建的C
            if held in (Role.PLAIN, Role.AGENT, Role.PIVOT):
                roles[-1] = previous, Role.OWNER
            return Role.PLAIN if held is Role.OWNER else held
        if held is Role.OBJECT and role in (Role.PLAIN, Role.OWNER):
            return Role.OBJECT if len(before) <= 6 and not before.endswith(_AFTER) else role
        return role

    def is_local(self, before: str) -> bool:
        """Whether the words before a verb speak of the home place: 市里, 区财政."""
        return self._local.search(before) is not None

    def has_subject(self, before: str) -> bool:
        """Whether the words of a clause up to a verb speak of somebody unnamed: 样车已, 秘书处, 它和, 支持高校."""
        parts = re.split(ANY, before)
        return any(part and (self.is_generic(part) or self._own.found(part)) for part in {parts[0], parts[-1]})

    def _whose(self, after: str, unit: Unit) -> bool:
        """Whether a place is named only to tell whose the common noun behind it is."""
        if not _place(unit):
            return False
        generic = self._generic.match(after)
        if generic is None or self.verb.search(generic.group()):
            return False
        return not self._own.has_verb(generic.group())

    def _role(self, before: str, after: str, followed: bool, person: bool, whose: bool) -> Role:
        if (agent := self._agent.search(before)) and not self.verb.search(agent[1]):
            return Role.AGENT
        if self._preposition.search(before):
            return Role.OBLIQUE
        if (far := self._far_preposition.search(before)) and not self.verb.search(far[1]):
            return Role.OBLIQUE
        if whose and not self.verb.search(before):
            return Role.GENERIC
        if (pivot := self._pivot.search(before)) and not self.verb.search(pivot[1]):
            return Role.GENERIC if whose else Role.PIVOT
        if self.verb.search(before) and not self._ends_relative.search(before):
            return Role.OBJECT
        if not followed and self._relative_noun.search(after):
            return Role.GENERIC  # A孵化的企业
        if after.startswith("的") or (followed and not after) or (person and len(after) <= 8):
            return Role.OWNER
        return Role.PLAIN


def _place(unit: Unit) -> bool:
    return all(m.type in ("Place", "Park") for m in unit.members)


_COUNTS = ((2, "双两二校"), (3, "三"), (4, "四"), (5, "五"))
#: Behind these a new subject may follow what was an object: 获A投资后，B…
_AFTER = ("后", "时", "以来", "前", "之后")


def either(words: Iterable[str]) -> str:
    """An alternation of words, the longest first."""
    return "|".join(re.escape(w) for w in sorted(set(words), key=lambda w: (-len(w), w)))
