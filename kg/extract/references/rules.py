"""The rulebook's knowledge of references (`rulebook/references.toml`)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from kg.errors import RulebookError
from kg.model import Vocabulary


@dataclass(frozen=True, slots=True)
class ReferenceRules:
    """`home` maps a form to the levels it speaks of; `nouns` a noun to the classes it may stand for."""

    home: dict[str, frozenset[str]]
    nouns: dict[str, frozenset[str]]
    pattern: re.Pattern[str]


def load_rules(path: Path, vocabulary: Vocabulary) -> ReferenceRules:
    """Read `references.toml`.

    Raises:
        RulebookError: the file is broken, lacks a key or names an unknown class.
    """
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
        home: dict[str, set[str]] = {}
        for entry in raw["home"]:
            for form in entry["forms"]:
                home.setdefault(form, set()).add(entry["level"])
        nouns: dict[str, set[str]] = {}
        for entry in raw["definite"]:
            for cls in entry["classes"]:
                if cls not in vocabulary.parents:
                    raise RulebookError(f"{path}: unknown class {cls}; name a class of ontology.ttl")
            for noun in entry["nouns"]:
                nouns.setdefault(noun, set()).update(entry["classes"])
        markers = raw["markers"]
        noun = _either(nouns)
        pattern = re.compile(
            rf"(?P<home>{_either(home)})"
            rf"|(?:{_either(markers['definite'])})(?P<definite>{noun})(?!长)"
            rf"|(?:(?<=[，。；！？：“\n,;:])|^)(?P<bare>{noun})(?={_either(markers['bare_after'])})",
            re.MULTILINE,
        )
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError, KeyError, re.error) as error:
        raise RulebookError(f"{path}: cannot be used ({error}); mend or restore the file") from error
    return ReferenceRules(
        {k: frozenset(v) for k, v in home.items()}, {k: frozenset(v) for k, v in nouns.items()}, pattern
    )


def _either(forms: object) -> str:
    assert isinstance(forms, (list, dict))
    return "|".join(re.escape(f) for f in sorted(forms, key=lambda f: (-len(f), f)))
