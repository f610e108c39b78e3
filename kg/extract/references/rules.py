"""The rulebook's knowledge of references (`rulebook/references.toml`, verbs and prepositions of `discourse.toml`)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import RulebookError
from kg.model import Vocabulary


@dataclass(frozen=True, slots=True)
class ReferenceRules:
    """What references look like and what they may stand for.

    Attributes:
        home: a form (全市) -> the levels of the place that it speaks of.
        levels: the last letters of places' names that tell a level.
        nouns: a noun -> the classes it may stand for.
        ends: a noun -> how the names end that it stands for, itself included.
        inside: a form (院里) -> the noun that it holds.
        loose: the bare nouns that stand for a name of any ending.
        it: the classes that 它 may stand for.
        pattern: finds all of them, with the groups home, it, former, latter, definite, inside, bare.
        former, latter: the words 前者 and 后者.
        joiner: what stands between the members of a list.
        calling, agent, preposition, verb: the words before a name in its clause that tell its part.
        sure: a kind of reference -> how sure its answer must be.
        weights: clue -> weight.
    """

    home: Mapping[str, frozenset[str]]
    levels: tuple[str, ...]
    nouns: Mapping[str, frozenset[str]]
    ends: Mapping[str, tuple[str, ...]]
    inside: Mapping[str, str]
    loose: frozenset[str]
    it: frozenset[str]
    pattern: re.Pattern[str]
    former: re.Pattern[str]
    latter: re.Pattern[str]
    joiner: re.Pattern[str]
    calling: re.Pattern[str]
    agent: re.Pattern[str]
    preposition: re.Pattern[str]
    verb: re.Pattern[str]
    sure: Mapping[str, float]
    weights: Mapping[str, float]


def load_rules(path: Path, vocabulary: Vocabulary) -> ReferenceRules:
    """Read `references.toml` and, beside it, `discourse.toml`.

    Raises:
        RulebookError: a file is broken, lacks a key or names an unknown class.
    """
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
        grammar = tomllib.loads(path.with_name("discourse.toml").read_text("utf-8"))["grammar"]
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
        types = {noun: frozenset(vocabulary.type_of(c) for c in classes) for noun, classes in nouns.items()}
        verbs = f"(?:{_either(set(grammar['verbs']) - set(raw['part']['no_verb']))})"
        return ReferenceRules(
            home={form: frozenset(levels) for form, levels in home.items()},
            levels=tuple(raw["levels"]),
            nouns=types,
            ends={noun: (noun, *raw["ends"].get(noun, ())) for noun in nouns},
            inside=raw["inside"],
            loose=frozenset(raw["bare"]["loose"]),
            it=frozenset(raw["it"]["types"]),
            pattern=_pattern(raw, home, nouns),
            former=re.compile(_either(raw["pair"]["former"])),
            latter=re.compile(_either(raw["pair"]["latter"])),
            joiner=re.compile(f"(?:{_either(raw['pair']['joiners'])})$"),
            calling=re.compile(f"(?:{_either(raw['part']['calling'])})$"),
            agent=re.compile(f"(?:{_either(grammar['agents'])})$"),
            preposition=re.compile(f"(?:{_either(grammar['prepositions'])})[^的]{{0,4}}$"),
            verb=re.compile(verbs),
            sure=raw["sure"],
            weights=raw["weights"],
        )
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError, KeyError, re.error) as error:
        raise RulebookError(f"{path}: cannot be used ({error}); mend or restore the file") from error


def _pattern(raw: Mapping[str, Any], home: Iterable[str], nouns: Iterable[str]) -> re.Pattern[str]:
    bare, opening = raw["bare"], r"(?:(?<=[，。；！？：“\n,;:])|^)"
    noun, this = _either(nouns), _either(raw["markers"]["definite"])
    return re.compile(
        rf"(?P<home>(?:(?<![{raw['not_within']}])(?={_either(raw['within'])})|(?!{_either(raw['within'])}))(?:{_either(home)}))"
        rf"|(?P<it>{raw['it']['form']})"
        rf"|(?P<former>{_either(raw['pair']['former'])})|(?P<latter>{_either(raw['pair']['latter'])})"
        rf"|(?:{this})(?P<definite>{noun})(?!长)"
        rf"|(?P<inside>{_either(raw['inside'])})"
        rf"|{opening}(?P<bare>{noun})(?={_either(raw['markers']['bare_after'])})"
        rf"|(?:{opening}|(?<=[{bare['behind']}]))(?P<head>{_either(bare['nouns'])})(?!{bare['not_before']})",
        re.MULTILINE,
    )


def _either(forms: Iterable[str]) -> str:
    return "|".join(re.escape(f) for f in sorted(set(forms), key=lambda f: (-len(f), f)))
