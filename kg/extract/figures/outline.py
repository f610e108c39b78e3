"""More clues of whom a figure is about: the outline of its clause, ends of names, names dealt out, 全县 and 该市.

An outline keeps of a clause the names, by letters for their kinds, and the words that tell who gives, who gets, who
owns: 南山电子去年又获云海基金跟投3000万元 is `o+f-`, and the clue of 南山电子 is `X+f-`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kg.extract.figures.rules import MENTION, FigureRules
from kg.extract.figures.scenes import is_mark

if TYPE_CHECKING:
    from kg.extract.figures.clues import Case

_LETTERS = {"Place": "p", "Fund": "f", "Product": "d", "Policy": "y", "Event": "e", "Award": "a", "Person": "h"}
_LONG = 7  # signs of an outline that are kept, the last ones
_LISTED = re.compile(rf"{MENTION}(?:[”》’」]?(?:、|和|与|及|以及)[“《‘「]?{MENTION})+")
_LEVEL = re.compile("[全我该本]([省市区县州旗镇乡村])")
_QUOTES = "“”《》‘’「」『』（）()"


def outline(case: Case, rules: FigureRules) -> tuple[list[tuple[str, str]], str]:
    """The signs of the clause left of the number, each with the entity it stands for or "", and the sign behind it."""
    kinds = case.discourse.standing.kinds
    signs: list[tuple[str, str]] = []
    piece = case.scene.piece(case.clause.start, case.slot.quantity.start)
    for found in rules.signs.finditer(piece):
        if is_mark(found[0]):
            entity = case.scene.mention(found[0]).entity
            signs.append((_LETTERS.get(kinds.get(entity, ""), "o"), entity))
        elif (sign := (rules.sign_of[found.lastgroup or ""], "")) not in signs[-1:]:
            signs.append(sign)
    behind = rules.signs.match(case.slot.right.removeprefix("的")[:4])
    after = rules.sign_of[behind.lastgroup or ""] if behind and not is_mark(behind[0]) else ""
    return signs[-_LONG:], after


def of_outline(
    signs: Sequence[tuple[str, str]], after: str, entity: str, kind: str, where: str, quantity: str
) -> Iterator[str]:
    """Clues of the entity's place in the outline; `where` tells that of one that is not in it."""
    money = "m" if quantity == "money" else ""
    if any(whose == entity for _, whose in signs):
        told = "".join("X" if whose == entity else sign for sign, whose in signs)
        rest = told[told.rindex("X") :]
        yield from (f"ol:{told}>{after}{money}", f"ol:{told}:{kind}", f"olx:{rest}>{after}:{quantity}")
        yield f"olx:{rest}:{kind}"
        return
    told = "".join(sign for sign, _ in signs)
    given = "".join(sign for sign, _ in signs if sign in "+-<")
    yield from (
        f"ol:{told}>{after}{money}:{where}",
        f"og:{given}>{after}:{where}:{quantity}",
        f"og:{given}:{kind}:{where}",
    )


def of_names(names: Sequence[str], ends: Sequence[str], near: str) -> Iterator[str]:
    """Clues of what an entity's longest name ends in, with those of the figure: a 创新券 has no staff."""
    name = max(names, key=len, default="").strip(_QUOTES)
    if len(name) > 2:
        tail = f"tl:{name[-2:]}"
        yield from (tail, f"{tail}:{near}")
        yield from (f"{tail}:{end}" for end in ends)


def of_level(case: Case, names: Sequence[str], kind: str, home: bool) -> Iterator[str]:
    """Clues of a place where 全县 or 该市 speaks of one: whether its name is that of a county or a city."""
    if kind != "Place":
        return
    left = case.scene.text[case.clause.start : case.slot.quantity.start]
    if found := _LEVEL.search(left):
        levels = {name[-1] for name in names if len(name) > 2 and name[-1] in "省市区县州旗镇乡村"}
        how = "?" if not levels else "fits" if found[1] in levels else "differs"
        yield from (f"lv:{how}", f"lv:{how}:{home}", f"lv:{found[1]}:{home}:{how == 'fits'}")


def dealt(case: Case) -> str | None:
    """Whose the figure is where as many values as names are listed before it: A、B评优，分别给予300万元、200万元."""
    slot, scene = case.slot, case.scene
    if slot.total < 2:
        return None
    lists = list(_LISTED.finditer(scene.piece(0, slot.quantity.start)))
    if lists:
        names = [scene.mention(c).entity for c in lists[-1][0] if is_mark(c)]
        if len(names) == slot.total:
            return names[slot.index]
    return None
