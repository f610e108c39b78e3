"""Short forms of company names that a text uses without declaring them: 乾晶 after 乾晶半导体."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.aliases import forms
from kg.extract.aliases.rules import AliasRules
from kg.extract.words import Words
from kg.model import Mention


def short_forms(text: str, mentions: Sequence[Mention], rules: AliasRules, words: Words) -> list[Mention]:
    """Further mentions: the brand in a company's name where it stands by itself, and is no common word.

    Args:
        mentions: the names found so far; their places are left alone.
    """
    brands: dict[str, Mention] = {}
    for m in mentions:
        if m.type == "Enterprise":
            name = text[m.start : m.end]
            places = frozenset(name[a:b] for a, b in words.cut(name) if words.tag(name[a:b]).startswith("ns"))
            brand = forms.brand(name, rules, places)
            if len(brand) >= 2 and brand != name and _unusual(brand, words):
                brands.setdefault(brand, m)
    taken = {i for m in mentions for i in range(m.start, m.end)}
    found = []
    for brand, full in sorted(brands.items(), key=lambda item: (-len(item[0]), item[0])):
        at = text.find(brand, full.end)
        while at >= 0:
            end = at + len(brand)
            if taken.isdisjoint(range(at, end)):
                taken.update(range(at, end))
                found.append(Mention(at, end, full.type, "brand", 0.75))
            at = text.find(brand, end)
    return found


def _unusual(brand: str, words: Words) -> bool:
    """Whether the dictionary has no such word, or has it as a name only: 乾晶, not 先进."""
    pieces = [brand[a:b] for a, b in words.cut(brand)]
    return all(len(p) == 1 for p in pieces) or (len(pieces) == 1 and words.tag(brand) in ("nz", "nrt", "nr"))
