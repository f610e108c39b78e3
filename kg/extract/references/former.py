"""前者 and 后者: the first and the last of the list or pair that was named before."""

from __future__ import annotations

from kg.extract.references.scene import Named, Scene

_REACH = 120
_BODIES = ("Enterprise", "Platform", "University", "Government", "Fund", "Park", "Place")


def pair(scene: Scene, start: int) -> tuple[str, str] | None:
    """The first and the last of what was named together before `start`, or None.

    That is the last list of things of like type, or else the only two of their type, in the sentence or the one before.
    """
    _, sentence, _ = scene.place(start)
    near = [n for n in scene.back(start, _REACH) if sentence - n.sentence <= 1][::-1]
    for number in (sentence, sentence - 1):
        here = [n for n in near if n.sentence == number]
        if row := _list(scene, here):
            return row[0].entity, row[-1].entity
        for kinds in (("Enterprise",), ("Product",), _BODIES[:5]):
            fit = dict.fromkeys(n.entity for n in here if scene.entities[n.entity].type in kinds)
            if len(fit) == 2:
                first, last = fit
                return first, last
    return None


def last(scene: Scene, start: int) -> str | None:
    """The one named last in the clause before `start`, for a 后者 without a 前者."""
    clause, _, _ = scene.place(start)
    found = next(scene.back(start, _REACH), None)
    if found is None or clause - found.clause > 1 or scene.entities[found.entity].type in ("Person", "Award"):
        return None
    return found.entity


def _list(scene: Scene, near: list[Named]) -> list[Named]:
    """The last run of names of like type that only joiners part."""
    row: list[Named] = []
    for one in reversed(near):
        if row and _joined(scene, one, row[0]):
            row.insert(0, one)
        elif len(row) > 1:
            break
        else:
            row = [one]
    if len(row) > 2 and scene.between(row[0], row[1]) != "、" == scene.between(row[1], row[2]):
        row = row[1:]  # A与B、C分别签约: A is none of the two
    return row if len(row) > 1 else []


def _joined(scene: Scene, one: Named, other: Named) -> bool:
    words = scene.between(one, other)
    if one.entity == other.entity or scene.rules.joiner.fullmatch(words) is None:
        return False
    types = {scene.entities[n.entity].type for n in (one, other)}
    return len(types) == 1 or types <= set(_BODIES[:5])
