"""Why a text was read as it was: what every stage proposed, what was kept, and what spoke against the rest.

For developers of the rules. The stages are those of the engine, called one by one; nothing is decided here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from kg.extract import relations, sentences
from kg.extract.engine import Extractor
from kg.extract.mentions.candidates import Candidate
from kg.extract.mentions.find import NameFinder, TaggedName, confidence
from kg.extract.pairs import classify
from kg.extract.relations.discourse import Context
from kg.extract.relations.match import Proposal, tried
from kg.model import Document, Mention, Observation, Relation, Sentence

#: What became of a proposal, "kept" or why not. Names: `weak` and `unaided` (the rule is evidence for the tagger, no
#: proof), `overlap` (another mention stands there), and as `find.Dropped`. Relations: `party` (a subject or object is
#: missing), `denied` (negated or asked), `other` (the same pair is told better elsewhere), `score` (too low).
Fate = Literal["kept", "weak", "unaided", "overlap", "short", "field", "generic", "party", "denied", "other", "score"]
#: Pairs whose score is at most this far below the threshold are told, too: a natural logarithm.
_NEAR = 3


@dataclass(frozen=True, slots=True)
class Name:
    """A possible name: by a rule (`sure` None), a list, or the tagger (`sure` from its margin per character).

    `rival` are the words of the mention that stands in its place.
    """

    words: str
    cls: str
    rule: str
    fate: Fate
    rival: str = ""
    sure: float | None = None
    margin: int | None = None


@dataclass(frozen=True, slots=True)
class Spoken:
    """A mention as it was decided: of which entity it speaks, who found it and how sure that is."""

    words: str
    cls: str
    entity: str
    rule: str
    sure: float
    reference: bool


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern that matched `words`, with one of the pairs it gave; `subject` and `object` are "" for none."""

    predicate: str
    rule: str
    words: str
    subject: str
    object: str
    verdict: str
    sure: float
    fate: Fate


@dataclass(frozen=True, slots=True)
class Scored:
    """A pair that the classifier looked at; `score` and `threshold` as probabilities."""

    predicate: str
    subject: str
    object: str
    score: float
    threshold: float
    fate: Fate


@dataclass(slots=True)
class Story:
    """One sentence and all that was seen in it."""

    text: str
    proposed: list[Name] = field(default_factory=list)
    listed: list[Name] = field(default_factory=list)
    tagged: list[Name] = field(default_factory=list)
    mentions: list[Spoken] = field(default_factory=list)
    matches: list[Match] = field(default_factory=list)
    pairs: list[Scored] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    observations: list[Observation] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Explanation:
    """A document's sentences; `home` is the entity the text is about ("" for none); `names` by entity id."""

    name: str
    home: str
    names: Mapping[str, str]
    stories: tuple[Story, ...]


def explain(document: Document, engine: Extractor) -> Explanation:
    """How `engine.extract(document)` comes to what it finds."""
    pieces = sentences.split(document)
    stories = tuple(Story(document.text[s.start : s.end]) for s in pieces)
    entities, mentions = engine.entities(document)
    home, everything = engine.resolved(document, entities, mentions)
    found = engine.read(document, entities, mentions)
    names = {e.id: e.names[0] for e in found.entities}
    _names(document, pieces, engine.names, mentions, stories)
    for m in everything:
        words = document.text[m.start : m.end]
        spoken = Spoken(words, m.type, names[m.entity], m.rule, m.confidence, m.kind == "reference")
        stories[_at(pieces, m.start)].mentions.append(spoken)
    told = relations.find_relations(document, pieces, everything, home, engine.relations).relations
    reader = _Relations(document, pieces, everything, home, engine, told, found.relations, names)
    for number, match in reader.matches():
        if match not in stories[number].matches:
            stories[number].matches.append(match)
    for number, pair in reader.pairs({e.id: e.type for e in entities}):
        stories[number].pairs.append(pair)
    begins = [document.locate(s.start, s.end)[0] for s in pieces]
    for r in found.relations:
        stories[max(0, bisect_right(begins, r.start) - 1)].relations.append(r)
    for o in found.observations:
        stories[max(0, bisect_right(begins, o.start) - 1)].observations.append(o)
    return Explanation(document.name, names.get(home or "", ""), names, stories)


def _at(pieces: Sequence[Sentence], place: int) -> int:
    """The sentence that the character at `place` belongs to."""
    return max(0, bisect_right(pieces, place, key=lambda s: s.start) - 1)


def _names(
    document: Document,
    pieces: Sequence[Sentence],
    finder: NameFinder,
    mentions: Sequence[Mention],
    stories: Sequence[Story],
) -> None:
    """Fill in what the rules, the lists and the tagger proposed, beside the mentions that were decided."""
    contexts = finder.contexts(document, pieces)
    proposed = [finder.candidates(c) for c in contexts]
    known = [finder.listed(c) for c in contexts]
    for story, candidates, listed in zip(stories, proposed, known, strict=True):
        story.proposed = [_candidate(document, c, mentions, finder) for c in candidates]
        story.listed = [_candidate(document, c, mentions, finder) for c in listed]
    for name in finder.tagged(contexts, proposed, known):
        stories[_at(pieces, name.start)].tagged.append(_tag(document, name, mentions))


