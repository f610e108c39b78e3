"""From candidates to mentions: tagger first, then known names and strong rules where nothing stands, then the
rest of the document, so that a name once found is found everywhere."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.extract.mentions.candidates import Candidate
from kg.model import Mention

#: Classes whose endings are common nouns as well.
_THINGS = frozenset({"Policy", "Product", "Award", "Event", "Enterprise", "ServicePlatform"})
#: The confidence of a name that stands on a list.
_KNOWN = 0.995
#: A name of fewer characters than this is not spread over the document by its characters alone.
_SPREAD = 2


def without_overlaps(mentions: Iterable[Mention]) -> list[Mention]:
    """Keep the better of any two overlapping mentions: more confident, then longer, then first."""
    kept: list[Mention] = []
    taken: set[int] = set()
    for m in sorted(mentions, key=lambda m: (-round(m.confidence, 6), m.start - m.end, m.start, m.type, m.rule)):
        if taken.isdisjoint(range(m.start, m.end)):
            kept.append(m)
            taken.update(range(m.start, m.end))
    return sorted(kept, key=lambda m: m.start)


def with_known(mentions: Sequence[Mention], known: Iterable[Candidate]) -> list[Mention]:
    """Add known names, except inside a longer name that was found (浙大 in 浙大先进技术创新基地)."""
    spans = [(m.start, m.end) for m in mentions]
    added = [
        Mention(c.start, c.end, c.cls, c.rule, _KNOWN)
        for c in known
        if not any(a <= c.start and c.end <= b and (a, b) != (c.start, c.end) for a, b in spans)
    ]
    return [*mentions, *added]


def whole_quotes(mentions: Sequence[Mention], quoted: Iterable[Candidate]) -> list[Mention]:
    """Names that end where a quotation ends are the whole quotation, if it ends like a name of a body or a place.

    “基于大模型的服装设计联合实验室” is one name, whatever stands in front of 服装设计联合实验室.
    """
    starts = {c.end: c.start for c in quoted if c.cls not in _THINGS}
    return [replace(m, start=starts[m.end]) if starts.get(m.end, m.start) < m.start else m for m in mentions]


def tidy(text: str, start: int, end: int, floor: int, ceiling: int) -> tuple[int, int]:
    """The span with its quotation marks and brackets paired: an edge moves out to the partner, or in past the mark.

    `floor` and `ceiling` are the edges of the sentence, which the span may not leave.
    """
    if start > floor and text[start - 1].isdigit() and (unit := _UNIT.match(text, start, end)):
        start = unit.end()
    while start < end and text[start] in _NO_START:
        start += 1
    while start < end and text[end - 1] in _NO_END:
        end -= 1
    for opening, closing in _PAIRS:
        piece = text[start:end]
        opened, closed = piece.count(opening), piece.count(closing)
        if opened > closed:
            partner = text.find(closing, end, min(ceiling, end + _PARTNER))
            if partner >= 0 and text[end:partner].isalnum() | (partner == end):
                end = partner + 1
            elif piece.startswith(opening):
                start += 1
            else:
                end = start + piece.rindex(opening)
        elif closed > opened:
            partner = text.rfind(opening, max(floor, start - _PARTNER), start)
            if partner >= 0:
                start = partner
            elif piece.endswith(closing):
                end -= 1
            else:
                start += piece.index(closing) + 1
    while start < end and text[start] in _NO_START:
        start += 1
    while start < end and text[end - 1] in _NO_END:
        end -= 1
    return start, end


#: What follows a number and belongs to it: 7.6万平方米图灵创新中心.
_UNIT = re.compile(r"[多余]?[万亿]?[多余]?(?:平方米|亩|公里|平方公里|兆瓦|立方米|吨|元|家|个|人|名|项|座|处|所|位)的?")
_PAIRS = (("“", "”"), ("「", "」"), ("《", "》"), ("（", "）"), ("(", ")"))
_PARTNER = 24
_NO_START = frozenset("，。、；：！？,;:!?”’」》）)】 　-—·的和与及")
_NO_END = frozenset("，。、；：！？,;:!?“‘「《（(【 　-—的和与及")


def spread(text: str, mentions: Sequence[Mention], extra: Iterable[tuple[str, str]] = ()) -> list[Mention]:
    """Add the other occurrences of the names found, with their most frequent type.

    Args:
        text: the document's mended text.
        mentions: non-overlapping, ordered.
        extra: (name, type) pairs found otherwise, such as declared short forms.
    """
    types: dict[str, Counter[str]] = defaultdict(Counter)
    for m in mentions:
        types[text[m.start : m.end]][m.type] += 1
    for name, type_ in extra:
        types[name][type_] += 1
    taken = bytearray(len(text))
    for m in mentions:
        taken[m.start : m.end] = b"\1" * (m.end - m.start)
    added = []
    for name in sorted(types, key=lambda n: (-len(n), n)):
        if len(name) < _SPREAD:
            continue
        best = min(types[name], key=lambda t: (-types[name][t], t))
        at = text.find(name)
        while at >= 0:
            end = at + len(name)
            if not any(taken[at:end]) and not _cuts(text, at, end):
                taken[at:end] = b"\1" * len(name)
                added.append(Mention(at, end, best, "document", 0.7))
            at = text.find(name, at + 1)
    return sorted([*mentions, *added], key=lambda m: m.start)


def _cuts(text: str, start: int, end: int) -> bool:
    """Whether the span cuts a Latin word or a number in two."""

    def joined(a: str, b: str) -> bool:
        return a.isascii() and a.isalnum() and b.isascii() and b.isalnum()

    return (start > 0 and joined(text[start - 1], text[start])) or (
        end < len(text) and joined(text[end - 1], text[end])
    )
