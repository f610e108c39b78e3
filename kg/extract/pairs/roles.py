"""Who does what in a sentence, told roughly: how each mention stands to each verb of a known kind.

共建 in 由A与B合作共建, A、B等共同组建的C and A联合B设立C has A and B as agents and C as what is built, however many
names and words stand between. Told as such, a few examples of a verb's kind teach what many skeletons would not.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.pairs.senses import Mark
from kg.model import Mention

_JOINED = re.compile(r"[”》’」]?(?:[（(][^）)]{0,20}[）)])?[”》’」]?(?:、|，?以及|和|与|及|暨|/|\+|跟)?[“《‘「]?")
_CLAUSE = re.compile("[，；：。！？,;:!?\n]")
_PREPOSITIONS = (
    ("by", ("由", "被", "经", "受")),
    ("with", ("与", "和", "同", "跟", "联合", "会同", "携手", "联手", "牵手")),
    ("at", ("在", "于", "到", "位于", "落户", "入驻", "落地")),
    ("to", ("为", "向", "给", "对", "支持", "面向")),
    ("from", ("从", "来自", "依托", "通过", "以")),
    ("object", ("将", "把")),
)
_FRONT = {word: kind for kind, words in _PREPOSITIONS for word in words}
_RELATIVE = re.compile(r"[^，。；：、“]{0,5}?的")


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Coordinated mentions: half-open span of the text, the clause they stand in, what stands before and behind."""

    start: int
    end: int
    clause: int
    front: str
    back: str


@dataclass(frozen=True, slots=True, eq=False)
class Verb:
    """A word of known kinds: where it begins, its clause, whether it opens a relative clause (共建的)."""

    start: int
    kinds: tuple[str, ...]
    clause: int
    relative: bool


class Roles:
    """The groups and verbs of one sentence.

    Args:
        text: the document's text.
        start, end: the sentence.
        mentions: those of the sentence, in order.
        marks: its words of known kinds, in order.
    """

    def __init__(self, text: str, start: int, end: int, mentions: Sequence[Mention], marks: Sequence[Mark]) -> None:
        spans = [(m.start, m.end) for m in mentions]
        starts = [a for a, _ in spans]
        inside = [n for n in range(start, end) if _CLAUSE.match(text[n])]
        self._breaks = [n for n in inside if not _covered(spans, starts, n)]
        self._text = text
        self._groups: dict[int, Group] = {}
        run: list[Mention] = []
        for m in mentions:
            if run and not (text[run[-1].end : m.start] and _JOINED.fullmatch(text, run[-1].end, m.start)):
                self._close(run, start, end)
                run = []
            run.append(m)
        self._close(run, start, end)
        self._verbs = [
            Verb(
                mark.start,
                tuple(mark.kind.split("+")),
                self._clause(mark.start),
                _RELATIVE.match(text, mark.end, end) is not None,
            )
            for mark in marks
            if len(mark.kind) > 1
        ]
        self._clauses = [v.clause for v in self._verbs]
        self._all = list(dict.fromkeys(self._groups.values()))
        self._told: dict[tuple[Group | None, Group | None], tuple[str, ...]] = {}
        self._roles: dict[tuple[Group, Verb], str] = {}

    def _clause(self, at: int) -> int:
        return bisect_right(self._breaks, at)

    def _close(self, run: Sequence[Mention], start: int, end: int) -> None:
        if not run:
            return
        a, b = run[0].start, run[-1].end
        before = self._text[max(start, a - 3) : a].rstrip("“《‘「（(")
        front = next((_FRONT[before[-n:]] for n in (2, 1) if before[-n:] in _FRONT), "")
        back = self._text[b : min(end, b + 3)].lstrip("”》’」）)")[:1]
        front = front or ("^" if self._opens(a, start) else "-")
        group = Group(a, b, self._clause(a), front, back if back == "的" else "")
        for m in run:
            self._groups[m.start] = group

    def _opens(self, at: int, start: int) -> bool:
        before = self._text[max(start, at - 2) : at].rstrip("“《‘「（(")
        return at == start or not before or _CLAUSE.match(before[-1]) is not None

    def of(self, one: Mention | None, other: Mention | None) -> tuple[str, ...]:
        """How two mentions stand to the verbs about them; None for one that the sentence does not name."""
        groups = self._groups[one.start] if one else None, self._groups[other.start] if other else None
        if groups not in self._told:
            self._told[groups] = tuple(self._tell(*groups))
        return self._told[groups]

    def _tell(self, one: Group | None, other: Group | None) -> Iterator[str]:
        groups = [g for g in (one, other) if g]
        low, high = min(g.clause for g in groups), max(g.clause for g in groups)
        edge = max(g.end for g in groups)
        same = "same" if one is other else ""
        for verb in self._verbs[bisect_left(self._clauses, low) : bisect_right(self._clauses, high + 1)]:
            if verb.clause == high + 1 and verb.start - edge > _NEAR:
                continue
            a, b = (self._role(g, verb) if g else "none" for g in (one, other))
            for kind in verb.kinds:
                yield f"{kind}|{a}|{b}|{same}{'的' if verb.relative else ''}"
                yield f"{kind}|{a[:4]}|{b[:4]}"

    def _role(self, group: Group, verb: Verb) -> str:
        """Side of the verb and nearness (c in its clause, n the next, f further), preposition, what stands between."""
        if (group, verb) not in self._roles:
            gap = abs(verb.clause - group.clause)
            side = "<" if group.end <= verb.start else ">"
            near = "c" if gap == 0 else "n" if gap == 1 else "f"
            low, high = sorted((group.end if side == "<" else group.start, verb.start))
            others = sum(1 for g in self._all if low <= g.start and g.end <= high and g is not group)
            verbs = sum(1 for v in self._verbs if low <= v.start < high and v is not verb)
            told = f"{side}{near}{group.front[:2]}{group.back}{min(others, 2)}{min(verbs, 2)}"
            self._roles[group, verb] = told
        return self._roles[group, verb]


#: A verb of the following clause counts if it is no further than this from the pair.
_NEAR = 24


def _covered(spans: Sequence[tuple[int, int]], starts: Sequence[int], at: int) -> bool:
    n = bisect_right(starts, at) - 1
    return n >= 0 and at < spans[n][1]
