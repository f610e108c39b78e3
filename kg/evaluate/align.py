"""Which entity of the annotation each entity of the system is, and when two texts are near enough."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable

from kg.evaluate.records import Record, Thing

#: Fields and indicators are worded freely: they meet where their characters overlap this far (Dice).
FIELD_DICE, INDICATOR_DICE = 0.6, 0.5
_MARKS = frozenset("\"'“”‘’「」『』《》<>〈〉")


def norm(text: str) -> str:
    """Fold width and case; drop white space and quotation marks."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return "".join(c for c in folded if not c.isspace() and c not in _MARKS)


def dice(a: str, b: str) -> float:
    """Overlap of the two strings' characters, 0 to 1."""
    left, right = Counter(norm(a)), Counter(norm(b))
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if total else 0.0


def align(gold: Record, system: Record) -> dict[str, str | None]:
    """Map every system entity to the gold entity it shares most names with, or None.

    Type does not decide whether two names meet (it is scored separately), but a Field meets only a Field, and there
    a name that overlaps will do where none is equal.
    """
    known = [(thing, _names(thing)) for thing in gold.entities.values()]
    return {id_: _best(thing, known) for id_, thing in system.entities.items()}


def _best(thing: Thing, known: Iterable[tuple[Thing, frozenset[str]]]) -> str | None:
    own = _names(thing)
    best: str | None = None
    most = (0.0, False)
    for target, names in known:
        if (target.type == "Field") != (thing.type == "Field"):
            continue
        shared = float(len(own & names))
        if not shared and thing.type == "Field":
            overlap = max(dice(a, b) for a in thing.names for b in target.names)
            shared = overlap / 2 if overlap >= FIELD_DICE else 0.0
        key = (shared, thing.type == target.type)
        if shared and key > most:
            best, most = target.id, key
    return best


def _names(thing: Thing) -> frozenset[str]:
    return frozenset(norm(name) for name in thing.names)
