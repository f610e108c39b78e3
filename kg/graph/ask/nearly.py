"""What may be meant where a question as it stands finds nothing."""

from __future__ import annotations

from dataclasses import replace

from kg.graph.ask.lexicon import Lexicon
from kg.graph.ask.meaning import Join, Question, Thing
from kg.graph.lookup import Index

# What a verb amounts to where things of a class are asked for: the fields that a fund invests in are its focus.
_BY_CLASS = {
    "Field": (("funds", "focusesOn"), ("supports", "focusesOn")),
    "Policy": (("supports", "focusesOn"),),
    "Place": (("partOf", "locatedIn"),),
    "Park": (("partOf", "locatedIn"),),
}
# Who may act, or be served, in whatever words.
_ACTING = ("Organization", "Fund", "Park", "Place")


def nearly(question: Question, lexicon: Lexicon) -> Question | None:
    """The same question by relations that amount to what was said (a fund's 支持 is money); None if none do."""
    near = {**lexicon.near, **{said: (meant,) for said, meant in _BY_CLASS.get(question.thing.cls, ())}}
    joins = tuple(
        replace(join, relations=tuple(dict.fromkeys(n for r in join.relations for n in near.get(r, (r,)))))
        for join in question.thing.joins
    )
    if joins == question.thing.joins:
        return None
    return replace(question, thing=replace(question.thing, joins=joins))


def loosely(question: Question, lexicon: Lexicon) -> Question | None:
    """The same question for whoever it is, where the noun says little of what class that is (投资机构, a fund)."""
    thing = question.thing
    if not thing.cls or not thing.asked or not thing.joins or thing.kinds:
        return None
    if not any(thing.text.endswith(noun) for noun in lexicon.loose):
        return None
    # What lies somewhere, or is somebody's, is of every class.
    if any({"locatedIn", "partOf", "worksFor"} & set(join.relations) for join in thing.joins):
        return None
    return replace(question, thing=replace(thing, cls="", classes=_ACTING))


def built(question: Question, index: Index) -> Question | None:
    """The same question where somebody's bodies (甲的实验室) are those it founded, of the widest class of theirs; and
    where what a place took in is in it."""
    joins = []
    for join in question.thing.joins:
        cls = join.other.cls
        other = replace(join.other, cls=index.vocabulary.type_of(cls)) if cls and not join.other.iris else join.other
        if join.unsaid and join.relations == ("partOf",):
            joins.append(replace(join, relations=("establishes",), end="in"))
        elif _moved_in(question.thing, join, index):
            joins.append(replace(join, end="out"))
        else:
            joins.append(replace(join, other=other))
    changed = replace(question, thing=replace(question.thing, joins=tuple(joins)))
    return changed if changed != question else None


def _moved_in(thing: Thing, join: Join, index: Index) -> bool:
    """Whether a place is said to be somewhere that is no place (园区入驻了谁): then they are in it."""
    place = bool(join.other.iris) and index.node(join.other.iris[0]).type in ("Place", "Park", "Platform")
    return join.relations == ("locatedIn",) and join.end == "in" and place and not thing.where and not thing.cls


def called(question: Question, lexicon: Lexicon) -> Question | None:
    """The same question for what has the class noun in its name, of whatever class it is (长三角科创共同体)."""
    thing = question.thing
    noun = next((noun for noun in sorted(lexicon.tight, key=len, reverse=True) if thing.text.endswith(noun)), "")
    if len(noun) < 2 or not thing.asked or thing.named or not thing.joins:
        return None
    return replace(question, thing=replace(thing, cls="", classes=(), named=noun, kinds=()))
