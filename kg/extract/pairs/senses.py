"""What kinds of words stand in a sentence: the word lists of the rulebook's relations, found in one pass.

共建, 合办 and 联合组建 are all told as `build`, so that what is learnt of one holds for the others.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import RulebookError
from kg.model import Mention

#: Small words that hold a sentence together, each a kind of its own.
_HINGES = "由与和的、，；：为在对向被将把从于是及等“”（）()"


@dataclass(frozen=True, slots=True)
class Mark:
    """A word of some kind in a sentence; half-open span of the text."""

    start: int
    end: int
    kind: str


class Senses:
    """The kinds of words.

    Args:
        kinds: word -> the name of its list; a word of several lists has their names joined by `+`.
    """

    def __init__(self, kinds: dict[str, str]) -> None:
        self._kinds = {**kinds, **{hinge: hinge for hinge in _HINGES}}
        longest = sorted(self._kinds, key=lambda w: (-len(w), w))
        self._pattern = re.compile("|".join(map(re.escape, longest)))

    @classmethod
    def load(cls, rulebook: Path) -> Senses:
        """Read the lists under `[words]` of `discourse.toml` and of every file of `relations/`.

        Raises:
            RulebookError: a file is broken.
        """
        lists: dict[str, set[str]] = {}
        for path in (rulebook / "discourse.toml", *sorted((rulebook / "relations").glob("*.toml"))):
            try:
                words = tomllib.loads(path.read_text("utf-8")).get("words", {})
            except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
                raise RulebookError(f"{path}: cannot be read ({error}); mend or restore the file") from error
            for name, members in words.items():
                kind = name if path.name == "discourse.toml" else f"{path.stem}.{name}"
                for word in members:
                    lists.setdefault(word, set()).add(kind)
        return cls({word: "+".join(sorted(kinds)) for word, kinds in lists.items()})

    def marks(self, text: str, start: int, end: int, mentions: Sequence[Mention]) -> list[Mark]:
        """The words of known kinds in a sentence, in order; not within `mentions`, which are ordered."""
        found: list[Mark] = []
        at = start
        for edge, after in [*((m.start, m.end) for m in mentions), (end, end)]:
            found += [Mark(m.start(), m.end(), self._kinds[m[0]]) for m in self._pattern.finditer(text, at, edge)]
            at = after
        return found


def within(marks: Sequence[Mark], start: int, end: int) -> Sequence[Mark]:
    """Those of ordered `marks` that begin in the half-open span."""
    return marks[bisect_left(marks, start, key=lambda m: m.start) : bisect_left(marks, end, key=lambda m: m.start)]
