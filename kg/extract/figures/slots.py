"""What stands left and right of each number of a clause: lists, changes from one value to another, distribution."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.extract.figures.quantities import Quantity
from kg.extract.figures.rules import FigureRules
from kg.extract.figures.scenes import Clause, Scene

_JOIN = "[、和与及]|以及"
_JOINED_AFTER = re.compile(rf"^(?:{_JOIN})")
_JOINED_BEFORE = re.compile(rf"(?:{_JOIN})$")
_RANGE = re.compile(r"^\s*[-—–~～至到]?\s*$")
_ALL_OF = re.compile(
    r"(?P<list>[^，]+(?:、[^、，]{1,8})+)(?:[二两三四五六七八]|\d)(?:项|个|大)[^，]{0,4}(?:均|都|全部)"
)


@dataclass(frozen=True, slots=True)
class Slot:
    """A quantity with its words (pieces, see `Scene.piece`).

    `index` of `total` tells its place in a plain list of values (45.8%、68.4%), to which coordinated words on the
    left are dealt out; `total` is 1 elsewhere.
    """

    quantity: Quantity
    left: str
    right: str
    index: int = 0
    total: int = 1


def slots(scene: Scene, clause: Clause, rules: FigureRules) -> list[Slot]:
    """The clause's quantities with their words, in order."""
    quantities = clause.quantities
    if not quantities:
        return []
    first = left = scene.piece(clause.start, quantities[0].start)
    made: list[Slot] = []
    run = 0  # where the present list of bare values began
    for quantity, following in pairwise(quantities):
        gap = scene.piece(quantity.end, following.start)
        if re.fullmatch(_JOIN, gap) and quantity.unit == following.unit:
            made.append(Slot(quantity, left, ""))
            continue
        right, next_left = _share(gap, left, first, rules)
        made.append(Slot(quantity, left, right))
        run = _deal(made, run)
        left = next_left
    made.append(Slot(quantities[-1], left, scene.piece(quantities[-1].end, clause.end)))
    _deal(made, run)
    return [one for slot in made for one in _each(slot)]


def _each(slot: Slot) -> list[Slot]:
    """One value told of several things at once (A、B、C三项指标均突破千亿元), told of each."""
    found = _ALL_OF.match(slot.left)
    if found is None or slot.total > 1:
        return [slot]
    parts = found["list"].split("、")
    parts[0] = parts[0][-max(map(len, parts[1:])) :]  # what stands before the first is no part of it
    return [replace(slot, left=part, right="") for part in parts]


def _share(gap: str, left: str, first: str, rules: FigureRules) -> tuple[str, str]:
    """How the words between two numbers are shared: what stands right of the one, and left of the other."""
    if rules.change.fullmatch(gap) or _RANGE.match(gap):
        return "", left
    if _JOINED_AFTER.match(gap):
        return "", _verb(first, rules) + _JOINED_AFTER.sub("", gap)
    if _JOINED_BEFORE.search(gap):
        return _JOINED_BEFORE.sub("", gap), left
    return gap, left + gap


def _verb(first: str, rules: FigureRules) -> str:
    """What the first item of a list of figures shares with the others: its verb.

    累计培育“国高企”948家、雏鹰企业249家 -> 累计培育.
    """
    found = rules.list_verb.match(first)
    return found[0] if found else ""


def _deal(made: list[Slot], run: int) -> int:
    """Number the members of the list of bare values from `run` on; the words right of the last belong to all."""
    total = len(made) - run
    if total > 1:
        right = made[-1].right
        made[run:] = [replace(s, right=right, index=i, total=total) for i, s in enumerate(made[run:])]
    return len(made)


def coordinated(piece: str, total: int) -> list[str] | None:
    """The `total` coordinated heads of `piece`, the last with what follows it; None where it has not that many."""
    parts = [p for p in re.split("、|以及|和|与|及", piece) if p]
    return parts if len(parts) == total else None


def heads(parts: Sequence[str], rules: FigureRules) -> list[str]:
    """Coordinated heads, each completed by what follows the last: A、B占比 -> A占比, B占比."""
    found = rules.predicate.search(parts[-1])
    tail = parts[-1][found.start() :] if found and found.start() else ""
    return [*(p + tail for p in parts[:-1]), parts[-1]]
