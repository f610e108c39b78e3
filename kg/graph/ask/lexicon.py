"""The words that questions are made of: from the ontology's labels, the rulebook's words, and `lexicon.toml`."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from kg import resources
from kg.model import Vocabulary

_FILES = tuple(Path(__file__).with_name(name) for name in ("lexicon.toml", "figures.toml"))
_MADE: dict[tuple[object, ...], Lexicon] = {}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a question. `kind` is one letter (see `lexicon.toml`; R relation, N noun of its subject's end, O of
    its object's end, C class, Q how many).

    `means` are the relations or the class it stands for, or of what kind of unit it asks how many; `turned` the
    relations that a verb may mean besides with its subject as their object; `cls` the class that a noun of an end
    names with it (合作高校). `weak` are relations whose rule file groups the verb with their label: meant where nothing
    else can be.
    """

    kind: str
    means: tuple[str, ...] = ()
    turned: tuple[str, ...] = ()
    cls: str = ""
    weak: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Words by their text. `longest` is that of the longest word, in characters.

    `belongings`: class -> (relation, the entity's end), the likeliest
    first. `mutual`: the relations without a direction. `implied`:
    relation -> those that are special cases of it. `near`: relation -> those asked for where it finds
    nothing. `posts`: nouns that the evidence must hold. `tight`: class nouns that end names. `named`: class nouns
    that the names of what is answered must hold. `wide`: class nouns that may mean whoever acts. `endings`: how the
    names of a kind of place end. `same` and `idle`: the words of figures. `verbs`: what the name of a figure has
    instead of a question's verb. `bare`: what a figure asked for by nothing but how much (多大) may be called.
    `light`: verbs that an indicator may leave out. `titles`: what is said behind a person's name, `tails`: behind a
    company's. `kinds`: class nouns that say more than their class.
    `posted`: nouns by which a person's post is asked for. `acting`: class nouns that in a ranking may be whoever does
    it. `loose`: those that may be whoever acts where nothing of their class is found.
    `openers` and `pointing`: see `padding.py`.
    """

    words: Mapping[str, Word]
    belongings: Mapping[str, tuple[tuple[str, str], ...]]
    mutual: frozenset[str]
    implied: Mapping[str, tuple[str, ...]]
    near: Mapping[str, tuple[str, ...]]
    posts: frozenset[str]
    tight: frozenset[str]
    endings: Mapping[str, tuple[str, ...]]
    named: tuple[str, ...]
    wide: tuple[str, ...]
    units: Mapping[str, tuple[str, ...]]
    same: tuple[tuple[str, ...], ...]
    idle: tuple[str, ...]
    verbs: Mapping[str, tuple[str, ...]]
    bare: Mapping[str, tuple[str, ...]]
    light: frozenset[str]
    titles: frozenset[str]
    kinds: tuple[str, ...]
    acting: tuple[str, ...]
    loose: tuple[str, ...]
    tails: frozenset[str]
    posted: frozenset[str]
    openers: tuple[str, ...]
    pointing: frozenset[str]
    longest: int

    def kind(self, text: str) -> tuple[str, ...]:
        """The noun in `text` that says of what kind a thing is more closely than its class does (芯片, a product)."""
        return tuple(islice((noun for noun in self.kinds if noun in text), 1))


def load_lexicon(vocabulary: Vocabulary) -> Lexicon:
    """The lexicon of a graph's own vocabulary: a relation or class added to it brings its words along."""
    # What the lexicon is made of decides whether one that was made before will do.
    key = (*sorted(vocabulary.labels.items()), *sorted(map(repr, vocabulary.properties.values())))
    if key not in _MADE:
        _MADE[key] = _lexicon(vocabulary)
    return _MADE[key]


def _lexicon(vocabulary: Vocabulary) -> Lexicon:
    told = {key: part for file in _FILES for key, part in tomllib.loads(file.read_text(encoding="utf-8")).items()}
    words: dict[str, Word] = {}
    # The later ones win: what a word does in a question counts before what a rule file takes it for.
    words |= _relations(vocabulary, told)
    for cls, labels in sorted(vocabulary.labels.items()):
        words |= {text: Word("C", (cls,)) for text in (labels[0], *told["classes"].get(cls, ()))}
    posts = dict(_posts(told))
    words |= {text: word for text, word in posts.items() if text not in words}
    words = {text: _with_class(text, word, words) for text, word in words.items()}
    words |= dict(_numbers(told["units"]))
    words |= {text: Word("_") for text in told["padding"]["pointing"] if text not in words}
    words |= {text: Word("U", ("called",)) for text in told["called"]["nouns"] if text not in words}
    words |= {text: Word("F") for text in told["posted"]["nouns"]}
    which, measures = told["measures"]["which"], told["measures"]["words"]
    words |= {one + measure: Word("W") for one in which for measure in measures}
    for kind, texts in told["words"].items():
        words |= {text: Word(kind) for text in texts}
    return Lexicon(
        words=words,
        belongings={cls: tuple((relation, end) for relation, end in ways) for cls, ways in told["belongings"].items()},
        mutual=frozenset(name for name, relation in vocabulary.properties.items() if relation.symmetric),
        implied={name: tuple(names) for name, names in told["implied"].items()},
        near={name: tuple(names) for name, names in told["near"].items()},
        posts=frozenset(posts),
        tight=frozenset(told["tight"]["nouns"]),
        named=tuple(told["named"]["nouns"]),
        wide=tuple(told["wide"]["nouns"]),
        endings={noun: tuple(ends) for noun, ends in told["endings"].items()},
        units={kind: tuple(units) for kind, units in told["units"].items()},
        same=tuple(tuple(group) for group in told["figures"]["same"]),
        idle=tuple(sorted(told["figures"]["idle"], key=lambda word: (-len(word), word))),
        verbs={verb: tuple(nouns) for verb, nouns in told["verbs"].items()},
        bare={asked: tuple(nouns) for asked, nouns in told["bare"].items()},
        light=frozenset(told["figures"]["light"]),
        titles=frozenset(told["titles"]["nouns"]),
        kinds=tuple(sorted(told["kinds"]["nouns"], key=lambda noun: (-len(noun), noun))),
        acting=tuple(told["wide"]["acting"]),
        tails=frozenset(told["titles"]["tails"]),
        loose=tuple(told["wide"]["loose"]),
        posted=frozenset(told["posted"]["nouns"]),
        openers=tuple(told["padding"]["openers"]),
        pointing=frozenset(told["padding"]["pointing"]),
        longest=max(map(len, words)),
    )


def _relations(vocabulary: Vocabulary, told: Mapping[str, Any]) -> dict[str, Word]:
    """Verbs, and the nouns of either end."""
    verbs: dict[str, set[str]] = defaultdict(set)
    weak: dict[str, set[str]] = defaultdict(set)
    nouns: dict[str, set[str]] = defaultdict(set)
    objects: dict[str, set[str]] = defaultdict(set)
    grouped = {name: _rulebook(name, relation.label_zh) for name, relation in vocabulary.properties.items()}
    for name, relation in vocabulary.properties.items():
        # What is one relation's label is no other's word.
        others = {other.label_zh for other in vocabulary.properties.values()} - {relation.label_zh}
        own = {relation.label_zh, *told["relations"].get(name, ())} - others
        for word in own:
            verbs[word].add(name)
        for word in (grouped[name] | set(told["weak"].get(name, ()))) - others - own:
            weak[word].add(name)
        for noun in {relation.inverse_label_zh, *told["inverses"].get(name, ())} - own - {""}:
            nouns[noun].add(name)
        for noun in told["objects"].get(name, ()):
            objects[noun].add(name)
    for verb in told["builds"]["verbs"]:
        for noun in told["builds"]["nouns"]:
            verbs[verb + noun].add("coBuildsLabWith")
    turned: dict[str, set[str]] = defaultdict(set)
    for name, texts in told["reversed"].items():
        for text in texts:
            turned[text].add(name)
    words = {
        text: Word(
            "R", tuple(sorted(verbs[text] or weak[text])), tuple(sorted(turned[text])), weak=tuple(sorted(weak[text]))
        )
        for text in sorted({*verbs, *turned, *weak})
    }
    words |= {text: Word("N", tuple(sorted(names))) for text, names in nouns.items() if not turned[text]}
    return words | {text: Word("O", tuple(sorted(names))) for text, names in objects.items()}


def _posts(told: Mapping[str, Any]) -> Iterator[tuple[str, Word]]:
    """The names of posts, which the rulebook has."""
    rules = resources.rulebook() / "relations" / "worksFor.toml"
    if not rules.is_file():
        return
    listed = tomllib.loads(rules.read_text(encoding="utf-8"))["words"]
    posts = {*listed["post"], *told["posts"]["nouns"]} - set(told["posts"]["not"])
    for post in posts:
        for text in (post, *(before + post for before in listed["prefix"] if len(before) > 1)):
            yield text, Word("N", ("worksFor",))


def _with_class(text: str, word: Word, words: Mapping[str, Word]) -> Word:
    """A noun of a relation's end with the class that it ends with (合作高校); the widest classes say nothing."""
    if word.kind not in "NO" or word.cls:
        return word
    ends = (words.get(text[at:]) for at in range(1, len(text) - 1))
    cls = next((end.means[0] for end in ends if end is not None and end.kind == "C"), "")
    return word if cls in ("", "Entity", "Organization") else replace(word, cls=cls)


def _numbers(units: Mapping[str, list[str]]) -> Iterator[tuple[str, Word]]:
    """多少 and 几, alone and with every unit."""
    for bare in units[""]:
        yield bare, Word("Q", ("",))
    for kind, names in units.items():
        for name in names if kind else ():
            for text in (name,) if kind == "位" or name[0] in "百几" else (f"多少{name}", f"几{name}"):
                yield text, Word("Q", (kind,))


def _rulebook(relation: str, label: str) -> set[str]:
    """The words that a relation's rule file groups with its label; none where there is no such file.

    Where several groups hold the label, those count that have it near their head: the others are about something else.
    """
    path = resources.rulebook() / "relations" / f"{relation}.toml"
    if not path.is_file():
        return set()
    lists = tomllib.loads(path.read_text(encoding="utf-8")).get("words", {}).values()
    groups = [group for group in lists if label in group]
    groups = [group for group in groups if label in group[:10]] or groups
    # A single character is a word only within a longer one.
    return {word for group in groups for word in group if len(word) > 1 and word.isalpha()}
