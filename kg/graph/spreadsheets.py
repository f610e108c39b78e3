"""Cells that a spreadsheet shows and never runs."""

from __future__ import annotations

# What makes a spreadsheet run a cell; East Asian versions take the full-width signs for it too.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(text: str) -> str:
    """`text` as a cell of text: with an apostrophe before it if a spreadsheet would run it as a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
