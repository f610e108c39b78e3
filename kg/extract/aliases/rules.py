"""The rulebook's knowledge of short forms (`rulebook/aliases.toml`)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.errors import RulebookError


class Usual:
    """Replaces official long forms (人民政府) in a name by everyday ones (政府), the longest first.

    Args:
        same: official form -> everyday form.
    """

    def __init__(self, same: Mapping[str, str]) -> None:
        self._same = sorted(same.items(), key=lambda pair: (-len(pair[0]), pair[0]))

    def __call__(self, name: str) -> str:
        for official, usual in self._same:
            name = name.replace(official, usual)
        return name


@dataclass(frozen=True, slots=True)
class AliasRules:
    """Compiled patterns and lists; `declared` has the group `short`, matched right behind a full name.

    `usual` is a `Usual` that remembers the names it met last.
    """

    declared: re.Pattern[str]
    acronym: re.Pattern[str]
    front: re.Pattern[str]
    legal: tuple[str, ...]
    trade: frozenset[str]
    levels: tuple[str, ...]
    telling: frozenset[str]
    usual: Callable[[str], str]


def load_rules(path: Path) -> AliasRules:
    """Read `aliases.toml`.

    Raises:
        RulebookError: the file is broken or lacks a key.
    """
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
        declaring = "|".join(sorted(raw["declaring"], key=lambda w: (-len(w), w)))
        return AliasRules(
            declared=re.compile(
                rf"[”’」》\"]?\s*(?:[（(][^（）()]{{0,12}}?|[，,])(?:{declaring})[：:]?\s*(?P<open>[“‘「《\"]?)"
                r"(?P<short>[^“”‘’「」《》\"（）()，。；、,;\n]{2,24})"
            ),
            acronym=re.compile(r"[”’」》\"]?[（(](?P<short>[A-Za-z][A-Za-z0-9\-·]{1,15})[）)]"),
            front=re.compile("^(?:" + "|".join(raw["front"]) + ")"),
            legal=tuple(sorted(raw["legal"], key=lambda w: (-len(w), w))),
            trade=frozenset(raw["trade"]),
            levels=tuple(sorted(raw["levels"], key=lambda w: (-len(w), w))),
            telling=frozenset(raw["telling"]),
            usual=lru_cache(maxsize=1 << 14)(Usual(raw["same"])),
        )
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError, KeyError, re.error) as error:
        raise RulebookError(f"{path}: cannot be used ({error}); mend or restore the file") from error
