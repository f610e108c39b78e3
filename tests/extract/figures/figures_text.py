"""Names in a text as mentions."""

from __future__ import annotations

from kg.model import Mention


def named(text, kinds):
    """Mentions of the names in `kinds` (name -> class), the longest first; a name is its entity's id."""
    taken: set[int] = set()
    found = []
    for name in sorted(kinds, key=lambda n: (-len(n), n)):
        at = text.find(name)
        while at >= 0:
            span = range(at, at + len(name))
            if taken.isdisjoint(span):
                taken.update(span)
                found.append(Mention(at, at + len(name), kinds[name], "test", 1.0, name))
            at = text.find(name, at + 1)
    return sorted(found, key=lambda m: m.start)
