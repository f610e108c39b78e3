"""What a question means: things described by their class and by what joins them to other things."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

End = Literal["out", "in", "either"]
Kind = Literal["list", "yes", "rank", "relation", "what"]


@dataclass(frozen=True, slots=True)
class Join:
    """What joins a thing to `other` by one of `relations`: `out` if the thing is the subject, `in` if the object.

    `said` is a word that the evidence must hold (董事长), for the relation alone does not say so much. `unsaid`: no
    verb says so (甲的实验室).
    """

    relations: tuple[str, ...]
    end: End
    other: Thing
    planned: bool = False
    said: str = ""
    unsaid: bool = False


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity that is named (`iris`: those the name may stand for), or whatever is of a class and so joined.

    The evidence, or its name, must hold each of `narrowed`, and each of `kinds` if it does so for any of the answers.
    `asked` says that a question word stands for it, `counted` that it was asked how many there are, `where` that it
    was asked for as a place, `amount` that it was asked how much, which no name answers. Its name must hold `named`;
    it is of one of `classes`, where `cls` alone says too little.
    """

    text: str = ""
    iris: tuple[str, ...] = ()
    cls: str = ""
    joins: tuple[Join, ...] = ()
    asked: bool = False
    counted: bool = False
    where: bool = False
    named: str = ""
    classes: tuple[str, ...] = ()
    amount: bool = False
    narrowed: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    def joined(self, *joins: Join) -> Thing:
        """This thing with more said about it."""
        return replace(self, joins=self.joins + joins)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the `thing` wanted, or whether `thing` (an entity) has its joins, or how two are related.

    In a ranking, `thing` is ranked by how many of `other` it has by `relations`, at the end of them that `end` says;
    in a list, `relations` are what must be possible to do to what its joins name.
    """

    kind: Kind
    thing: Thing
    other: Thing | None = None
    relations: tuple[str, ...] = ()
    planned: bool = False
    cost: int = 0
    end: End = "out"
