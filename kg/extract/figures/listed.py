"""Clues of the names themselves: names dealt out to values, 全县 and a county's name, what a name ends in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.extract.figures.cases import Case
from kg.extract.figures.rules import MENTION

_BRACKET = "(?:[（(][^）)，]{0,20}[）)])?"
# 顺风旗下丰野科技 is one member of a list, its last name.
_MEMBER = rf"[“《‘「]?(?:{MENTION}[”》’」]?(?:旗下|下属|所属)?的?[“《‘「]?){{0,2}}({MENTION})[”》’」]?{_BRACKET}"
_FIRST = re.compile(_MEMBER)
_NEXT = re.compile(f"(?:、|和|与|及|以及){_MEMBER}")
_ONE_OF_TWO = re.compile("(前者|后者)[^，。；]{0,12}$")
_LEVEL = re.compile("[全我该本]([省市区县州旗镇乡村])")
_LEVELS = "省市区县州旗镇乡村"
_QUOTES = "“”《》‘’「」『』（）()"


def dealt(case: Case) -> str | None:
    """Whose the figure is where as many values as names are listed before it: A、B评优，分别给予300万元、200万元.

    前者 and 后者 are of the two that were listed last.
    """
    slot, scene = case.slot, case.scene
    piece = scene.piece(0, slot.quantity.start)
    index, total = slot.index, slot.total
    if one := _ONE_OF_TWO.search(piece):
        index, total = int(one[1] == "后者"), 2
    if total < 2:
        return None
    for names in reversed(list(_lists(piece))):
        if len(names) == total:
            return scene.mention(names[index]).entity
    return None


def _lists(piece: str) -> Iterator[list[str]]:
    """The marks of each list of names in `piece`, in order."""
    at = 0
    while first := _FIRST.search(piece, at):
        names, at = [first[1]], first.end()
        while following := _NEXT.match(piece, at):
            names.append(following[1])
            at = following.end()
        if len(names) > 1:
            yield names


def of_name(names: Iterable[str], near: str) -> Iterator[str]:
    """Clues of what an entity's longest name ends in: a 创新券 has no staff."""
    name = max(sorted(names), key=len, default="").strip(_QUOTES)
    if len(name) > 2:
        yield from (f"tl:{name[-2:]}", f"tl:{name[-2:]}:{near}")


def of_level(case: Case, names: Iterable[str], kind: str, home: bool) -> Iterator[str]:
    """Clues of a place where 全县 or 该市 speaks of one: whether its name is that of a county or a city."""
    if kind != "Place":
        return
    left = case.scene.text[case.clause.start : case.slot.quantity.start]
    if found := _LEVEL.search(left):
        levels = {name[-1] for name in names if len(name) > 2 and name[-1] in _LEVELS}
        how = "?" if not levels else "fits" if found[1] in levels else "differs"
        yield from (f"lv:{how}", f"lv:{how}:{home}", f"lv:{found[1]}:{home}:{how == 'fits'}")
