"""When a figure was, in the text's own words, and whether it is a target."""

from __future__ import annotations

import re

from kg.extract.figures.rules import FigureRules
from kg.model import Achievement

_YEAR = re.compile(r"(?:截至|截止|到|至|在)?((?:20|19)\d{2})年(?:度|全年)?")
_PURPOSE = re.compile("^(?:力争|计划|用|在)")


def period(text: str, start: int, end: int, before: int, rules: FigureRules) -> str | None:
    """The period that `text[start:end]` gives a figure at `before`: the nearest left of it, else the first there is.

    A year alone is handed out as its number (2025年 -> 2025); everything else as written.
    """
    found = None
    for match in rules.period.finditer(text, start, end):
        if found is None or match.end() <= before:
            found = match
    if found is None:
        return None
    year = _YEAR.fullmatch(found[0])
    return year[1] if year else _PURPOSE.sub("", found[0])


def status(text: str, start: int, end: int, rules: FigureRules) -> Achievement | None:
    """What `text[start:end]`, a clause up to its number, says: target, achieved, or nothing (None).

    What is said last holds: 计划投资10亿元，已完成5亿元.
    """
    words = rules.disposal.sub(lambda m: " " * len(m[0]), text[start:end])
    planned = max((m.start() for m in rules.planned.finditer(words)), default=-1)
    done = max((m.start() for m in rules.done.finditer(words)), default=-1)
    if planned < 0 and done < 0:
        return None
    return "target" if planned > done else "achieved"
