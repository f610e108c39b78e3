"""A figure whose subject is sought, as all who look for the subject see it."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.figures.discourse import Discourse
from kg.extract.figures.scenes import Clause, Scene
from kg.extract.figures.slots import Slot
from kg.extract.figures.subjects import Lead


@dataclass(frozen=True, slots=True)
class Case:
    """A figure whose subject is sought: its words, the clause they stand in, what has been spoken of."""

    scene: Scene
    clause: Clause
    slot: Slot
    lead: Lead | None
    words: str  # left of the number, cleaned
    shape: str  # how the clause begins, see `shape_of`
    place: tuple[int, int, int]  # running numbers of clause, sentence and block
    discourse: Discourse
