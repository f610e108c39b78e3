"""The rulebook's knowledge of names (`rulebook/names.toml`), loaded and checked against the vocabulary."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import RulebookError
from kg.model import Vocabulary

_LISTS = ("words", "verbs", "may_begin", "modifiers", "generic")


@dataclass(frozen=True, slots=True)
class Ending:
    """A name ending: its characters, its class, and whether it is a common noun as well."""

    form: str
    cls: str
    weak: bool


@dataclass(frozen=True, slots=True)
class NameRules:
    """What the rulebook says of names.

    `endings` maps a final character to the endings with it, longest first; `heads` maps what may follow a quoted
    name to a class, `longest_head` is the longest of them in characters; `listed` maps what a list is said to be made
    of to a class; `cut` are the words of two and more characters that no name begins with.
    """

    endings: dict[str, tuple[Ending, ...]]
    heads: dict[str, str]
    longest_head: int
    listed: dict[str, str]
    words: frozenset[str]
    verbs: frozenset[str]
    modifiers: frozenset[str]
    generic: frozenset[str]
    cut: frozenset[str]

    def ending_at(self, text: str, end: int, floor: int = 0) -> Ending | None:
        """The longest ending of `text[floor:end]`."""
        for ending in self.endings.get(text[end - 1], ()):
            if end - len(ending.form) >= floor and text.endswith(ending.form, floor, end):
                return ending
        return None

    def head_after(self, text: str, at: int) -> tuple[int, str] | None:
        """The longest head noun that begins at `at`: where it ends, and its class."""
        for length in range(min(self.longest_head, len(text) - at), 0, -1):
            cls = self.heads.get(text[at : at + length])
            if cls:
                return at + length, cls
        return None


def load_rules(path: Path, vocabulary: Vocabulary) -> NameRules:
    """Read `names.toml`.

    Raises:
        RulebookError: the file is broken or names a class the ontology does not have.
    """
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise RulebookError(f"{path}: cannot be read as TOML ({error}); mend or restore the file") from error
    by_last: dict[str, dict[str, Ending]] = {}
    for ending in _endings(raw, path, vocabulary):
        # A form listed as strong anywhere is strong; the first class wins.
        same = by_last.setdefault(ending.form[-1], {})
        if ending.form not in same:
            same[ending.form] = ending
    heads: dict[str, str] = {}
    for entry in raw.get("quoted", ()):
        for head in entry["heads"]:
            heads.setdefault(head, _known(entry["class"], path, vocabulary))
    listed: dict[str, str] = {}
    for entry in raw.get("listed", ()):
        for head in entry["heads"]:
            listed.setdefault(head, _known(entry["class"], path, vocabulary))
    boundary = raw.get("boundary", {})
    if missing := [name for name in _LISTS if name not in boundary]:
        raise RulebookError(f"{path}: [boundary] lacks {', '.join(missing)}; add the list")
    return NameRules(
        endings={last: tuple(sorted(e.values(), key=lambda x: -len(x.form))) for last, e in by_last.items()},
        heads=heads,
        longest_head=max(map(len, heads), default=0),
        listed=listed,
        words=frozenset(boundary["words"]),
        verbs=frozenset(boundary["verbs"]),
        modifiers=frozenset(boundary["modifiers"]),
        generic=frozenset(boundary["generic"]),
        cut=frozenset(w for w in (*boundary["words"], *boundary["verbs"]) if len(w) > 1)
        - frozenset(boundary["may_begin"]),
    )


def _endings(raw: dict[str, Any], path: Path, vocabulary: Vocabulary) -> Iterator[Ending]:
    for entry in raw.get("ending", ()):
        cls = _known(entry["class"], path, vocabulary)
        for form in entry["forms"]:
            yield Ending(form, cls, bool(entry.get("weak", False)))


def _known(cls: str, path: Path, vocabulary: Vocabulary) -> str:
    if cls not in vocabulary.parents:
        lines = path.read_text("utf-8").splitlines()
        line = next((n for n, text in enumerate(lines, 1) if f'"{cls}"' in text), 1)
        raise RulebookError(f"{path}:{line}: unknown class {cls}; name a class of ontology.ttl")
    return cls
