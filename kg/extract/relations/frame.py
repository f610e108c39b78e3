"""What a document as a whole tells of the silent subjects in it: its home place, the policy that it is, who speaks."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.extract.relations.alphabet import Alphabet
from kg.extract.relations.view import View
from kg.model import Document, Mention

_ARTICLE = re.compile(r"(?m)^\s*第[一二三四五六七八九十百\d]+条")
_QUOTES = "“‘「\"'"


@dataclass(frozen=True, slots=True)
class Frame:
    """`home`: a mention of the place, park or body that the document is about. `act`: of the policy that it is, whose
    articles say 支持…, 给予… without a subject; `home` is then the body that signed it. `speeches`: the blocks that
    begin with an opening quotation mark. `people`: for each block the persons who may be speaking in it, the likeliest
    first. `authors`: mentions of persons that are a line of their own.
    """

    home: Mention | None
    act: Mention | None
    speeches: frozenset[int]
    people: Mapping[int, Sequence[Mention]]
    authors: tuple[Mention, ...]


def frame(
    document: Document, mentions: Sequence[Mention], views: Sequence[View], home: str | None, alphabet: Alphabet
) -> Frame:
    """Read a document's frame. `home` is an entity of any class or None, `views` are in the order of the text."""
    place = next((m for m in mentions if m.entity == home), None)
    act = _act(document, mentions, place, alphabet)
    if act:
        place = _signature(document, mentions, alphabet) or (
            place if place and place.entity != act.entity else _commonest(mentions)
        )
    speeches = frozenset(
        n for n, b in enumerate(document.blocks) if document.text[b.start : b.end].lstrip()[:1] in _QUOTES
    )
    people: dict[int, list[Mention]] = defaultdict(list)
    for view in views:
        for unit in view.order:
            people[view.block].extend(m for m in unit.members if alphabet.fits(m.type, ("Person",)))
    lone = (m for m in mentions if m.type == "Person" and _alone(document, m))
    return Frame(place, act, speeches, dict(people), tuple(lone))


def own_references(
    document: Document,
    mentions: Sequence[Mention],
    home: str | None,
    own: Mapping[str, re.Pattern[str]],
    alphabet: Alphabet,
) -> list[Mention]:
    """Common nouns that begin a clause and stand for what the document is about: 公司 in a company's profile."""
    about = next((m for m in mentions if m.entity == home), None)
    if about is None:
        return []
    taken = {at for m in mentions for at in range(m.start, m.end)}
    return [
        Mention(found.start(), found.end(), about.type, "own", 0.8, about.entity, "reference")
        for cls, regex in own.items()
        if alphabet.fits(about.type, (cls,))
        for found in regex.finditer(document.text)
        if taken.isdisjoint(range(found.start(), found.end()))
    ]


def _act(document: Document, mentions: Sequence[Mention], home: Mention | None, alphabet: Alphabet) -> Mention | None:
    """The policy that the document is: what it is about, or the first one named where it has numbered articles."""
    if home and alphabet.fits(home.type, ("Policy",)):
        return home
    if len(_ARTICLE.findall(document.text)) < 2:
        return None
    return next((m for m in mentions if alphabet.fits(m.type, ("Policy",))), None)


def _signature(document: Document, mentions: Sequence[Mention], alphabet: Alphabet) -> Mention | None:
    """The government body that stands alone in one of the last lines."""
    last = {b.start for b in document.blocks[-4:]}
    return next(
        (
            m
            for m in reversed(mentions)
            if alphabet.fits(m.type, ("Government",))
            and _alone(document, m)
            and any(b.start <= m.start < b.end for b in document.blocks if b.start in last)
        ),
        None,
    )


def _commonest(mentions: Sequence[Mention]) -> Mention | None:
    """The first mention of the place that is named most often."""
    counts = Counter(m.entity for m in mentions if m.type == "Place")
    places = [m for m in mentions if m.type == "Place"]
    return max(places, key=lambda m: (counts[m.entity], -m.start), default=None)


def _alone(document: Document, mention: Mention) -> bool:
    """Whether a mention is all of its line but for punctuation."""
    start = document.text.rfind("\n", 0, mention.start) + 1
    end = document.text.find("\n", mention.end)
    rest = document.text[start : mention.start] + document.text[mention.end : end if end >= 0 else None]
    return len(rest.strip(" \t　()（）■◎▶")) <= 1
