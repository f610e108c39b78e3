"""What is said of an entity, in the order of time: a figure by its period, everything else by its document's date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from kg.graph.tables import Tables
from kg.model import Fact, Figure

_YEAR = re.compile(
    r"((?:19|20)\d\d)(?:\s*[年./-]\s*(1[0-2]|0?[1-9])(?!\d)(?:\s*[月./-]\s*(3[01]|[12]\d|0?[1-9])(?!\d))?)?"
)
_MONTH = re.compile(r"(?:^|[^\d])(1[0-2]|0?[1-9])月")
_PLAN = re.compile(r"“?(十[一二三四五六七八九]?|二十)五”?")
_ORDINALS = ("十", "十一", "十二", "十三", "十四", "十五", "十六", "十七", "十八", "十九", "二十")
# A stretch that reaches the day of writing: what it counts was so on that day, wherever the stretch begins.
_UNTIL_NOW = re.compile(r"以来|至今|截至|目前|近[\d一二两三四五六七八九十]|连续|年来|过去|近日|日前")
_BACK = (("大前年", 3), ("前年", 2), ("去年", 1), ("上年", 1))
_NOW = re.compile(r"今年|本年|全年|当年|年度|年内|季度|半年|月")


@dataclass(frozen=True, slots=True)
class Event:
    """Something said and when it was so: `when` is a year, month or day in ISO 8601, "" where nothing tells it.

    `by` says what told it: the figure's own period, or the document's date.
    """

    when: str
    by: Literal["period", "document", ""]
    said: Fact | Figure


def timeline(index: Tables, iri: str) -> tuple[Event, ...]:
    """The facts and figures of the entity, earliest first, what has no date last.

    Raises `GraphError` if the graph holds no such entity.
    """
    dates = {source.name: source.date for source in index.sources}
    said: tuple[Fact | Figure, ...] = (*index.facts(iri), *index.figures(iri))
    events = [_event(one, dates[one.document]) for one in said]
    return tuple(sorted(events, key=lambda e: (not e.when, e.when, e.said.document, e.said.start, e.said.iri)))


def when(period: str, written: str) -> str:
    """The time that `period` names, in ISO 8601, in a text written on `written`; "" if neither tells it.

    A stretch that lasts until the writing stands at the writing, a five-year plan at its first year, a stretch of
    months at its last.
    """
    if _UNTIL_NOW.search(period):
        return written or _dated(period)
    if dated := _dated(period):
        return dated
    if plan := _PLAN.search(period):
        # The fourteenth began in 2021, and one has followed another since the eighth.
        return str(2021 + 5 * (_ORDINALS.index(plan[1]) - 4))
    year = written[:4]
    if not year:
        return ""
    for word, back in _BACK:
        if word in period:
            return f"{int(year) - back}{_month(period)}"
    return f"{year}{_month(period)}" if _NOW.search(period) else ""


def _event(said: Fact | Figure, written: str) -> Event:
    if isinstance(said, Figure) and said.period and (own := when(said.period, written)):
        return Event(own, "period", said)
    return Event(written, "document" if written else "", said)


def _dated(period: str) -> str:
    match = _YEAR.search(period)
    return "-".join(part.zfill(2) for part in match.groups() if part) if match else ""


def _month(period: str) -> str:
    months = _MONTH.findall(period)
    return f"-{months[-1].zfill(2)}" if months else ""
