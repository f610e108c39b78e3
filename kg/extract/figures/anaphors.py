"""Clues of the noun that opens a clause (公司, 该中心) and may stand for somebody named before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.extract.figures.discourse import Discourse
from kg.extract.figures.rules import FigureRules

_CLOSING = "”》’」）)"
_DEMONSTRATIVE = re.compile("[这该此本其]|上述|我们")


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A noun at the head of a clause, the kinds it may stand for, and the entities of these kinds: those spoken of
    and those that led a clause, the last first."""

    noun: re.Match[str]
    discourse: Discourse
    kinds: frozenset[str]
    recent: Sequence[str]
    leads: Sequence[str]


def anaphor_of(
    noun: re.Match[str] | None, discourse: Discourse, recent: Iterable[str], rules: FigureRules
) -> Anaphor | None:
    """The anaphor that `noun` is, or None without one; `recent` are the candidates, the last first."""
    if noun is None:
        return None
    kinds, of = rules.nouns[noun["noun"]], discourse.standing.kinds
    leads = dict.fromkeys(entity for _, entity in reversed(discourse.leads) if of.get(entity, "Place") in kinds)
    return Anaphor(noun, discourse, kinds, [e for e in recent if of[e] in kinds], list(leads))


def of_noun(anaphor: Anaphor, entity: str, kind: str, where: str, latest: bool) -> Iterator[str]:
    """Clues of the noun that opens the clause and may stand for the entity; `where` is l, o or h for who led last,
    who opened the sentence, who is home."""
    noun, d = anaphor.noun, anaphor.discourse
    word, near, names = noun["noun"], d.distance(entity), d.standing.names.get(entity, ())
    own = any(name.strip(_CLOSING).endswith(word) for name in names)
    yield from (f"nw:{word}:{kind}:{own}", f"nw:{word}:{near}:{own}", f"nw:{word}:{where}:{own}:{kind}")
    for sign, order in (("nr", anaphor.recent), ("nl", anaphor.leads)):
        if entity in anaphor.recent:
            rank = f"{sign}:{min(order.index(entity), 3) if entity in order else '-'}"
            yield from (rank, f"{rank}:{word}", f"{rank}:{near}")
    yield f"nt:{bool(noun['this'])}:{where}:{kind}"
    fits = kind in anaphor.kinds
    how = f"{'this' if noun['this'] else 'bare'}:{fits}"
    yield from (f"noun:{how}", f"noun:{how}:{latest}", f"noun:{how}:{kind}")
    if not fits:
        return
    yield from (f"noun:{how}:ends:{own}", f"noun:{how}:near:{near}", f"noun:ends:{own}:{latest}")
    yield from (f"noun:fits:home:{entity == d.home}", f"noun:fits:last:{entity == d.lead}")
    yield from (f"noun:fits:opener:{entity == d.opener_before}", f"noun:fits:head:{entity == d.head}")
    yield f"noun:fits:salient:{'salient' in d.standing.clues.get(entity, ())}"
    if entity in d.seen:
        yield f"noun:fits:role:{d.seen[entity].role}"


def of_word(names: Iterable[str], stripped: str, left: str) -> Iterator[str]:
    """Clues of words of the clause that an entity's name ends in: 这条中试线 speaks of X中试线."""
    for end in sorted({name.strip(_CLOSING)[-2:] for name in names}):
        if end in stripped[:6]:
            yield "named:head"
            if _DEMONSTRATIVE.match(stripped):
                yield "named:this"
        elif end in left:
            yield "named:in"
