"""Pieces of two characters, by which names and sentences are found without reading them all."""

from __future__ import annotations

#: Marks a name's beginning and end, so that 安芯宝 and 安心宝, which share no two neighbours, share two pieces.
_EDGE = "\x02", "\x03"


def text_grams(key: str) -> list[str]:
    """Every two neighbouring characters of a folded text, in order."""
    return [key[i : i + 2] for i in range(len(key) - 1)]


def name_grams(key: str) -> list[str]:
    """The same of a folded name, with its edges."""
    return text_grams(f"{_EDGE[0]}{key}{_EDGE[1]}")
