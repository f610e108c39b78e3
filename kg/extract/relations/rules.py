"""The rulebook of relations: loaded, checked against the ontology's vocabulary, compiled."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import RulebookError
from kg.extract.relations.alphabet import Alphabet
from kg.extract.relations.fields import FieldFinder
from kg.extract.relations.grammar import Grammar
from kg.extract.relations.mask import Lists, Masker
from kg.extract.relations.modality import Modality
from kg.extract.relations.pattern import REACHES, Pattern, translate
from kg.extract.relations.triggers import Triggers
from kg.model import Vocabulary

_DEFAULTS = {"subject", "object", "silent", "reach"}
_PATTERN_KEYS = _DEFAULTS | {"name", "form", "confidence", "fresh", "same", "homely", "sides"}
_FILE_KEYS = _DEFAULTS | {
    "predicate",
    "about",
    "triggers",
    "words",
    "yields_to",
    "posts",
    "names",
    "pattern",
    "find",
    "miss",
}


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of a rule file with its markup, and the pairs to be found in it (none for one to be missed)."""

    text: str
    pairs: tuple[str, ...]
    home: str
    planned: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """One file of the rulebook: a relation's patterns, the words without which none can match, its examples.

    `yields_to`: a relation that says more of the same pair. `posts`: its objects are the bodies
    that its subjects speak for. `names`: it is also read off names of places that stand in one another.
    """

    predicate: str
    symmetric: bool
    domain: frozenset[str]
    range: frozenset[str]
    triggers: tuple[str, ...]
    patterns: tuple[Pattern, ...]
    finds: tuple[Example, ...]
    misses: tuple[Example, ...]
    yields_to: str = ""
    posts: bool = False
    names: bool = False


@dataclass(frozen=True, slots=True)
class RelationRules:
    """All that `find_relations` knows of the language."""

    rules: tuple[Rule, ...]
    alphabet: Alphabet
    masker: Masker
    grammar: Grammar
    modality: Modality
    fields: FieldFinder
    triggers: Triggers

    def met(self, text: str) -> list[Rule]:
        """The rules of which the text of a view has a trigger."""
        return [self.rules[n] for n in self.triggers.found(text)]

    def symmetric(self, predicate: str) -> bool:
        """Whether it says the same either way round."""
        return self.alphabet.vocabulary.properties[predicate].symmetric


