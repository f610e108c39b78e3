"""Name candidates that the rulebook sees: by ending, by quotation marks, by a person's post.

Candidates are generous and may overlap; the tagger weighs them as features and `decide` picks among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.extract.mentions.rules import NameRules
from kg.extract.words import Words
from kg.model import Document, Sentence

_LONGEST = 36
_STOP = re.compile(r"[\s，。！？；：、,!?;:|…—\-－—~～\"“”‘’'「」『』【】\[\]]")
_QUOTED = re.compile(
    r"“([^“”\n]{1,40})”|「([^「」\n]{1,40})」|『([^『』\n]{1,40})』|‘([^‘’\n]{2,24})’|\"([^\"\n]{2,30})\""
)
_TITLE = re.compile(r"《([^《》\n]{2,60})》")
_COUNT = re.compile(r"[\d.]+余?多?[万亿]?|[一二三四五六七八九十两几数]")
_CLASSIFIER = frozenset("个家项名位所座支批款届场期件种类条大级")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible name: half-open span of the text, class, and the rule that proposes it.

    `strong` says that the rule by itself is good evidence for a name.
    """

    start: int
    end: int
    cls: str
    rule: str
    strong: bool


class Context:
    """The words of a sentence beside its text: computed once, shared by the rules and the tagger."""

    def __init__(self, document: Document, sentence: Sentence, words: Words) -> None:
        self.text = document.text
        self.start, self.end = sentence.start, sentence.end
        self.words = words
        piece = self.text[self.start : self.end]
        self.spans = [(a + self.start, b + self.start) for a, b in words.cut(piece)]

    @cached_property
    def surfaces(self) -> list[str]:
        return [self.text[a:b] for a, b in self.spans]

    @cached_property
    def tags(self) -> list[str]:
        return [self.words.tag(w) for w in self.surfaces]


def find(context: Context, rules: NameRules) -> list[Candidate]:
    """All candidates of one sentence, ordered by place."""
    found = [*by_ending(context, rules), *by_quotes(context, rules)]
    return sorted(set(found), key=lambda c: (c.start, -c.end, c.cls, c.rule))


def by_ending(context: Context, rules: NameRules) -> Iterator[Candidate]:
    """Names that end like one: walk left from the ending to where the name begins."""
    text, spans, surfaces = context.text, context.spans, context.surfaces
    for last, (_, end) in enumerate(spans):
        ending = rules.ending_at(text, end, context.start)
        if ending is None:
            continue
        begin = _begin(context, rules, last, end - len(ending.form))
        if begin is None:
            continue
        first = _trim(spans, surfaces, rules, begin, end - len(ending.form))
        start = spans[first][0]
        if start >= end - len(ending.form) and not _named(text[start:end], rules, ending.form):
            continue
        prefix = surfaces[first : last + 1]
        distinctive = _distinctive(text[start : end - len(ending.form)], prefix, rules)
        if end - start > len(ending.form) or not ending.weak:
            yield Candidate(start, end, ending.cls, "ending", distinctive and not ending.weak)


def _named(name: str, rules: NameRules, form: str) -> bool:
    return name != form


def _begin(context: Context, rules: NameRules, last: int, stop: int) -> int | None:
    """The index of the first word of the name whose ending begins at `stop`; None where nothing is before it."""
    spans, surfaces = context.spans, context.surfaces
    first: int | None = None
    at = last
    while at >= 0:
        start, end = spans[at]
        if end <= stop:
            word = surfaces[at]
            if word in ")）" and (opening := _bracket(surfaces, at)) is not None:
                first = at = opening
                at -= 1
                continue
            if _STOP.search(word) or word in "()（）" or word in rules.words or word in rules.verbs:
                break
            if word in _CLASSIFIER and at > 0 and _COUNT.fullmatch(surfaces[at - 1]):
                break
            if spans[last][1] - start > _LONGEST:
                break
        first = at
        at -= 1
    return first


def _bracket(surfaces: Sequence[str], closing: int) -> int | None:
    """The index of the bracket that opens the short piece closed at `closing`."""
    for at in range(closing - 1, max(-1, closing - 5), -1):
        if surfaces[at] in "(（":
            return at
    return None


def _trim(spans: Sequence[tuple[int, int]], surfaces: Sequence[str], rules: NameRules, first: int, stop: int) -> int:
    """Cut qualifying words off the front of the name, never into its ending at `stop`."""
    while spans[first][1] < stop and (surfaces[first] in rules.modifiers or _COUNT.fullmatch(surfaces[first])):
        first += 1
    return first


def _distinctive(prefix: str, words: Sequence[str], rules: NameRules) -> bool:
    """Whether the part before the ending names something in particular."""
    left = prefix
    for word in words:
        if not left:
            return False
        if left.startswith(word):
            if word not in rules.generic and word not in rules.modifiers:
                return True
            left = left[len(word) :]
        else:
            return left not in rules.generic
    return bool(left)


def by_quotes(context: Context, rules: NameRules) -> Iterator[Candidate]:
    """Names in quotation marks or book-title marks, with the noun behind them that tells their class."""
    text = context.text
    for match in _QUOTED.finditer(text, context.start, context.end):
        inner_start = match.start() + 1
        inner_end = match.end() - 1
        head = rules.head_after(text, match.end())
        if head:
            yield Candidate(match.start(), head[0], head[1], "quoted+head", True)
            yield Candidate(inner_start, inner_end, head[1], "quoted-head", True)
            continue
        ending = rules.ending_at(text, inner_end, inner_start)
        if ending:
            yield Candidate(inner_start, inner_end, ending.cls, "quoted-ending", True)
        else:
            yield Candidate(inner_start, inner_end, "Policy", "quoted", False)
    for match in _TITLE.finditer(text, context.start, context.end):
        ending = rules.ending_at(text, match.end() - 1, match.start() + 1)
        cls = ending.cls if ending else "Policy"
        yield Candidate(match.start() + 1, match.end() - 1, cls, "title", ending is not None)
