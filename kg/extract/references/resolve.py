"""Find references and the entities they stand for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.extract.references.rules import ReferenceRules
from kg.model import Document, Entity, Mention, Sentence, Vocabulary

#: A reference reaches back this many characters at most.
_REACH = 400
_LEVELS = ("省", "市", "区", "县", "镇")
_PARKS = (
    "高新区",
    "经开区",
    "开发区",
    "园区",
    "新区",
    "科技城",
    "科学城",
    "新城",
    "示范区",
    "产业园",
    "园",
    "城",
    "谷",
)


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
    text = document.text
    taken = {i for m in mentions for i in range(m.start, m.end)}
    found: list[Mention] = []
    for sentence in sentences:
        for match in rules.pattern.finditer(text, sentence.start, sentence.end):
            start, end = match.span()
            if not taken.isdisjoint(range(start, end)):
                continue
            if match["home"]:
                entity = home if home and _speaks_of(entities[home], rules.home[match["home"]], vocabulary) else None
                rule = "home"
            else:
                noun = match["definite"] or match["bare"]
                entity = _nearest(document, mentions, entities, start, noun, rules, vocabulary, bool(match["bare"]))
                rule = "definite" if match["definite"] else "bare"
            if entity:
                found.append(Mention(start, end, entities[entity].cls, rule, 0.8, entity, "reference"))
    return found


def _speaks_of(home: Entity, levels: frozenset[str], vocabulary: Vocabulary) -> bool:
    """Whether the home place has one of the levels, or names none."""
    if home.type == "Park":
        return "园区" in levels or any(name.endswith(level) for name in home.names for level in levels)
    if home.type != "Place":
        return False
    own = {name[-1] for name in home.names if name[-1] in _LEVELS}
    if any(name.endswith("自治区") for name in home.names):
        own.add("省")
    return not own or not own.isdisjoint(levels)


def _nearest(
    document: Document,
    mentions: Sequence[Mention],
    entities: Mapping[str, Entity],
    start: int,
    noun: str,
    rules: ReferenceRules,
    vocabulary: Vocabulary,
    strict: bool,
) -> str | None:
    """The entity named last before `start` that the noun may stand for.

    One whose name ends in the noun is preferred; a bare noun (`strict`) accepts no other, companies excepted.
    """
    fallback: str | None = None
    for m in reversed([m for m in mentions if m.end <= start and start - m.end <= _REACH]):
        entity = entities[m.entity]
        if entity.type not in {vocabulary.type_of(c) for c in rules.nouns[noun]}:
            continue
        if any(name.endswith(noun) for name in entity.names):
            return m.entity
        if fallback is None:
            fallback = m.entity
    if strict and noun not in ("公司", "集团", "企业"):
        return None
    return fallback
