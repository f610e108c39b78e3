"""Members of a list whose noun tells what they are: 长虹、九洲、京东方等链主企业."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.mentions.candidates import Candidate, Context
from kg.extract.mentions.rules import NameRules

_RUN = re.compile(r"[^，。！？；：、,;:!?\n]{2,24}(?:、[^，。！？；：、,;:!?\n]{2,20})+")
_LAST = re.compile(r"(?P<member>.{2,18}?)等(?P<rest>.{0,16})$")
_COUNT = re.compile(r"^(?:\d+余?多?|[一二三四五六七八九十两数几]+)(?:家|个|所|位|项|款|座|支|类|大|种)")
_QUOTES = '“”‘’「」『』《》"'


def find(context: Context, rules: NameRules) -> Iterator[Candidate]:
    """Candidates for the members of every list that ends in 等 and a telling noun."""
    for run in _RUN.finditer(context.text, context.start, context.end):
        parts = run.group().split("、")
        last = _LAST.match(parts[-1])
        if not last:
            continue
        cls = _class(last["rest"], rules)
        if cls is None:
            continue
        at = run.start() + len(parts[0]) + 1
        for part in parts[1:]:
            member = last["member"] if part is parts[-1] else part
            yield from _members(at, member, cls)
            at += len(part) + 1
        start = _first(context, rules, run.start(), run.start() + len(parts[0]))
        if start < run.start() + len(parts[0]) - 1:
            yield from _members(start, context.text[start : run.start() + len(parts[0])], cls)


def _members(at: int, words: str, cls: str) -> Iterator[Candidate]:
    """One member, or two joined by 和 or 与."""
    for piece in re.finditer(r"[^和与及]+", words):
        start, end = at + piece.start(), at + piece.end()
        text = piece.group()
        start += len(text) - len(text.lstrip(_QUOTES))
        end -= len(text) - len(text.rstrip(_QUOTES))
        if end - start >= 2:
            yield Candidate(start, end, cls, "listed", False)


def _class(rest: str, rules: NameRules) -> str | None:
    """The class of the noun after 等: the longest head that ends the words before a verb or the clause's end."""
    rest = _COUNT.sub("", rest.lstrip("一批多"))
    best: tuple[int, int, str] | None = None
    for head, cls in rules.listed.items():
        place = rest.find(head)
        if place >= 0 and (best is None or (-len(head), place) < best[:2]):
            best = (-len(head), place, cls)
    return best[2] if best else None


def _first(context: Context, rules: NameRules, start: int, end: int) -> int:
    """Where the list's first member begins: behind the last word that no name holds."""
    begin = start
    for (a, b), word in zip(context.spans, context.surfaces, strict=True):
        if start <= a and b < end and (word in rules.words or word in rules.verbs):
            begin = b
    return begin
