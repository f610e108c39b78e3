"""Which rules a text may speak of: the words without which a rule cannot match, looked for in one pass."""

from __future__ import annotations

from collections.abc import Sequence


class Triggers:
    """Finds which of several lists of words a text has a word of.

    Args:
        lists: the words; an empty one stands in every text.
    """

    def __init__(self, lists: Sequence[Sequence[str]]) -> None:
        owners: dict[str, set[int]] = {}
        for number, words in enumerate(lists):
            for word in words:
                owners.setdefault(word, set()).add(number)
        self._always = frozenset(owners.pop("", ()))
        self._by_first: dict[str, list[tuple[str, set[int]]]] = {}
        for word, numbers in owners.items():
            self._by_first.setdefault(word[0], []).append((word, numbers))

    def found(self, text: str) -> list[int]:
        """The numbers of the lists that have a word in `text`, rising."""
        found = set(self._always)
        for at, first in enumerate(text):
            for word, numbers in self._by_first.get(first, ()):
                if text.startswith(word, at):
                    found |= numbers
        return sorted(found)
