"""The words that questions are made of: from the ontology's labels, the rulebook's words, and `lexicon.toml`."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg import resources
from kg.model import Vocabulary

_FILE = Path(__file__).with_name("lexicon.toml")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a question. `kind` is one letter (see `lexicon.toml`; R relation, N inverse noun, C class).

    `means` are the relations or the class it stands for.
    """

    kind: str
    means: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words by their text; a text may be several words. `belongings`: class -> (relation, the entity's end)."""

    words: Mapping[str, Word]
    belongings: Mapping[str, tuple[str, str]]
    longest: int


def load_lexicon(vocabulary: Vocabulary) -> Lexicon:
    """The lexicon of a graph's own vocabulary: a relation or class added to it brings its words along."""
    told = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    relations: dict[str, set[str]] = defaultdict(set)
    nouns: dict[str, set[str]] = defaultdict(set)
    for name, relation in vocabulary.properties.items():
        # What is one relation's label is no other's word.
        others = {other.label_zh for other in vocabulary.properties.values()} - {relation.label_zh}
        own = {relation.label_zh, *told["relations"].get(name, ()), *_rulebook(name, relation.label_zh)} - others
        for word in own:
            relations[word].add(name)
        for noun in {relation.inverse_label_zh, *told["inverses"].get(name, ())} - own - {""}:
            nouns[noun].add(name)
    words: dict[str, Word] = {}
    # The later ones win: what a word does in a question counts before what a rule file takes it for.
    words |= {text: Word("R", tuple(sorted(names))) for text, names in relations.items()}
    words |= {text: Word("N", tuple(sorted(names))) for text, names in nouns.items()}
    for cls, labels in sorted(vocabulary.labels.items()):
        words |= {text: Word("C", (cls,)) for text in (labels[0], *told["classes"].get(cls, ()))}
    for kind, texts in told["words"].items():
        words |= {text: Word(kind) for text in texts}
    belongings = {cls: (relation, end) for cls, (relation, end) in told["belongings"].items()}
    return Lexicon(words, belongings, max(map(len, words)))


def _rulebook(relation: str, label: str) -> set[str]:
    """The words that a relation's rule file groups with its label; none where there is no such file."""
    path = resources.rulebook() / "relations" / f"{relation}.toml"
    if not path.is_file():
        return set()
    groups = tomllib.loads(path.read_text(encoding="utf-8")).get("words", {}).values()
    # A single character is a word only within a longer one.
    return {word for group in groups if label in group for word in group if len(word) > 1 and word.isalpha()}
