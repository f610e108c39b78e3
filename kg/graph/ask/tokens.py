"""A question -> its words: the names of entities the graph knows, the words of the lexicon, and what is neither."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from kg.graph.ask.lexicon import Lexicon
from kg.graph.lookup import Index
from kg.graph.spelling import fold

# A name longer than this is not looked for; in characters.
_LONGEST = 40
_ASPECT = "了过"
_ASPECTS = re.compile(f"[{_ASPECT}]")
_YEAR = re.compile(r"((?:19|20)\d\d)年?")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a question: `kind` as in the lexicon, or E (entity), Y (year), U (understood by nobody).

    `means` are the relations, the class, the year, or the IRIs that the name may stand for.
    """

    kind: str
    text: str
    means: tuple[str, ...] = ()


def tokens(question: str, lexicon: Lexicon, index: Index) -> list[Token]:
    """The question's words from left to right, always the longest that fits; fillers are left out."""
    question = "".join(question.split())
    names = _names(question, index)
    found: list[Token] = []
    at = 0
    unknown = ""
    while at < len(question):
        token = _token(question, at, lexicon, names)
        if token is None:
            unknown += question[at]
            at += 1
            continue
        if unknown:
            found.append(Token("U", unknown))
            unknown = ""
        if token.kind != "_":
            found.append(token)
        at += len(token.text)
    if unknown:
        found.append(Token("U", unknown))
    return found


def _token(question: str, at: int, lexicon: Lexicon, names: dict[str, tuple[str, ...]]) -> Token | None:
    for end in range(min(len(question), at + _LONGEST), at, -1):
        text = question[at:end]
        # 共建了联合实验室 is 共建联合实验室.
        word = lexicon.words.get(text)
        if word is None and text[0] not in _ASPECT and text[-1] not in _ASPECT:
            word = lexicon.words.get(_ASPECTS.sub("", text))
        if word is not None:
            return Token(word.kind, text, word.means)
        if iris := names.get(text):
            return Token("E", text, iris)
        if match := _YEAR.fullmatch(text):
            return Token("Y", text, (match[1],))
    return None


def _names(question: str, index: Index) -> dict[str, tuple[str, ...]]:
    """Every stretch of the question that is a name in the graph, with the entities that bear it."""
    stretches = defaultdict(list)
    for start in range(len(question)):
        for end in range(start + 2, min(len(question), start + _LONGEST) + 1):
            stretches[fold(question[start:end])].append(question[start:end])
    keys = list(stretches)
    found: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for first in range(0, len(keys), 500):
        some = keys[first : first + 500]
        for key, rank, iri in index.rows(
            "SELECT name.key, name.rank, node.iri FROM name JOIN node ON node.id = name.node"
            f" WHERE name.key IN ({', '.join('?' * len(some))})",
            some,
        ):
            for text in stretches[key]:
                found[text][rank].add(iri)
    # Whoever bears it as the own name comes before those who are also called so.
    return {text: tuple(sorted(ranks[min(ranks)])) for text, ranks in found.items()}
