"""Person candidates: a surname and a given name where a post stands before or speech follows."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import RulebookError
from kg.extract.mentions.candidates import Candidate, Context


@dataclass(frozen=True, slots=True)
class PersonRules:
    """Compiled from `rulebook/people.toml`: the pattern has the groups post, name and after."""

    pattern: re.Pattern[str]
    not_names: frozenset[str]
    surnames: frozenset[str]


def load_rules(path: Path) -> PersonRules:
    """Read `people.toml`.

    Raises:
        RulebookError: the file is broken or lacks a key.
    """
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
        compound = "|".join(raw["compound"])
        posts = "|".join(sorted(raw["posts"], key=lambda p: (-len(p), p)))
        after = "|".join(sorted(raw["after"], key=lambda p: (-len(p), p)))
        name = (
            rf"(?:{compound}|[{raw['surnames']}])[\u4e00-\u9fff]{{1,2}}|[\u4e00-\u9fff]{{1,8}}·[\u4e00-\u9fff]{{1,8}}"
        )
        end = rf"(?={after}|[，。、：；！？\s,:;）)“”（(]|$)"
        return PersonRules(
            re.compile(rf"(?P<post>{posts})?(?:、|，|\s)?(?P<name>{name})(?P<after>{end})"),
            frozenset(raw["not_names"]),
            frozenset(raw["surnames"]) | frozenset(raw["compound"]),
        )
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError, KeyError, re.error) as error:
        raise RulebookError(f"{path}: cannot be used ({error}); mend or restore the file") from error


def find(context: Context, rules: PersonRules) -> Iterator[Candidate]:
    """Candidates of class Person; `strong` where a post stands right before the name."""
    at = context.start
    while match := rules.pattern.search(context.text, at, context.end):
        start, end = match.span("name")
        at = start + 1
        name = match["name"]
        if name in rules.not_names or any(name.startswith(word) for word in rules.not_names):
            continue
        if match["post"] is None and _is_words(context, start, end):
            continue
        yield Candidate(start, end, "Person", "person-post" if match["post"] else "person", match["post"] is not None)


def _is_words(context: Context, start: int, end: int) -> bool:
    """Whether the span cuts into a longer dictionary word, or is one that is no personal name."""
    for (a, b), tag in zip(context.spans, context.tags, strict=True):
        if a < end and start < b and b - a > 1 and not tag.startswith("nr") and (a < start or b > end or b - a >= 2):
            return True
    return False
