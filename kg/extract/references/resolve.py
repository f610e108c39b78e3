"""Find references and the entities they stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kg.extract.references import former
from kg.extract.references.clues import Reference, chosen, clues, ends
from kg.extract.references.rules import ReferenceRules
from kg.extract.references.scene import Named, Scene
from kg.model import Document, Entity, Mention, Sentence, Vocabulary

#: A reference reaches back this many characters at most, one to the home place further.
_REACH, _FAR = 400, 1200
#: 前者 and 后者 stand no further apart.
_PAIR = 100
#: So many entities are weighed.
_MOST = 12


def resolve(
    document: Document,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    entities: Mapping[str, Entity],
    home: str | None,
    rules: ReferenceRules,
    vocabulary: Vocabulary,
) -> list[Mention]:
    """The references of a document that could be resolved, as mentions of kind "reference", ordered by place.

    Args:
        home: the id of the place or body the text is about.
    """
    scene = Scene(document, sentences, entities, home, rules)
    taken = {i for m in mentions for i in range(m.start, m.end)}
    waiting = list(reversed(mentions))
    found: list[Mention] = []
    for sentence in sentences:
        for match in rules.pattern.finditer(document.text, sentence.start, sentence.end):
            if not taken.isdisjoint(range(*match.span())):
                continue
            while waiting and waiting[-1].start < match.start():
                scene.add(waiting.pop())
            entity, rule = _stands_for(scene, match)
            if entity:
                found.append(Mention(*match.span(), entities[entity].cls, rule, 0.8, entity, "reference"))
                scene.add(found[-1])
    return found


def _stands_for(scene: Scene, match: re.Match[str]) -> tuple[str | None, str]:
    """The entity that a reference stands for, or None, and the name of the rule."""
    start = match.start()
    if match.lastgroup in ("former", "latter"):
        return _of_two(scene, start, match.lastgroup), "pair"
    reference = read(scene, match)
    if match.group().startswith("本") and "Policy" in scene.rules.nouns.get(reference.noun, ()):
        return _own_act(scene, reference), "definite"
    weights = scene.rules.weights
    weighed = {
        entity: sum(weights.get(clue, 0.0) for clue in found) for entity, found in weighing(scene, reference).items()
    }
    if not weighed:
        return None, ""
    entity, sure = chosen(weighed)
    return (entity if sure >= scene.rules.sure[reference.kind] else None), _RULES[reference.kind]


_RULES = {"home": "home", "this": "definite", "bare": "bare", "it": "pronoun"}


def _of_two(scene: Scene, start: int, which: str) -> str | None:
    """Whom 前者 or 后者 at `start` stands for."""
    other = scene.rules.former if which == "latter" else scene.rules.latter
    before = [m.start() for m in other.finditer(scene.document.text, max(0, start - _PAIR), start)]
    if which == "latter" and not before:
        return former.last(scene, start)
    both = former.pair(scene, before[-1] if before else start)
    return both and both[which == "latter"]


def _own_act(scene: Scene, reference: Reference) -> str | None:
    """The policy that a text is: the first one named, in one of its first two blocks, if it is called so."""
    acts = (n for n in scene.said if scene.entities[n.entity].type == "Policy")
    first = next(acts, None)
    if first is None or first.block > 1 or not ends(scene, reference.noun, scene.entities[first.entity]):
        return None
    return first.entity


def read(scene: Scene, match: re.Match[str]) -> Reference:
    """The reference that the pattern found."""
    form, kind = match.group(), str(match.lastgroup)
    noun = match[kind]
    if kind == "home":
        kind, noun = ("this" if form[0] in "该这" else "home"), form
    elif kind == "inside":
        kind, noun = "this", scene.rules.inside[form]
    elif kind == "definite":
        kind = "this"
    elif kind == "head":
        kind = "bare"
    elif kind == "it":
        noun = ""
    part = scene.part(match.start(), match.end())
    return Reference(match.start(), match.end(), kind, noun, part, scene.place(match.start()))


def weighing(scene: Scene, reference: Reference) -> dict[str, list[str]]:
    """Each entity that a reference may stand for, with its clues."""
    fitting: dict[str, Named] = {}
    first: str | None = None
    sentence = -1
    for named in scene.back(reference.start, _FAR if reference.noun in scene.rules.home else _REACH):
        if named.part in ("first", "owner") and (sentence in (-1, named.sentence)):
            first, sentence = named.entity, named.sentence
        if named.entity not in fitting and fits(scene, reference, scene.entities[named.entity]):
            fitting[named.entity] = named
            if len(fitting) == _MOST:
                break
    home = scene.home if reference.kind == "home" else None
    if home and home not in fitting and fits(scene, reference, scene.entities[home]):
        scene.counts.setdefault(home, 0)
        fitting[home] = Named(0, 0, home, "none", -1, -9, -1)
    if reference.noun in scene.rules.nouns and reference.noun not in scene.rules.loose:
        called = {e: n for e, n in fitting.items() if ends(scene, reference.noun, scene.entities[e])}
        fitting = called or fitting
    return {
        entity: list(clues(scene, reference, named, order, first))
        for order, (entity, named) in enumerate(fitting.items())
    }


def fits(scene: Scene, reference: Reference, entity: Entity) -> bool:
    """Whether the words may stand for an entity at all, by its type and its names."""
    rules, noun = scene.rules, reference.noun
    if not noun:
        return entity.type in rules.it
    if noun in rules.home:
        return _of_level(entity, rules.home[noun], rules.levels)
    if entity.type not in rules.nouns[noun]:
        return False
    if reference.kind == "bare" and noun not in rules.loose:
        return ends(scene, noun, entity)
    return True


def _of_level(entity: Entity, levels: frozenset[str], known: Sequence[str]) -> bool:
    """Whether a place or park has one of the levels, or is a place whose names tell none."""
    if entity.type not in ("Place", "Park"):
        return False
    if any(name.endswith(tuple(levels)) for name in entity.names):
        return True
    if any(name.endswith("自治区") for name in entity.names):
        return "省" in levels
    return entity.type == "Place" and not any(name.endswith(tuple(known)) for name in entity.names)
