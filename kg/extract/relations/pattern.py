"""The pattern language: regular expressions over masked sentences.

    {s:Platform|Park}   a mention (or list of mentions) of these classes or classes below them, the subject
    {o:Enterprise}      the object
    {b:Organization}    a list whose members relate to each other (symmetric relations)
    {Person}            a mention that takes no part
    <build>             one of the words of the list `build`
    …                   a gap of up to 14 characters, within the clause and without mentions
    ~                   a gap of up to 24 characters, within the clause
    ……                  a gap of up to 40 characters, within the sentence

A role may stand in several places ({s:…}牵头、{s:…}参与建设): all of them fill it. A role that does not stand in the
pattern is looked for around it: see `discourse`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.extract.relations.alphabet import FIRST, LAST, Alphabet
from kg.extract.relations.grammar import either

_MENTIONS = f"{chr(FIRST)}-{chr(LAST)}"
_GAPS = {
    "……": "[^。；！？]{0,40}?",
    "…": f"[^，：。；！？、{_MENTIONS}]{{0,14}}?",
    "~": "[^，：。；！？]{0,24}?",
}
_TOKEN = re.compile(r"\{(?:(?P<role>[sob]):)?(?P<slot>[A-Za-z]+(?:\|[A-Za-z]+)*)\}|<(?P<word>\w+)>|(?P<gap>……|…|~)")


#: How far a role that does not stand in the pattern is looked for: in the clause, the sentence (in a text that is all
#: about its home place, then as that), there or as the home place, also as a subject of the sentences before, or there
#: and as whatever was named last; `ruled`: in the sentence or as the home place, and only in a text about that.
REACHES = ("clause", "sentence", "home", "text", "mention", "ruled")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern.

    Attributes:
        subject, object: the classes of its roles.
        silent: the classes that sentences before may give for a role that does not stand in the pattern.
        reach: how far to look for such a role, see `REACHES`.
        fresh: classes for which what the clause before brought up is meant (设立A基金，重点投向B).
        same: subject and object must be of one type.
        homely: a silent subject is the home place rather than what the sentence before was about.
        sides: a list must have two sides (A与B, not A、B).
    """

    name: str
    regex: re.Pattern[str]
    subject: frozenset[str]
    object: frozenset[str]
    silent: frozenset[str]
    confidence: float
    reach: str = "text"
    fresh: frozenset[str] = frozenset()
    same: bool = False
    homely: bool = False
    sides: bool = False

    def places(self, match: re.Match[str], role: str) -> list[int]:
        """Where the mentions that fill a role stand, in the order of the text."""
        return sorted({at for name, at in _starts(match) if name[0] == role and at >= 0})

    @property
    def roles(self) -> frozenset[str]:
        """The roles that stand in the pattern."""
        return frozenset(name[0] for name in self.regex.groupindex)


def _starts(match: re.Match[str]) -> list[tuple[str, int]]:
    return [(name, match.start(name)) for name in match.re.groupindex]


def translate(
    form: str, words: Mapping[str, Sequence[str]], alphabet: Alphabet
) -> tuple[str, dict[str, frozenset[str]]]:
    """A pattern's regular expression, and the classes of each role in it.

    Raises:
        KeyError: a list of words or a class that there is not; the argument is its name.
    """
    slots: dict[str, frozenset[str]] = {}
    count = 0

    def one(token: re.Match[str]) -> str:
        nonlocal count
        if gap := token["gap"]:
            return _GAPS[gap]
        if word := token["word"]:
            return f"(?:{either(words[word])})"
        classes = token["slot"].split("|")
        for cls in classes:
            if cls not in alphabet.vocabulary.parents:
                raise KeyError(cls)
        chars = alphabet.pattern(classes)
        if not (role := token["role"]):
            return chars
        slots[role] = slots.get(role, frozenset()) | frozenset(classes)
        count += 1
        return f"(?P<{role}{count}>{chars})"

    return _TOKEN.sub(one, form), slots
