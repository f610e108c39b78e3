"""All the ways in which the words of a question make a whole one, the likeliest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from kg.graph.ask.grammar import Piece, Rule
from kg.graph.ask.meaning import Question
from kg.graph.ask.tokens import Token

#: A question of more words than this is not read; real ones have fewer than ten.
LONGEST = 24
# Of a stretch of words, so many of the likeliest readings are kept.
_KEPT = 12


def readings(words: Sequence[Token], rules: Sequence[Rule]) -> list[Question]:
    """What the words may ask when every one of them has its part in it; empty if no form fits."""
    if not 0 < len(words) <= LONGEST:
        return []
    making: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        making[rule.makes].append(rule)

    @cache
    def pieces(kind: str, start: int, end: int) -> tuple[tuple[int, Piece], ...]:
        if kind not in making:
            return ((0, words[start]),) if end == start + 1 and words[start].kind == kind else ()
        found: dict[Piece, int] = {}
        for rule in making[kind]:
            for cost, parts in spread(rule.form, start, end, kind):
                for piece in rule.reading(*parts):
                    found[piece] = min(found.get(piece, 99), cost + rule.cost)
        best = sorted(found.items(), key=lambda item: item[1])[:_KEPT]
        return tuple((cost, piece) for piece, cost in best)

    def spread(form: tuple[str, ...], start: int, end: int, whole: str) -> Iterator[tuple[int, tuple[Piece, ...]]]:
        """The ways to spread a rule's form over the words from `start` to `end`."""
        if len(form) > end - start or not form:
            return
        if len(form) == 1:
            # A piece is never made of itself alone.
            for cost, piece in pieces(form[0], start, end) if form[0] != whole else ():
                yield cost, (piece,)
            return
        for middle in range(start + 1, end - len(form) + 2):
            for cost, piece in pieces(form[0], start, middle):
                for more, rest in spread(form[1:], middle, end, ""):
                    yield cost + more, (piece, *rest)

    found = [replace(question, cost=question.cost + cost) for cost, question in pieces("s", 0, len(words))]
    return sorted(found, key=lambda question: question.cost)
