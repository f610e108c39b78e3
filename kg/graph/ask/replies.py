"""What a question gets."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.model import Fact, Figure, Node


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: an entity, the facts that say so, its number in a ranking, and the figure it is ranked by."""

    node: Node
    facts: tuple[Fact, ...] = ()
    number: int | None = None
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What a question got.

    `unclear` are the parts that were not understood, each with why; then nothing is answered. `yes` answers a
    yes-or-no question, `count` a how-many. `figures` are figures that the texts themselves give for what is asked;
    they come before `answers`, which are what the graph knows by name. `notes` say what else the reader must know.
    """

    question: str
    understood: str = ""
    sparql: str = ""
    answers: tuple[Answer, ...] = ()
    figures: tuple[Figure, ...] = ()
    yes: bool | None = None
    count: int | None = None
    notes: tuple[str, ...] = ()
    unclear: tuple[str, ...] = field(default=())