def _candidate(document: Document, c: Candidate, mentions: Sequence[Mention], finder: NameFinder) -> Name:
    kept, rival = _beside(document, c.start, c.end, mentions)
    trusted = c.rule == "list" or finder.trusted(c)
    fate: Fate = "kept" if kept else "weak" if not c.strong else "overlap" if trusted else "unaided"
    return Name(document.text[c.start : c.end], c.cls, c.rule, fate, rival)


def _tag(document: Document, name: TaggedName, mentions: Sequence[Mention]) -> Name:
    ends = [(m.start, m.end) for m in name.mentions]
    kept = bool(ends) and all(_beside(document, a, b, mentions)[0] for a, b in ends)
    rival = "" if kept else _beside(document, name.start, name.end, mentions)[1]
    fate: Fate = "kept" if kept else name.dropped or "overlap"
    words = "＋".join(document.text[a:b] for a, b in ends) or document.text[name.start : name.end]
    return Name(words, name.type, "tagger", fate, rival, float(confidence(name.margin)), int(name.margin))


def _beside(document: Document, start: int, end: int, mentions: Sequence[Mention]) -> tuple[bool, str]:
    """Whether a mention stands at exactly this span, and else the words of the first one that overlaps it."""
    over = [m for m in mentions if m.start < end and start < m.end]
    if any((m.start, m.end) == (start, end) for m in over):
        return True, ""
    return False, document.text[over[0].start : over[0].end] if over else ""


@dataclass(frozen=True, slots=True)
class _Relations:
    """What patterns and classifier saw, beside what the patterns `told` and the relations `found` in the end."""

    document: Document
    pieces: Sequence[Sentence]
    mentions: Sequence[Mention]
    home: str | None
    engine: Extractor
    told: Sequence[Relation]
    found: Sequence[Relation]
    names: Mapping[str, str]

    def matches(self) -> Iterator[tuple[int, Match]]:
        """Every match of a pattern, with the number of its sentence."""
        rules = self.engine.relations
        sections = rules.modality.sections(self.document)
        for context in relations.contexts(self.document, self.pieces, self.mentions, self.home, rules):
            number = _at(self.pieces, context.view.starts[0])
            for rule in rules.met(context.view.text):
                for pattern, match, proposals in tried(rule, context, rules.alphabet):
                    name, any_ = f"{rule.predicate}/{pattern.name}", False
                    for p in proposals:
                        any_ = True
                        verdict = rules.modality.verdict(context, p.verb, p.end, sections)
                        fate = "denied" if verdict == "none" else self._fate(p)
                        yield number, self._match(name, p, context, verdict, fate)
                    if not any_ and match.end() > match.start():
                        words = self._words(context, match.start(), match.end())
                        yield number, Match(rule.predicate, name, words, "", "", "", pattern.confidence, "party")

    def _match(self, name: str, p: Proposal, context: Context, verdict: str, fate: Fate) -> Match:
        words = self._words(context, p.start, p.end)
        subject, object_ = self._name(p.subject.entity), self._name(p.object.entity)
        return Match(p.predicate, name, words, subject, object_, verdict, p.confidence, fate)

    def _words(self, context: Context, start: int, end: int) -> str:
        first, last = context.view.span(start, end)
        return self.document.text[first:last]

    def _fate(self, p: Proposal) -> Fate:
        key = (p.subject.entity, p.predicate, p.object.entity)
        return "kept" if self._among(key, self.found) else "other"

    def _among(self, key: tuple[str, str, str], stated: Sequence[Relation]) -> bool:
        turned = key[::-1] if self.engine.relations.symmetric(key[1]) else key
        return any((r.subject, r.predicate, r.object) in (key, turned) for r in stated)

    def pairs(self, types: Mapping[str, str]) -> Iterator[tuple[int, Scored]]:
        """The pairs that scored near their threshold or above it, the surest first."""
        judge = self.engine.judge
        if judge is None:
            return
        best = judge.best(self.document, self.pieces, self.mentions, self.home, self.told, types)
        limits = judge.limits()
        for key, (score, pair) in sorted(best.items(), key=lambda item: (limits[item[0][1]] - item[1][0], item[0])):
            limit = limits[key[1]]
            if score < limit - _NEAR * classify.SCALE:
                continue
            fate: Fate = "kept" if self._among(key, self.found) else "score" if score < limit else "denied"
            chance, least = classify.confidence(score), classify.confidence(limit)
            yield pair.sentence, Scored(key[1], self._name(key[0]), self._name(key[2]), chance, least, fate)

    def _name(self, entity: str) -> str:
        return self.names.get(entity, entity.removeprefix("field:"))
