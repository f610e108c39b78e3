"""The rulebook's knowledge of short forms (`rulebook/aliases.toml`)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from kg.errors import RulebookError


@dataclass(frozen=True, slots=True)
class AliasRules:
    """Compiled patterns and lists; `declared` has the group `short`, matched right behind a full name."""

    declared: re.Pattern[str]
    acronym: re.Pattern[str]
    front: re.Pattern[str]
    legal: tuple[str, ...]
    trade: frozenset[str]
    levels: tuple[str, ...]
    telling: frozenset[str]
    same: tuple[tuple[str, str], ...]


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
            same=tuple(sorted(raw["same"].items(), key=lambda pair: (-len(pair[0]), pair[0]))),
        )
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError, KeyError, re.error) as error:
        raise RulebookError(f"{path}: cannot be used ({error}); mend or restore the file") from error
