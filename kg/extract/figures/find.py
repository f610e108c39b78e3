"""The stages of figures, composed: document, sentences, mentions -> observations."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kg.extract.figures.cases import Case
from kg.extract.figures.chain import Told, decide
from kg.extract.figures.clues import candidates, shape_of
from kg.extract.figures.discourse import Discourse, survey
from kg.extract.figures.indicators import Memory, clean, indicator, pass_clause
from kg.extract.figures.moments import period, status
from kg.extract.figures.parts import NO_PART, Part, parts
from kg.extract.figures.rules import FigureRules
from kg.extract.figures.scenes import Clause, Scene, read_scene
from kg.extract.figures.slots import slots
from kg.extract.figures.subjects import Lead, lead_of
from kg.extract.figures.wordings import worded
from kg.model import Achievement, Document, Mention, Observation, Sentence


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
    clauses = read(document, sentences, mentions, home, rules)
    subjects = decide([told for _, figures in clauses for told in figures], rules.weights)
    return word(document, clauses, subjects, rules)


#: A figure whose subject is less certain than this is left out: such are wrong more often than right.
_LEAST = 0.45

_COMMON = ("企业", "产品", "技术", "成果", "项目", "高校", "机构", "平台", "设备", "人才")

#: A clause that was read, with its sentence, and its figures.
Clauses = Sequence[tuple[tuple[Scene, Clause, int], Sequence[Told]]]


def read(
    document: Document,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    home: str | None,
    rules: FigureRules,
) -> Clauses:
    """The clauses of a document in order (with the number of their block) and the figures in each."""
    mentions = [m for m in mentions if not _generic(document, m)]
    reader = _Reader(document, mentions, home, rules)
    starts = [m.start for m in mentions]
    for sentence in sentences:
        inside = mentions[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        scene = read_scene(document.text, sentence, [m for m in inside if m.end <= sentence.end], rules)
        reader.read(scene, sentence)
    return reader.clauses


def _generic(document: Document, mention: Mention) -> bool:
    """Whether a resolved reference is but a common noun here: 企业研发活动覆盖率 speaks of no one company."""
    return mention.kind == "reference" and document.text[mention.start : mention.end] in _COMMON


class _Reader:
    """Goes through the sentences and keeps what carries over: who was spoken of, when it was, what is planned."""

    def __init__(self, document: Document, mentions: Sequence[Mention], home: str | None, rules: FigureRules) -> None:
        self.rules = rules
        self.discourse = Discourse(survey(document, mentions, home))
        self.planned_blocks = rules.modality.sections(document)
        self.when: str | None = None
        self.mood: Achievement = "achieved"
        self.parts: dict[int, Part] = {}  # of the names of the present clause
        self.clauses: list[tuple[tuple[Scene, Clause, int], list[Told]]] = []

    def read(self, scene: Scene, sentence: Sentence) -> None:
        """Read the next sentence."""
        if sentence.block != self.discourse.block:
            self.discourse.enter_block(sentence.block)
            self.when = None
        self.discourse.enter_sentence()
        if self.when and self.rules.fleeting.fullmatch(self.when):
            self.when = None
        ahead = sentence.block in self.planned_blocks or self.rules.ahead.match(scene.text)
        self.mood = "target" if ahead else "achieved"
        for clause in scene.clauses:
            self.clauses.append(((scene, clause, sentence.block), self._clause(scene, clause)))

    def _clause(self, scene: Scene, clause: Clause) -> list[Told]:
        rules, d = self.rules, self.discourse
        stop = clause.quantities[0].start if clause.quantities else clause.end
        lead = None
        if not clause.inner:
            lead = lead_of(scene, scene.piece(clause.start, stop), d.home, rules)
        d.enter_clause(lead)
        pending = [m for m in scene.mentions if clause.start <= m.start < clause.end]
        self.parts = parts(scene, clause, rules) if pending else {}
        at = clause.start
        told: list[Told] = []
        shape = shape_of(scene, clause, lead, rules)
        for slot in slots(scene, clause, rules):
            quantity = slot.quantity
            while pending and pending[0].start < quantity.start:
                self._speak(scene, clause, pending.pop(0), lead)
            self.mood = status(scene.text, at, quantity.end, rules) or self.mood
            self.when = period(scene.text, clause.start, clause.end, quantity.start, rules) or self.when
            at = quantity.end
            place = (d.clause, d.sentence, d.block)
            case = Case(scene, clause, slot, lead, clean(slot.left, rules), shape, place, d)
            bound = d.bound(rules) if shape.endswith("verb") else None
            told.append(Told(case, candidates(case, rules), self.when, self.mood, bound))
        if not told:
            self.mood = status(scene.text, clause.start, clause.end, rules) or self.mood
            self.when = period(scene.text, clause.start, clause.end, clause.end, rules) or self.when
        for mention in pending:
            self._speak(scene, clause, mention, lead)
        return told

    def _speak(self, scene: Scene, clause: Clause, mention: Mention, lead: Lead | None) -> None:
        verbs = self.rules.verb.findall(scene.text, clause.start, mention.start)
        part = self.parts.get(mention.start, NO_PART)
        self.discourse.speak(scene, clause.start, mention, lead, verbs[-1] if verbs else "", self.rules, part)


def word(
    document: Document, clauses: Clauses, subjects: Sequence[tuple[str | None, float]], rules: FigureRules
) -> list[Observation]:
    """The observations of figures whose subjects are decided; those without words or subject are left out."""
    found: dict[tuple[str, str, float, str], Observation] = {}
    for told, subject, chance, words, memory in told_words(clauses, subjects, rules):
        if chance < _LEAST:
            continue
        words = worded(told.case, words, subject, memory, rules)
        quantity = told.case.slot.quantity
        key = (subject, words, quantity.value, quantity.unit)
        found.setdefault(key, _observation(document, told, subject, words, chance))
    return list(found.values())


def told_words(
    clauses: Clauses, subjects: Sequence[tuple[str | None, float]], rules: FigureRules
) -> Iterator[tuple[Told, str, float, str, Memory]]:
    """Each figure with its subject and chance, its words by the rules, and what may complete them."""
    memory, block, base = Memory(), -1, -1
    whose = iter(subjects)
    for (scene, clause, number), figures in clauses:
        if number != block:
            memory, block = Memory(), number
        if scene.base != base:
            memory.award, memory.before, base = "", "", scene.base
        for told in figures:
            (subject, chance), slot = next(whose), told.case.slot
            words = indicator(scene, slot, subject, memory, rules) if subject else ""
            if subject and words:
                yield told, subject, chance, words, memory
                memory.keep(words, subject, slot.quantity.kind)
        pass_clause(scene, clause, memory, rules)


def _observation(document: Document, told: Told, subject: str, words: str, chance: float) -> Observation:
    case, quantity = told.case, told.case.slot.quantity
    start, end = case.scene.base + case.clause.start, case.scene.base + quantity.end
    place = document.locate(start, end)
    return Observation(
        subject=subject,
        indicator=words,
        value=quantity.value,
        unit=quantity.unit,
        comparator=quantity.comparator,
        period=told.when,
        status=told.mood,
        confidence=chance,
        rule=f"figure.{quantity.kind}",
        start=place[0],
        end=place[1],
        quote=document.quote(start, end),
    )
