"""Readings in which something more is said of what was told: of those that 甲 funds, the ones in 临江区."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.graph.ask.meaning import Join, Question, Thing
from kg.graph.ask.pieces import by
from kg.graph.ask.reading import Clause, Readings
from kg.graph.ask.tokens import Token


def of_those(read: Readings, told: Thing, clause: Clause, head: Token) -> Iterator[Thing]:
    """获奖单位中，位于临江区的有哪些: both must hold; `head` is what is asked for, or its class."""
    if told.iris or not told.joins:
        return
    asked = next(read.kind(head) if head.kind == "K" else read.asked(head))
    both = asked.classes or ((told.cls,) if asked.cls and told.cls else told.classes)
    yield replace(asked, cls=asked.cls or told.cls, classes=both, joins=told.joins).joined(*clause)


def some_of(read: Readings, told: Thing, head: Token, verb: Token) -> Iterator[Question]:
    """甲园区的企业有哪些拿到了投资: those of them of which the verb holds, whoever stands at its other end."""
    if told.iris or not told.joins or not set("有里中内") & set(head.filler):
        return
    asked = next(read.asked(head))
    narrow = replace(asked, cls=asked.cls or told.cls, classes=asked.classes or told.classes, joins=told.joins)
    yield Question("list", narrow.joined(by(verb, "out", Thing())))


def done_there(doer: Thing, place: Thing, verb: Token, asked: Thing) -> Iterator[Question]:
    """甲在临江区设立了哪家公司: one that is there, or whose name or evidence names the place."""
    done = by(verb, "in", doer)
    if not (doer.iris and place.iris) or {"locatedIn", "worksFor"} & set(verb.means):
        return
    yield Question("list", asked.joined(done, Join(("locatedIn",), "out", place)))
    yield Question("list", replace(asked.joined(done), narrowed=(*asked.narrowed, place.text)), cost=1)


def where_all(asked: Thing, some: tuple[Thing, ...]) -> Iterator[Question]:
    """甲和乙都在哪个园区."""
    yield Question("list", asked.joined(*(Join(("locatedIn",), "in", one) for one in some)))


def with_all(asked: Thing, verb: Token, made: Thing, some: tuple[Thing, ...]) -> Iterator[Question]:
    """甲和乙跟哪所高校共建了中心: who made one that all the others made."""
    if not made.iris:
        made = made.joined(*(by(verb, "in", one) for one in some))
    yield Question("list", asked.joined(by(verb, "out", made)))
