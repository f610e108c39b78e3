"""Where the names of an annotation stand in the text: the annotation itself gives no positions."""

from __future__ import annotations

from collections.abc import Iterable

from kg.evaluate.align import norm
from kg.model import Span


class Folded:
    """A text as `norm` folds it, each character with its place: wrapped lines do not hide a name.

    Args:
        text: the decoded file.
    """

    def __init__(self, text: str) -> None:
        pieces = [(folded, place) for place, c in enumerate(text) for folded in norm(c)]
        self._text = "".join(folded for folded, _ in pieces)
        self._places = [place for _, place in pieces]

    def find(self, name: str) -> list[Span]:
        """The places of a name, as half-open spans of the text; never a part of a Latin word or number."""
        wanted, found = norm(name), []
        at = self._text.find(wanted) if wanted else -1
        while at >= 0:
            end = at + len(wanted)
            if not self._cuts(at) and not self._cuts(end):
                found.append((self._places[at], self._places[end - 1] + 1))
            at = self._text.find(wanted, at + 1)
        return found

    def _cuts(self, at: int) -> bool:
        """Whether an edge at `at` parts two Latin letters or digits."""
        if not 0 < at < len(self._text) or self._places[at - 1] + 1 != self._places[at]:
            return False
        return all(c.isascii() and c.isalnum() for c in self._text[at - 1 : at + 1])


def apart(spans: Iterable[tuple[Span, str]]) -> list[tuple[Span, str]]:
    """The spans (with whatever they carry) that do not overlap: the longest first, then the first; in order."""
    kept: list[tuple[Span, str]] = []
    taken: set[int] = set()
    for (start, end), carried in sorted(spans, key=lambda s: (s[0][0] - s[0][1], s)):
        if start < end and taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            kept.append(((start, end), carried))
    return sorted(kept)
