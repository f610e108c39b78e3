"""All mentions of a document: candidates, tagger, lists and the document's own declarations, made one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from kg.extract.aliases.brief import short_forms
from kg.extract.aliases.merge import declared
from kg.extract.aliases.rules import AliasRules
from kg.extract.mentions import candidates, decide, features, lists_of, people, places
from kg.extract.mentions.candidates import Candidate, Context
from kg.extract.mentions.lists import KnownNames
from kg.extract.mentions.people import PersonRules
from kg.extract.mentions.rules import NameRules
from kg.extract.mentions.tagger import TAGGED, Tagger
from kg.extract.words import Words
from kg.model import Document, Mention, Sentence, Vocabulary

#: Why a tagged span is no name: of fewer than two characters, a field, a common noun; "" where it is one.
Dropped = Literal["", "short", "field", "generic"]


@dataclass(frozen=True, slots=True)
class TaggedName:
    """A span of the text that the tagger tagged, with its edges tidied, and the mentions that it comes to.

    `margin` as in `Tagged`. There are no mentions where `dropped` says why.
    """

    start: int
    end: int
    type: str
    margin: int
    mentions: tuple[Mention, ...]
    dropped: Dropped = ""


@dataclass(frozen=True, slots=True)
class NameFinder:
    """What finding names needs. `tagger` or `known` may be left out: rules alone, or no lists."""

    rules: NameRules
    people: PersonRules
    aliases: AliasRules
    words: Words
    vocabulary: Vocabulary
    known: KnownNames | None = None
    tagger: Tagger | None = None

    def contexts(self, document: Document, sentences: Sequence[Sentence]) -> list[Context]:
        """The words of each sentence."""
        return [Context(document, s, self.words) for s in sentences]

    def candidates(self, context: Context) -> list[Candidate]:
        """What the rules propose in one sentence, ordered by place."""
        found = {
            *candidates.find(context, self.rules),
            *people.find(context, self.people),
            *places.find(context, self.rules),
            *lists_of.find(context, self.rules),
        }
        return sorted(found, key=lambda c: (c.start, -c.end, c.cls, c.rule))

    def listed(self, context: Context) -> list[Candidate]:
        """The known names of one sentence."""
        return self.known.find(context) if self.known else []

    def row(
        self, contexts: Sequence[Context], proposed: list[list[Candidate]], known: list[list[Candidate]]
    ) -> features.Row:
        """The features of a document."""
        return features.build(contexts, proposed, known, self.people.surnames)

    def tagged(
        self, contexts: Sequence[Context], proposed: list[list[Candidate]], known: list[list[Candidate]]
    ) -> Iterator[TaggedName]:
        """What the tagger sees in a document, ordered by place, and the mentions that it comes to."""
        if self.tagger is None:
            return
        row = self.row(contexts, proposed, known)
        for t in self.tagger.tag(row):
            sentence = contexts[bisect_right(row.ranges, (t.start, len(row.places))) - 1]
            start, end = int(row.places[t.start]), int(row.places[t.end - 1]) + 1
            start, end = decide.tidy(sentence.text, start, end, sentence.start, sentence.end)
            start, end = self._begin(sentence, start, end), self._end(sentence, start, end)
            dropped: Dropped = ""
            mentions: list[Mention] = []
            if end - start < 2:
                dropped = "short"
            elif TAGGED[t.kind] == "Field":
                dropped = "field"
            elif self._generic(sentence, start, end):
                dropped = "generic"
            else:
                for a, b in self._parts(sentence, start, end, TAGGED[t.kind]):
                    cls = self._finer(sentence.text[a:b], TAGGED[t.kind])
                    mentions.append(Mention(a, b, cls, "tagger", confidence(t.margin)))
            yield TaggedName(start, end, TAGGED[t.kind], t.margin, tuple(mentions), dropped)

    def find(self, document: Document, sentences: Sequence[Sentence]) -> tuple[list[Mention], list[tuple[str, str]]]:
        """The mentions of a document, ordered and without overlaps, and the pairs of names it declares to be one."""
        contexts = self.contexts(document, sentences)
        proposed = [self.candidates(c) for c in contexts]
        known = [self.listed(c) for c in contexts]
        mentions = [m for name in self.tagged(contexts, proposed, known) for m in name.mentions]
        certain = 0.9 if self.tagger is None else 0.45
        for candidate in (c for cs in proposed for c in cs if c.strong and self.trusted(c)):
            mentions.append(Mention(candidate.start, candidate.end, candidate.cls, candidate.rule, certain))
        mentions = decide.whole_quotes(mentions, [c for cs in proposed for c in cs if c.rule == "quoted-ending"])
        strong = [c for cs in known for c in cs if c.strong]
        finer = [replace(c, cls=self._finer(document.text[c.start : c.end], c.cls)) for c in strong]
        mentions = decide.without_overlaps(decide.with_known(mentions, finer))
        pairs = declared(document, mentions, self.aliases)
        names = [(document.text[a.start : a.end], document.text[b.start : b.end]) for a, b in pairs]
        kinds = {short: a.type for (a, _), (_, short) in zip(pairs, names, strict=True)}
        mentions = [
            replace(m, type=kinds.get(document.text[m.start : m.end], m.type))
            for m in decide.without_overlaps([*mentions, *(b for _, b in pairs)])
        ]
        mentions = decide.spread(document.text, mentions)
        shortened = short_forms(document.text, mentions, self.aliases, self.words)
        return decide.without_overlaps([*mentions, *shortened]), names

    def _parts(self, context: Context, start: int, end: int, type_: str) -> list[tuple[int, int]]:
        """A tagged span as the names that it is made of: a chain of places, two full names joined by 和."""
        if type_ == "Place":
            return [(start + a, start + b) for a, b in places.parts(context.text[start:end])]
        for a, b in context.spans:
            if start < a and b < end and context.text[a:b] in _JOINING:
                left = self.rules.ending_at(context.text, a, start)
                if left and not left.weak and a - start > len(left.form):
                    return [(start, a), *self._parts(context, b, end, type_)]
        return [(start, end)]

    def _begin(self, context: Context, start: int, end: int) -> int:
        """Where the name begins behind words that no name begins with (推广应用创新券)."""
        for (a, b), word in zip(context.spans, context.surfaces, strict=True):
            if a == start and b + 2 <= end and word in self.rules.cut:
                start = b
        return start

    def _end(self, context: Context, start: int, end: int) -> int:
        """Where the name ends: not within a word if it ends like a name before it (区政协 in 区政协委员)."""
        if any(a < end < b for a, b in context.spans):
            for stop in (end - 1, end - 2):
                if stop - start > 2 and (ending := self.rules.ending_at(context.text, stop, start)) and not ending.weak:
                    return stop
        return end

    def _generic(self, context: Context, start: int, end: int) -> bool:
        """Whether the span is a common noun: nothing but generic words and an ending (国家重点实验室)."""
        ending = self.rules.ending_at(context.text, end, start)
        if ending is None or self.vocabulary.type_of(ending.cls) not in ("Platform", "University"):
            return False
        stop = end - len(ending.form)
        before = [w for (a, b), w in zip(context.spans, context.surfaces, strict=True) if start <= a and b <= stop]
        covered = sum(map(len, before)) == stop - start
        return covered and all(w in self.rules.generic or w in self.rules.modifiers for w in before)

    def trusted(self, candidate: Candidate) -> bool:
        """Rules that stand on their own beside the tagger; without one, every strong candidate does."""
        return self.tagger is None or candidate.rule in _ALONE

    def _finer(self, name: str, type_: str) -> str:
        """The finest class that the name's ending tells, where it agrees with the tagged type."""
        ending = self.rules.ending_at(name, len(name.rstrip('”’」』》"')))
        if ending and self.vocabulary.type_of(ending.cls) == type_:
            return ending.cls
        return type_


#: Rules kept where the tagger is silent.
_ALONE = frozenset({"quoted+head"})
_JOINING = frozenset({"和", "与", "及", "以及", "同"})


def confidence(margin: int) -> float:
    """The share of right names among the dev articles' of about that margin per character, at most 0.99."""
    return round(min(0.99, 0.62 + max(margin, 0) / 10_000), 4)
