"""Administrative containment that a name itself says: 杭州市萧山区 is a district of 杭州市."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.model import Document, Mention

#: The endings of administrative divisions, the larger first.
LEVELS = ("省", "自治区", "市", "州", "盟", "区", "县", "旗", "镇", "乡", "街道")


def contained(document: Document, mentions: Sequence[Mention]) -> Iterator[tuple[Mention, Mention, int, int]]:
    """(smaller, larger, start, end) for every place whose words begin with another's, or stand right behind it.

    Args:
        mentions: of the document, sorted.
    """
    places = [m for m in mentions if m.type == "Place" and m.kind == "name"]
    larger: dict[str, Mention] = {}
    for mention in places:
        larger.setdefault(document.text[mention.start : mention.end], mention)
    for number, mention in enumerate(places):
        name = document.text[mention.start : mention.end]
        for length in range(2, len(name) - 1):
            outer = larger.get(name[:length])
            if outer and outer.entity != mention.entity and _below(name[:length], name):
                yield mention, outer, mention.start, mention.end
        if number and places[number - 1].end == mention.start and places[number - 1].entity != mention.entity:
            before = places[number - 1]
            if _below(document.text[before.start : before.end], name):
                yield mention, before, before.start, mention.end


def _level(name: str) -> int:
    return next((n for n, ending in enumerate(LEVELS) if name.endswith(ending)), -1)


def _below(outer: str, inner: str) -> bool:
    """Whether both names end as divisions do, the outer one's the larger."""
    return 0 <= _level(outer) < _level(inner)
