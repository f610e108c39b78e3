"""The subjects of a document's figures, one after the other: neighbours are mostly about the same thing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from math import exp

from kg.extract.figures.clues import Case, repeated
from kg.model import Achievement


@dataclass(frozen=True, slots=True)
class Told:
    """A figure read but not yet given to anybody: its case, its candidates with their clues, when, how certain.

    `bound` is the candidate whose it is by grammar alone, if there is one.
    """

    case: Case
    candidates: Mapping[str, Sequence[str]]
    when: str | None
    mood: Achievement
    bound: str | None = None


#: How sure a subject by grammar alone is: right in all 8 cases of the training articles.
_BOUND = 0.8


def clues_after(told: Told, before: Told | None, subject: str | None) -> dict[str, list[str]]:
    """The candidates' clues where the figure before was about `subject`."""
    found = {entity: list(clues) for entity, clues in told.candidates.items()}
    if before and subject in found:
        found[subject] += repeated(
            told.case, told.case.discourse.standing.kinds.get(subject, "Place"), before.case.place
        )
    return found


def decide(figures: Sequence[Told], weights: Mapping[str, int]) -> list[tuple[str | None, float]]:
    """The subject of each figure, in order, with its chance: the candidate whose clues weigh most.

    (None, 0) where there is no candidate.
    """
    subjects: list[tuple[str | None, float]] = []
    before: Told | None = None
    for told in figures:
        found = clues_after(told, before, subjects[-1][0] if subjects else None)
        scores = {entity: sum(map(weights.get, clues, repeat(0))) for entity, clues in found.items()}
        before = told
        if told.bound in scores:
            subjects.append((told.bound, _BOUND))
            continue
        best = max(scores, key=lambda e: scores[e], default=None)
        chance = 1 / sum(exp((score - scores[best]) / 1000) for score in scores.values()) if best else 0.0
        subjects.append((best, round(chance, 2)))
    return subjects
