"""The stages of figures, composed: document, sentences, mentions -> observations."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence

from kg.extract.figures.clues import Case, best, candidates
from kg.extract.figures.discourse import Discourse, survey
from kg.extract.figures.indicators import Memory, clean, indicator, pass_clause
from kg.extract.figures.moments import period, status
from kg.extract.figures.rules import FigureRules
from kg.extract.figures.scenes import Clause, Scene, read_scene
from kg.extract.figures.slots import Slot, slots
from kg.extract.figures.subjects import Lead, lead_of
from kg.model import Achievement, Document, Mention, Observation, Sentence

#: Decides whom a figure is about, given its case and the candidates with their clues.
Chooser = Callable[[Case, Mapping[str, Sequence[str]]], str | None]


def find_observations(
    document: Document,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    home: str | None,
    rules: FigureRules,
) -> list[Observation]:
    """The figures of `document`, in the order of the text, each once.

    `mentions` are sorted, without overlap, each with an entity. `home` is the entity that 全市, 我区 and
    figures of nobody named speak of; without it and without any other candidate a figure is left out.
    """
    return read(document, sentences, mentions, home, rules, lambda _, found: best(found, rules.weights))


def read(
    document: Document,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    home: str | None,
    rules: FigureRules,
    choose: Chooser,
) -> list[Observation]:
    """As `find_observations`, with the subject of each figure decided by `choose`."""
    reader = _Reader(document, mentions, home, rules, choose)
    starts = [m.start for m in mentions]
    for sentence in sentences:
        inside = mentions[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        scene = read_scene(document.text, sentence, [m for m in inside if m.end <= sentence.end], rules)
        reader.read(scene, sentence)
    return reader.found


class _Reader:
    """Goes through the sentences and keeps what carries over: who was spoken of, indicator, period, status."""

    def __init__(
        self, document: Document, mentions: Sequence[Mention], home: str | None, rules: FigureRules, choose: Chooser
    ) -> None:
        self.document, self.rules, self.choose = document, rules, choose
        self.discourse = Discourse(survey(document, mentions, home))
        self.planned_blocks = rules.modality.sections(document)
        self.memory = Memory()
        self.when: str | None = None
        self.mood: Achievement = "achieved"
        self.found: list[Observation] = []
        self.known: set[tuple[str, str, float, str]] = set()

    def read(self, scene: Scene, sentence: Sentence) -> None:
        """Read the next sentence."""
        if sentence.block != self.discourse.block:
            self.discourse.enter_block(sentence.block)
            self.memory, self.when = Memory(), None
        self.discourse.enter_sentence()
        self.memory.award = self.memory.before = ""
        if self.when and self.rules.fleeting.fullmatch(self.when):
            self.when = None
        ahead = sentence.block in self.planned_blocks or self.rules.ahead.match(scene.text)
        self.mood = "target" if ahead else "achieved"
        for clause in scene.clauses:
            self._clause(scene, clause)

    def _clause(self, scene: Scene, clause: Clause) -> None:
        rules, d = self.rules, self.discourse
        stop = clause.quantities[0].start if clause.quantities else clause.end
        lead = None
        if not clause.inner:
            lead = lead_of(scene, scene.piece(clause.start, stop), d.home, d.last, rules)
        d.enter_clause(lead)
        pending = [m for m in scene.mentions if clause.start <= m.start < clause.end]
        at = clause.start
        for slot in slots(scene, clause, rules):
            while pending and pending[0].start < slot.quantity.start:
                self._speak(scene, clause, pending.pop(0), lead)
            self.mood = status(scene.text, at, slot.quantity.end, rules) or self.mood
            at = slot.quantity.end
            self._slot(scene, clause, slot, lead)
        if not clause.quantities:
            self.mood = status(scene.text, clause.start, clause.end, rules) or self.mood
            self.when = period(scene.text, clause.start, clause.end, clause.end, rules) or self.when
        pass_clause(scene, clause, self.memory, rules)
        for mention in pending:
            self._speak(scene, clause, mention, lead)

    def _speak(self, scene: Scene, clause: Clause, mention: Mention, lead: Lead | None) -> None:
        verbs = self.rules.verb.findall(scene.text, clause.start, mention.start)
        self.discourse.speak(scene, clause.start, mention, lead, verbs[-1] if verbs else "")

    def _slot(self, scene: Scene, clause: Clause, slot: Slot, lead: Lead | None) -> None:
        rules, d, quantity = self.rules, self.discourse, slot.quantity
        self.when = period(scene.text, clause.start, clause.end, quantity.start, rules) or self.when
        case = Case(scene, clause, slot, lead, clean(slot.left, rules), d)
        subject = self.choose(case, candidates(case, rules))
        if subject is None:
            return
        d.count(subject)
        words = indicator(scene, slot, subject, self.memory, rules)
        if not words:
            return
        self.memory.keep(words, quantity.kind)
        if (key := (subject, words, quantity.value, quantity.unit)) in self.known:
            return
        self.known.add(key)
        start, end = scene.base + clause.start, scene.base + quantity.end
        place = self.document.locate(start, end)
        self.found.append(
            Observation(
                subject=subject,
                indicator=words,
                value=quantity.value,
                unit=quantity.unit,
                comparator=quantity.comparator,
                period=self.when,
                status=self.mood,
                confidence=0.8,
                rule=f"figure.{quantity.kind}",
                start=place[0],
                end=place[1],
                quote=self.document.quote(start, end),
            )
        )