def load_rules(folder: Path, vocabulary: Vocabulary) -> RelationRules:
    """Read the files of `folder`, one a relation, and discourse.toml, modality.toml and fields.toml beside it.

    Args:
        folder: `relations` in the rulebook.
        vocabulary: what classes and properties there are.

    Raises:
        RulebookError: a file is missing or broken, lacks examples, or names an unknown class, property or list of
            words; the message names file, line and name.
    """
    discourse = _read(folder.parent / "discourse.toml")
    lists = discourse["lists"]
    alphabet = Alphabet(vocabulary, lists["mixed"])
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        raise RulebookError(f"{folder}: no file of relations; reinstall innokg or mend the rulebook")
    rules = tuple(_rule(path, vocabulary, alphabet, discourse["words"]) for path in paths)
    return RelationRules(
        rules=rules,
        alphabet=alphabet,
        masker=Masker(alphabet, _lists(lists)),
        grammar=Grammar(discourse["grammar"], discourse["grammar"]["own"]),
        modality=Modality(_read(folder.parent / "modality.toml")),
        fields=FieldFinder(_read(folder.parent / "fields.toml")),
        triggers=Triggers([rule.triggers for rule in rules]),
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise RulebookError(f"{path}: no such file; reinstall innokg or mend the rulebook") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RulebookError(f"{path}: not valid TOML in UTF-8: {error}") from None


def _lists(raw: Mapping[str, Any]) -> Lists:
    refined = tuple((r["class"], r["within"], r["form"]) for r in raw["refined"])
    return Lists(
        tuple(raw["joiners"]),
        tuple(raw["conjunctions"]),
        raw["tail"],
        raw["lead"],
        raw["joined"],
        raw["relative"],
        raw["shared"],
        refined,
    )


def _rule(path: Path, vocabulary: Vocabulary, alphabet: Alphabet, shared: Mapping[str, Sequence[str]]) -> Rule:
    raw = _read(path)
    _known(path, raw, _FILE_KEYS)
    predicate = str(raw.get("predicate", ""))
    if predicate not in vocabulary.properties:
        raise _fault(path, predicate, f"the ontology has no property {predicate!r}")
    words = {**shared, **raw.get("words", {})}
    finds = tuple(_example(path, e) for e in raw.get("find", ()))
    misses = tuple(_example(path, e) for e in raw.get("miss", ()))
    if len(finds) < 3 or len(misses) < 2:
        raise RulebookError(
            f"{path}: {predicate} has {len(finds)} sentences to find and {len(misses)} to miss; "
            "give at least three [[find]] and two [[miss]]"
        )
    patterns = tuple(_pattern(path, p, raw, words, alphabet) for p in raw.get("pattern", ()))
    triggers = [w for t in raw.get("triggers", ()) for w in words.get(t[1:-1], [t])]
    if not patterns or not triggers:
        raise RulebookError(f"{path}: {predicate} has no [[pattern]] or no triggers; give both")
    meaning = vocabulary.properties[predicate]
    return Rule(
        predicate,
        meaning.symmetric,
        frozenset(meaning.domain),
        frozenset(meaning.range),
        tuple(sorted(set(triggers))),
        patterns,
        finds,
        misses,
        _yields(path, raw, vocabulary),
        bool(raw.get("posts", False)),
        bool(raw.get("names", False)),
    )


def _yields(path: Path, raw: Mapping[str, Any], vocabulary: Vocabulary) -> str:
    other = str(raw.get("yields_to", ""))
    if other and other not in vocabulary.properties:
        raise _fault(path, other, f"the ontology has no property {other!r}")
    return other


def _pattern(
    path: Path, raw: Mapping[str, Any], file: Mapping[str, Any], words: Mapping[str, Sequence[str]], alphabet: Alphabet
) -> Pattern:
    _known(path, raw, _PATTERN_KEYS)
    name, form = str(raw.get("name", "")), str(raw.get("form", ""))
    if not name or not form:
        raise _fault(path, name or form, "a [[pattern]] without name or form")
    outer = {key: raw.get(key, file.get(key, [])) for key in ("subject", "object", "silent")}
    outer["fresh"] = raw.get("fresh", [])
    for cls in (c for classes in outer.values() for c in classes):
        if cls not in vocabulary_of(alphabet):
            raise _fault(path, cls, f"the ontology has no class {cls!r}")
    try:
        text, slots = translate(form, words, alphabet)
        regex = re.compile(text)
    except KeyError as error:
        raise _fault(
            path,
            str(error.args[0]),
            f"pattern {name} names {error.args[0]!r}, which is no class of the ontology and no list of words",
        ) from None
    except re.error as error:
        raise _fault(path, form, f"pattern {name} is no regular expression: {error}") from None
    subject = slots.get("s", slots.get("b", frozenset(outer["subject"])))
    object_ = slots.get("o", slots.get("b", frozenset(outer["object"])))
    silent = frozenset(outer["silent"]) or subject
    reach = str(raw.get("reach", file.get("reach", "text")))
    if reach not in REACHES:
        raise _fault(path, reach, f"pattern {name} reaches {reach!r}; known are {', '.join(REACHES)}")
    return Pattern(
        name,
        regex,
        subject,
        object_,
        silent,
        float(raw.get("confidence", 0.8)),
        reach,
        frozenset(raw.get("fresh", ())),
        bool(raw.get("same", False)),
        bool(raw.get("homely", False)),
        bool(raw.get("sides", False)),
    )


def vocabulary_of(alphabet: Alphabet) -> Mapping[str, str]:
    """The classes that patterns may name."""
    return alphabet.vocabulary.parents


def _example(path: Path, raw: Mapping[str, Any]) -> Example:
    _known(path, raw, {"text", "pairs", "home", "planned"})
    return Example(
        str(raw.get("text", "")), tuple(raw.get("pairs", ())), str(raw.get("home", "")), bool(raw.get("planned", False))
    )


def _known(path: Path, raw: Mapping[str, Any], keys: set[str]) -> None:
    for key in raw:
        if key not in keys:
            raise _fault(path, key, f"unknown key {key!r}; known are {', '.join(sorted(keys))}")


def _fault(path: Path, name: str, message: str) -> RulebookError:
    """A fault at the first line of the file that holds `name`."""
    lines = path.read_text("utf-8").splitlines()
    line = next((n for n, text in enumerate(lines, 1) if name and name in text), 1)
    return RulebookError(f"{path}:{line}: {message}")
