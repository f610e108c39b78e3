"""Who has the most of something, counted by relations: the pieces of such a question in whatever order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.graph.ask.lexicon import Lexicon
from kg.graph.ask.meaning import End, Question, Thing
from kg.graph.ask.reading import Readings
from kg.graph.ask.tokens import Token
from kg.graph.ask.types import Types

_KINDS = "TLKRNOSDPI"


def ranked(words: Sequence[Token], lexicon: Lexicon, types: Types) -> list[Question]:
    """What the words may ask to be ranked, [] if they ask for no such rank, the likeliest first.

    孵化企业最多的平台, 哪家单位合作伙伴最多, 哪个园区的企业最多: a thing that is asked for, a relation or none, and a
    class that is counted or none. Those of the class that was asked for come before whoever else does it.
    """
    kinds = "".join(word.kind for word in words)
    if kinds.count("S") != 1 or set(kinds) - set(_KINDS) or sum(kinds.count(kind) for kind in "RNO") > 1:
        return []
    nodes = [word for word in words if word.kind in "TLK"]
    asked = next((word for word in nodes if word.kind == "T" and not word.means[1]), None)
    asked = asked or next((word for word in reversed(nodes) if word.at > words[kinds.index("S")].at), None)
    asked = asked or next((word for word in nodes if word.kind == "L"), None)
    if asked is None or len(nodes) > 3:
        return []
    if asked.kind == "L":
        asked = replace(asked, kind="T", means=("Place", "", "", ""))
    # 孵化企业最多的平台是哪个, and 哪个平台孵化了多少企业最多.
    rest = [word for word in nodes if word is not asked and word.kind != "L"]
    if not asked.means[0] and rest and rest[-1].at > words[kinds.index("S")].at:
        noun = rest.pop()
        asked = replace(asked, text=noun.text, means=(noun.means[0], *asked.means[1:]))
    if len(rest) > 1:
        return []
    counted = Thing(cls=rest[0].means[0] if rest else "")
    how = next((word for word in words if word.kind in "RNO"), None)
    if how is not None and how.cls and not counted.cls:
        counted = Thing(cls=how.cls)
    found: list[Question] = []
    for cost, thing in enumerate(_ranked(asked, lexicon)):
        for relations, end, planned in _ways(how, counted, "P" in kinds, Readings(lexicon)):
            found += types.fitting(Question("rank", thing, counted, relations, planned, cost, end))
        if how is not None and how.kind == "R" and not found and not rest:
            way: End = "out" if how.reverse else "in"
            found += types.fitting(Question("rank", thing, counted, how.means, how.planned, end=way))
    return found


def _ranked(asked: Token, lexicon: Lexicon) -> Iterator[Thing]:
    """Those of the class, and whoever does it, where the noun may say little more (平台, a park as well)."""
    wide = any(asked.text.endswith(noun) for noun in lexicon.wide)
    yield Thing(asked.text, cls="" if wide else asked.means[0], asked=True)
    if any(asked.text.endswith(noun) for noun in lexicon.acting):
        yield Thing(asked.text, asked=True)


def _ways(
    how: Token | None, counted: Thing, passive: bool, read: Readings
) -> Iterator[tuple[tuple[str, ...], End, bool]]:  # fmt: skip
    """By which relations, at which end of them, things are ranked."""
    if how is None:
        for join in read.belonging(Thing(), counted.cls) if counted.cls else ():
            yield join.relations, ("out" if join.end == "in" else "in"), False
    elif how.kind == "R":
        yield how.means, ("in" if how.reverse != passive else "out"), how.planned
    else:
        yield how.means, ("in" if how.kind == "N" else "out"), False
