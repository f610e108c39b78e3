"""Patterns on a view -> proposals: who stands in which relation to whom, and which words say so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.relations.alphabet import Alphabet
from kg.extract.relations.discourse import Context, Party, Wanted
from kg.extract.relations.pattern import Pattern
from kg.extract.relations.rules import Rule
from kg.model import Mention

#: Each of one list with one of the other, in their order.
_RESPECTIVELY = re.compile("分别|依次|各自")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A pair of mentions that a pattern joined. `start`, `end` are places of the view, `verb` where its words begin."""

    predicate: str
    subject: Mention
    object: Mention
    start: int
    end: int
    verb: int
    rule: str
    confidence: float


def propose(rule: Rule, context: Context, alphabet: Alphabet) -> Iterator[Proposal]:
    """All that the patterns of one relation, of which the view has a trigger, find in it."""
    for _, _, proposals in tried(rule, context, alphabet):
        yield from proposals


def tried(
    rule: Rule, context: Context, alphabet: Alphabet
) -> Iterator[tuple[Pattern, re.Match[str], Iterator[Proposal]]]:
    """Every match of the patterns of one relation with what it proposes: nothing, where a party is missing."""
    view = context.view
    if not view.units:
        return
    for pattern in rule.patterns:
        for match in pattern.regex.finditer(view.text):
            yield pattern, match, _pairs(rule, pattern, match, context, alphabet)


def _pairs(
    rule: Rule, pattern: Pattern, match: re.Match[str], context: Context, alphabet: Alphabet
) -> Iterator[Proposal]:
    roles = pattern.roles
    if rule.symmetric and not roles:
        party = context.group(match.end(), _wanted(context, pattern, match, pattern.subject, alphabet))
        if party:
            yield from _proposals(rule, pattern, match, _within(party), [party], alphabet)
        return
    if "b" in roles:
        parties = [_named(context, at, pattern.subject, alphabet) for at in pattern.places(match, "b")]
        for party in parties:
            if party.split or not pattern.sides:
                yield from _proposals(rule, pattern, match, _within(party), [party], alphabet)
        return
    subjects = _side(context, pattern, match, "s", pattern.subject, alphabet)
    objects = _side(context, pattern, match, "o", pattern.object, alphabet)
    for subject in subjects:
        if pattern.sides and not subject.split:
            continue
        for object_ in objects:
            pairs = [(s, o) for s in subject.members for o in object_.members]
            several = len(subject.members) > 1 and len(object_.members) > 1
            if several and _RESPECTIVELY.search(_words(context, match, subject, object_)):
                pairs = _respective(subject, object_.members)
            yield from _proposals(rule, pattern, match, pairs, [subject, object_], alphabet)


def _side(
    context: Context, pattern: Pattern, match: re.Match[str], role: str, slot: frozenset[str], alphabet: Alphabet
) -> list[Party]:
    if role in pattern.roles:
        return [_named(context, at, slot, alphabet) for at in pattern.places(match, role)]
    party = context.subject(match.start(), _wanted(context, pattern, match, slot, alphabet))
    return [party] if party else []


def _wanted(
    context: Context, pattern: Pattern, match: re.Match[str], slot: frozenset[str], alphabet: Alphabet
) -> Wanted:
    named = {m.entity for r in "so" for at in pattern.places(match, r) for m in context.view.units[at].members}

    def fits(mention: Mention) -> bool:
        return alphabet.fits(mention.type, slot) and mention.entity not in named

    def silent(mention: Mention) -> bool:
        return fits(mention) and alphabet.fits(mention.type, pattern.silent)

    def fresh(mention: Mention) -> bool:
        return bool(pattern.fresh) and alphabet.fits(mention.type, pattern.fresh)

    relative = context.grammar.is_relative(match.group())
    reach = "sentence" if relative and pattern.reach == "text" else pattern.reach
    return Wanted(fits, silent, fresh, reach, relative, pattern.homely)


def _named(context: Context, at: int, slot: frozenset[str], alphabet: Alphabet) -> Party:
    unit = context.view.units[at]
    if at in context.clause_at(at).whose:
        return Party((), 0, at, 1.0)
    return Party(tuple(m for m in unit.members if alphabet.fits(m.type, slot)), unit.split, at, 1.0)


def _words(context: Context, match: re.Match[str], *parties: Party) -> str:
    """The words of a match, drawn out to the parties that it does not name."""
    places = [p.at for p in parties if p.at is not None]
    return context.view.text[min([match.start(), *places]) : max([match.end(), *places])]


def _respective(subject: Party, objects: Sequence[Mention]) -> list[tuple[Mention, Mention]]:
    """Each of one list with one of the other. In A、B与C分别共建X、Y C has to do with both, in A与B、C分别共建X、Y A.

    Lists that do not agree were read wrongly: who goes with whom cannot be told.
    """
    if len(subject.members) == len(objects):
        return list(zip(subject.members, objects, strict=True))
    sides = subject.members[: subject.split], subject.members[subject.split :]
    for several, one in (sides, sides[::-1]):
        if subject.split and len(several) == len(objects) and len(one) == 1:
            return [*zip(several, objects, strict=True), *((one[0], o) for o in objects)]
    return []


def _within(party: Party) -> list[tuple[Mention, Mention]]:
    """The pairs of a list whose members relate to each other; across the 与 where there is one."""
    left = party.members[: party.split] or party.members
    right = party.members[party.split :]
    return [(a, b) for n, a in enumerate(left) for b in (right if party.split else right[n + 1 :])]


def _proposals(
    rule: Rule,
    pattern: Pattern,
    match: re.Match[str],
    pairs: list[tuple[Mention, Mention]],
    parties: list[Party],
    alphabet: Alphabet,
) -> Iterator[Proposal]:
    places = [p.at for p in parties if p.at is not None]
    start, end = min([match.start(), *places]), max([match.end(), *(at + 1 for at in places)])
    trust = pattern.confidence
    for party in parties:
        trust *= party.trust
    for subject, object_ in pairs:
        if subject.entity == object_.entity or (pattern.same and not alphabet.alike(subject.type, object_.type)):
            continue
        if alphabet.fits(subject.type, rule.domain) and alphabet.fits(object_.type, rule.range):
            yield Proposal(rule.predicate, subject, object_, start, end, match.start(), pattern.name, round(trust, 3))
