"""The words of a question -> what it asks: patterns over one letter for each word.

E entity, T what is asked for (谁, 哪些企业, 多少项), R relation, N noun of whoever stands at a relation's subject end
(孵化方), J 和, D 的, P 被, I 在, L where, S 最多, G 关系, U what nobody understands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from kg.graph.ask.tokens import Token

Kind = Literal["list", "count", "yes", "rank", "class", "relation", "what"]
End = Literal["out", "in", "both"]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked. `end` says where `entity` stands: out, it is the subject; in, the object.

    `cls` is the class of what is asked for (of the objects, in a ranking, whose subjects are of `ranked`), `within` a
    place that it must be in, `other` the second entity of a question about two.
    """

    kind: Kind
    relations: tuple[str, ...] = ()
    end: End = "out"
    entity: Token | None = None
    other: Token | None = None
    cls: str = ""
    ranked: str = ""
    within: Token | None = None
    year: str = ""
    planned: bool = False


#: Pattern -> how its groups are read. The first that fits the whole question decides.
_PATTERNS = (
    ("(?P<e>E)J(?P<o>E)T?G", "relation"),
    ("(?P<e>E)(?P<r>R)D?(?P<t>T)", "out"),
    ("(?P<e>E)J(?P<t>T)(?P<r>R)", "out"),
    ("(?P<t>T)J(?P<e>E)(?P<r>R)D?", "in"),
    ("(?P<e>E)J(?P<t>T)D?(?P<r>N)", "in"),
    ("(?P<t>T)(?P<r>R)(?P<e>E)D?", "in"),
    ("(?P<r>R)(?P<e>E)D(?P<t>T)", "in"),
    ("J(?P<e>E)(?P<r>R)D(?P<t>T)", "out"),
    ("(?P<e>E)P(?P<t>T)(?P<r>R)D?", "in"),
    ("(?P<e>E)(?P<t>T)(?P<r>R)D", "in"),
    ("(?P<e>E)(?P<t>T)(?P<r>R)", "doings"),
    ("(?P<t>T)I(?P<e>E)", "in it"),
    ("(?P<e>E)D?(?P<r>N)(?P<t>T)?", "in"),
    ("(?P<t>T)(?P<e>E)D(?P<r>N)", "in"),
    ("(?P<w>E)D?(?P<t>T)(?P<r>R)(?P<e>E)D?", "in"),
    ("(?P<e>E)(?:R|I)?(?P<l>L)", "where"),
    ("(?P<e>E)(?P<r>R)(?P<o>E)", "yes"),
    ("(?P<e>E)J(?P<o>E)(?P<r>R)", "yes"),
    ("(?P<e>E)I(?P<o>E)", "yes in"),
    ("(?P<o>E)P(?P<e>E)(?P<r>R)D?", "yes"),
    ("(?P<o>E)(?P<e>E)(?P<r>R)D", "yes"),
    ("(?P<s>T)(?P<r>R)D?(?P<t>T)?S", "rank"),
    ("(?P<r>R)D?(?P<t>T)?SD(?P<s>T)", "rank"),
    ("(?P<s>T)(?P<r>R)S?D(?P<t>T)S", "rank"),
    ("I?(?P<e>E)D?(?P<t>T)", "belongings"),
    ("(?P<t>T)", "class"),
    ("(?P<e>E)", "what"),
)


# What is asked of an entity alone: 金鼎奖是什么.
_WHAT = ("什么", "谁", "啥", "何人")


def asked(words: Sequence[Token], belongings: Mapping[str, tuple[str, str]], place: bool) -> Question | None:
    """What the words ask, or None if no pattern fits them.

    `place` says whether the first entity is a place or park, whose things are what is located in it.
    """
    year = next((word.means[0] for word in words if word.kind == "Y"), "")
    planned = any(word.kind == "X" for word in words)
    yes = any(word.kind == "M" for word in words)
    rest = _targets([word for word in words if word.kind not in "XYM"])
    found = _fitting(rest, yes, belongings, place)
    if found is None and any(word.kind == "L" for word in rest):
        # Where, as something asked for like any other: 由哪个区出台.
        rest = [Token("T", word.text, ("Place", "")) if word.kind == "L" else word for word in rest]
        found = _fitting(rest, yes, belongings, place)
    return found and replace(found, year=year, planned=planned)


def _fitting(
    rest: Sequence[Token], yes: bool, belongings: Mapping[str, tuple[str, str]], place: bool
) -> Question | None:
    """The reading of the first pattern that fits all the words."""
    letters = "".join(word.kind for word in rest)
    for pattern, reading in _PATTERNS:
        match = re.fullmatch(pattern, letters)
        if match and (reading.startswith("yes")) == (yes and "E" in letters and "T" not in letters):
            picked = {name: rest[match.start(name)] for name, text in match.groupdict().items() if text}
            return _read(reading, picked, belongings, place)
    return None


def _targets(words: Sequence[Token]) -> list[Token]:
    """Question words and the class beside them as one T, whose `means` is the class and whether it is to be counted."""
    found: list[Token] = []
    at = 0
    letters = "".join(word.kind for word in words)
    for match in re.finditer(r"[WQ]*C[WQL]*|[WQ]+|.", letters):
        group = words[at : at + len(match[0])]
        at += len(match[0])
        if not set(match[0]) & set("WQC"):
            found += group
            continue
        cls = next((word.means[0] for word in group if word.kind == "C"), "")
        count = "count" if "Q" in match[0] else ""
        found.append(Token("T", "".join(word.text for word in group), (cls, count)))
    return found


def _read(
    reading: str, picked: dict[str, Token], belongings: Mapping[str, tuple[str, str]], place: bool
) -> Question | None:
    cls, count = picked["t"].means if "t" in picked else ("", "")
    entity, other = picked.get("e"), picked.get("o")
    relations = picked["r"].means if "r" in picked else ()
    kind: Kind = "count" if count else "list"
    if reading in ("out", "in"):
        end: End = "out" if reading == "out" else "in"
        return Question(kind, relations, end, entity, cls=cls, within=picked.get("w"))
    if reading == "doings":
        # 有哪些合作 is what it does; 是谁孵化 and 有哪些大学获奖 are neither.
        return None if cls or picked["t"].text in ("谁", "何人") else Question(kind, relations, "out", entity)
    if reading == "in it":
        return Question(kind, ("locatedIn",), "in", entity, cls=cls)
    if reading == "where":
        return Question("list", ("locatedIn",), "out", entity)
    if reading == "yes":
        return Question("yes", relations, "out", entity, other)
    if reading == "yes in":
        return Question("yes", ("locatedIn",), "out", entity, other)
    if reading == "relation":
        return Question("relation", (), "both", entity, other)
    if reading == "rank":
        return Question("rank", relations, cls=cls, ranked=picked["s"].means[0])
    if reading == "what":
        return Question("what", entity=entity)
    if reading == "class":
        return Question(kind, cls=cls) if cls else None
    if cls in belongings:
        relation, way = belongings[cls]
        return Question(kind, (relation,), "out" if way == "out" else "in", entity, cls=cls)
    if not cls and not count and picked["t"].text in _WHAT:
        return Question("what", entity=entity)
    if place and cls:
        return Question(kind, ("locatedIn",), "in", entity, cls=cls)
    return None
