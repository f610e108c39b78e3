"""What speaks for and against each entity that a reference may stand for: clues, weighed by the rulebook."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import exp

from kg.extract.references.scene import Named, Scene
from kg.model import Entity

#: What may stand behind the name proper: （溧阳）, a closing quotation mark.
_BRACKET = re.compile("(?:[（(][^（()）]*[）)]|[”》’」])+$")


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that stand for something: `kind` is it, this, bare or home, `noun` their head ("" for 它)."""

    start: int
    end: int
    kind: str
    noun: str
    part: str
    place: tuple[int, int, int]


def clues(scene: Scene, reference: Reference, named: Named, order: int, first: str | None) -> Iterator[str]:
    """The clues for the entity whose nearest mention is `named`.

    Args:
        order: how many others that would fit were named since.
        first: the entity that the last sentence to name one is about.
    """
    kind, entity = reference.kind, scene.entities[named.entity]
    clause, sentence, block = reference.place
    gap = min(3, sentence - named.sentence)
    far = "same" if gap == 0 else "before" if gap == 1 else "far"
    order = min(3, order)
    yield from (f"gap{gap}", f"gap{gap}:{kind}")
    yield from (f"order{order}", f"order{order}:{kind}")
    yield from (f"{named.part}:{far}", f"{named.part}:{far}:{kind}")
    if named.clause == clause:
        yield from ("clause", f"clause:{kind}")
    if named.block != block:
        yield from ("away", f"away:{kind}")
    if reference.noun in scene.rules.nouns and ends(scene, reference.noun, entity):
        yield from ("ends", f"ends:{kind}")
    if reference.noun in scene.rules.home:
        yield f"level:{any(name.endswith(scene.rules.levels) for name in entity.names)}"
    if entity.id == scene.home:
        yield from ("home", f"home:{kind}")
    if entity.id == first:
        yield from ("about", f"about:{kind}")
    if scene.openers.get(block) == entity.id:
        yield from ("opener", f"opener:{kind}")
    count = min(4, scene.counts[entity.id])
    yield f"count{count}"
    if not reference.noun:
        yield f"type:{entity.type}"
    same = "first" if reference.part in ("first", "owner") else "other"
    yield f"{named.part}:{same}:{far}"


def ends(scene: Scene, noun: str, entity: Entity) -> bool:
    """Whether the thing that a noun stands for may be called by one of an entity's names, brackets behind it apart."""
    return any(_BRACKET.sub("", name).endswith(scene.rules.ends[noun]) for name in entity.names)


def chosen(weighed: dict[str, float]) -> tuple[str, float]:
    """The entity that weighs most, and how sure that is, 0 to 1."""
    best = max(weighed, key=lambda entity: weighed[entity])
    return best, 1 / sum(exp(weight - weighed[best]) for weight in weighed.values())
