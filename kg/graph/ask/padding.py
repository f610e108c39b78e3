"""What stands around a question and is no part of it: why one asks, and words that point back at a name."""

from __future__ import annotations

from collections.abc import Sequence

from kg.graph.ask.lexicon import Lexicon
from kg.graph.ask.tokens import Token

_STOPS = "，,。；;！!？?…"
# What asks, ranks or tells whether: a clause with any of these belongs to the question.
_ASKING = "WLQMSZNGV"


def unpadded(words: Sequence[Token], text: str, lexicon: Lexicon) -> list[Token]:
    """The words without the clauses that only tell why one asks (想去甲考察，……), whose name stays where the question
    itself has none, and without what points back at it (园里, 该公司) then."""
    clauses: list[list[Token]] = [[]]
    for word in words:
        if word.kind == "_" and word.text in _STOPS:
            clauses.append([])
        else:
            clauses[-1].append(word)
    asking = [any(word.kind in _ASKING for word in clause) for clause in clauses]
    if len(clauses) == 1 or not any(asking):
        return list(words)
    named = any(word.kind == "E" for clause, asks in zip(clauses, asking, strict=True) if asks for word in clause)
    kept: list[Token] = []
    topic = False
    if not named and not any(word.kind == "E" for word in words):
        return list(words)
    for clause, asks in zip(clauses, asking, strict=True):
        if asks or not _only_tells(clause, text, lexicon):
            kept += clause
        elif not named:
            names = [word for word in clause if word.kind == "E"]
            topic = topic or bool(names)
            kept += names
    return [word for word in kept if not (topic and word.text in lexicon.pointing)]


def _only_tells(clause: Sequence[Token], text: str, lexicon: Lexicon) -> bool:
    """Whether a clause begins as one does that tells why somebody asks, and says nothing that narrows the question."""
    if not clause:
        return False
    told = text[clause[0].at :]
    narrows = any((word.kind == "U" and word.means) or word.kind in "YH" for word in clause)
    return any(told.startswith(opener) for opener in lexicon.openers) and not narrows
