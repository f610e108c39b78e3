"""Figures that are not a place's own but of the policies it issued (昆山的政策有效期几年)."""

from __future__ import annotations

from collections.abc import Sequence

from kg.graph.ask.tokens import Token
from kg.graph.lookup import Index
from kg.graph.spelling import fold

_GOVERNMENTS = ("", "政府", "人民政府", "政府办公室", "人民政府办公室", "管委会", "市人民政府", "市政府", "区人民政府")
_SAYS_NOTHING = "的了过出台发布印发制定"


def policies(
    entity: Token, words: Sequence[Token], iris: Sequence[str], index: Index
) -> tuple[tuple[str, ...], list[Token]]:
    """The policies of `iris`, which `entity` stands for, that the words behind it speak of, and the words without
    those; none where they speak of no policy."""
    noun = next((n for n, word in enumerate(words) if word.kind == "C" and word.means[:1] == ("Policy",)), -1)
    if noun < 0 or words[noun].at < entity.at:
        return (), []
    between = [word for word in words[: noun + 1] if word.at > entity.at]
    if any(word.kind not in "DRUC" or (word.kind == "R" and "issues" not in word.means) for word in between):
        return (), []
    told = "".join(word.text for word in between if word.kind in "UC" and word is not words[noun])
    told += "".join(words[noun].narrowed)
    told = fold("".join(letter for letter in told if letter not in _SAYS_NOTHING))
    issuers = dict.fromkeys(iris)
    for iri in iris:
        keys = [fold(index.node(iri).label + ending) for ending in _GOVERNMENTS]
        issuers |= dict.fromkeys(found for _, _, found in index.bearing(keys, ("Government",)))
    issued = dict.fromkeys(
        fact.object
        for iri in issuers
        for fact in index.facts(iri)
        if fact.predicate == "issues" and fact.subject == iri and fact.status == "asserted"
    )
    named = tuple(iri for iri in issued if _within(told, fold(index.node(iri).label)))
    return named, [word for word in words if word.at > words[noun].at]


def _within(told: str, label: str) -> bool:
    letters = iter(label)
    return all(letter in letters for letter in told)
