"""The subjects of a document's figures, one after the other: neighbours are mostly about the same thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from math import exp

from kg.extract.figures.cases import Case
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


@dataclass(slots=True)
class Heard:
    """The figures read so far and whom they were about."""

    before: Told | None = None
    subject: str | None = None  # of the figure before
    older: str | None = None  # of the one before that
    counts: Counter[str] = field(default_factory=Counter)
    block: Counter[str] = field(default_factory=Counter)

    def clues(self, told: Told) -> dict[str, list[str]]:
        """The candidates' clues, with those of what the figures before were about."""
        found = {entity: list(clues) for entity, clues in told.candidates.items()}
        if not self.before:
            return found
        last, kinds = self.before.case, told.case.discourse.standing.kinds
        block = self.block if last.place[2] == told.case.place[2] else Counter[str]()
        most = max(self.counts.values(), default=0)
        for entity, clues in found.items():
            kind = kinds.get(entity, "Place")
            here, there = min(block[entity], 3), min(self.counts[entity], 3)
            clues += [f"hd:{there}:{kind}", f"hd:{here}:{there}", f"hb:{here}:{kind}:{bool(block)}"]
            clues.append(f"hm:{self.counts[entity] == most}:{kind}")
            if entity == self.subject:
                clues += _repeated(told.case, kind, last)
                clues.append(f"ho:{self.older == entity}:{kind}")
            else:
                clues += [f"hk:{kinds.get(self.subject or '', '-')}:{kind}"]
                clues += [f"ho:older:{kind}"] if entity == self.older else []
        return found

    def take(self, told: Told, subject: str | None) -> None:
        """`told` is about `subject`."""
        if self.before and self.before.case.place[2] != told.case.place[2]:
            self.block.clear()
        self.before, self.older, self.subject = told, self.subject, subject
        if subject:
            self.counts[subject] += 1
            self.block[subject] += 1


def _repeated(case: Case, kind: str, last: Case) -> tuple[str, ...]:
    """The clues of being the subject of the figure before, that of `last`."""
    place = last.place
    if place[0] == case.place[0]:
        at = "c"
    elif place[1] == case.place[1]:
        at = "s"
    else:
        at = "p" if place[1] == case.place[1] - 1 else "b" if place[2] == case.place[2] else "f"
    led = "lead" if case.lead else "nolead"
    unit = case.slot.quantity.unit == last.slot.quantity.unit
    among = "其中" in case.scene.text[case.clause.start : case.slot.quantity.start]
    return (
        *(f"again:{at}", f"again:{at}:{kind}", f"again:{at}:{led}", f"again:{at}:{case.shape}"),
        *(f"ag:{at}:{unit}:{case.words == last.words}", f"ag:{at}:{last.shape}:{case.shape}", f"ag:{at}:{among}"),
    )


def decide(figures: Sequence[Told], weights: Mapping[str, int]) -> list[tuple[str | None, float]]:
    """The subject of each figure, in order, with its chance: the candidate whose clues weigh most.

    (None, 0) where there is no candidate.
    """
    subjects: list[tuple[str | None, float]] = []
    heard = Heard()
    for told in figures:
        scores = {entity: sum(map(weights.get, clues, repeat(0))) for entity, clues in heard.clues(told).items()}
        if told.bound in scores:
            subjects.append((told.bound, _BOUND))
        else:
            best = max(scores, key=lambda e: scores[e], default=None)
            chance = 1 / sum(exp((score - scores[best]) / 1000) for score in scores.values()) if best else 0.0
            subjects.append((best, round(chance, 2)))
        heard.take(told, subjects[-1][0])
    return subjects
