"""The rules of the score: what counts as found, missed and spurious, and the figures that follow.

Precision, recall and F1 are micro-averaged over the annotated documents; one that the system did not read scores as
empty. What the annotation calls optional is neither gained nor lost.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from kg.evaluate.align import INDICATOR_DICE, align, dice
from kg.evaluate.records import Count, Record, Statement, Thing
from kg.model import Vocabulary

#: The relations that the graph is for, scored together besides.
CORE = frozenset({"incubates", "coBuildsLabWith", "funds"})

#: What became of a statement. `type`: the entity is there, its type is another; `twice`: it was already found;
#: `optional`: neither gain nor loss.
Verdict = Literal["hit", "missed", "spurious", "type", "twice", "optional"]


K = TypeVar("K")


@dataclass(slots=True)
class Tally:
    """Counts of what was right, what was too much and what was missed."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    @property
    def precision(self) -> float:
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 0.0

    @property
    def recall(self) -> float:
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 0.0

    @property
    def f1(self) -> float:
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0

    def add(self, other: Tally) -> None:
        """Count what `other` counted, too."""
        self.tp += other.tp
        self.fp += other.fp
        self.fn += other.fn


def _count(optional: Mapping[K, bool], found: Iterable[K], spurious: int) -> Tally:
    """`optional` holds the key of all that is to be found, `found` those that were."""
    seen = set(found)
    tp = sum(not optional[k] for k in seen)
    return Tally(tp, spurious, sum(not o and k not in seen for k, o in optional.items()))


@dataclass(slots=True)
class Scores:
    """All the figures of one document, of a layout or of everything."""

    entities: Tally = field(default_factory=Tally)
    typed: Tally = field(default_factory=Tally)
    relations: Tally = field(default_factory=Tally)
    core: Tally = field(default_factory=Tally)
    observations: Tally = field(default_factory=Tally)
    types: dict[str, Tally] = field(default_factory=dict)
    predicates: dict[str, Tally] = field(default_factory=dict)

    def heads(self) -> list[tuple[str, Tally]]:
        """The five main figures."""
        return [
            ("entity (any type)", self.entities),
            ("entity (typed)", self.typed),
            ("relation", self.relations),
            ("relation (core)", self.core),
            ("observation", self.observations),
        ]

    def rows(self) -> list[tuple[str, Tally]]:
        """Everything in the order of the table: types under entities, predicates under relations."""
        any_, typed, relations, core, observations = self.heads()
        return [
            any_, typed, *sorted(self.types.items()), relations, core, *sorted(self.predicates.items()), observations
        ]  # fmt: skip

    def add(self, other: Scores) -> None:
        """Count what `other` counted, too."""
        for (_, own), (_, its) in zip(self.heads(), other.heads(), strict=True):
            own.add(its)
        for mine, theirs in ((self.types, other.types), (self.predicates, other.predicates)):
            for name, tally in theirs.items():
                mine.setdefault(name, Tally()).add(tally)


@dataclass(frozen=True, slots=True)
class DocumentScore:
    """One document: its figures, and what became of everything said by either side."""

    gold: Record
    system: Record
    scores: Scores
    of_gold: Mapping[str, Verdict]
    of_system: Mapping[str, Verdict]
    relations: tuple[tuple[Verdict, Statement], ...]
    observations: tuple[tuple[Verdict, Count], ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All documents of a gold standard.

    `unread` are annotated documents for which no text was given, `unknown` texts without an annotation.
    """

    documents: tuple[DocumentScore, ...]
    unread: tuple[str, ...]
    unknown: tuple[str, ...]

    def total(self) -> Scores:
        """The figures over all documents."""
        return _sum(self.documents)

    def layouts(self) -> dict[str, Scores]:
        """The figures by layout."""
        groups: dict[str, list[DocumentScore]] = defaultdict(list)
        for document in self.documents:
            groups[document.gold.layout].append(document)
        return {layout: _sum(group) for layout, group in sorted(groups.items())}


def _sum(documents: Iterable[DocumentScore]) -> Scores:
    total = Scores()
    for document in documents:
        total.add(document.scores)
    return total


def evaluate(golds: Sequence[Record], systems: Iterable[Record], vocabulary: Vocabulary) -> Evaluation:
    """Score what the system found against the annotation; documents are paired by name."""
    found = {s.name: s for s in systems}
    return Evaluation(
        tuple(score(gold, found.get(gold.name, Record(gold.name, {})), vocabulary) for gold in golds),
        tuple(gold.name for gold in golds if gold.name not in found),
        tuple(sorted(found.keys() - {gold.name for gold in golds})),
    )


def score(gold: Record, system: Record, vocabulary: Vocabulary) -> DocumentScore:
    """Score one document."""
    mapping = align(gold, system)
    scores = Scores()
    of_gold, of_system = _entities(gold, system, mapping, scores)
    return DocumentScore(
        gold, system, scores, of_gold, of_system,
        _relations(gold, system, mapping, vocabulary, scores),
        _observations(gold, system, mapping, scores),
    )  # fmt: skip


Mapped = Mapping[str, str | None]


def _entities(
    gold: Record, system: Record, mapping: Mapped, scores: Scores
) -> tuple[dict[str, Verdict], dict[str, Verdict]]:
    """One system entity per gold entity; a second one for it is spurious."""
    wanted = {g: e.optional for g, e in gold.entities.items() if e.type != "Field"}
    given = {s: e for s, e in system.entities.items() if e.type != "Field"}
    untyped = _meet(gold, given, mapping, typed=False)
    verdicts = _meet(gold, given, mapping, typed=True)
    met = _met(verdicts, mapping)
    scores.entities = _count(wanted, _met(untyped, mapping), _spurious(untyped))
    scores.typed = _count(wanted, met, _spurious(verdicts))
    for type_ in {e.type for e in gold.entities.values()} - {"Field"}:
        own = {g: o for g, o in wanted.items() if gold.entities[g].type == type_}
        of_other = sum(e.type == type_ and _type(gold, mapping[s]) != type_ for s, e in given.items())
        scores.types[type_] = _count(own, met & own.keys(), of_other)
    mistyped = {mapping[s] for s, v in verdicts.items() if v == "type"}
    of_gold: dict[str, Verdict] = {}
    for g, optional in wanted.items():
        missed: Verdict = "type" if g in mistyped else "missed"
        of_gold[g] = "hit" if g in met else "optional" if optional else missed
    return of_gold, verdicts


def _meet(gold: Record, given: Mapping[str, Thing], mapping: Mapped, *, typed: bool) -> dict[str, Verdict]:
    """What becomes of each system entity, in their order."""
    verdicts: dict[str, Verdict] = {}
    taken: set[str] = set()
    for s, entity in given.items():
        g = mapping[s]
        if g is None:
            verdicts[s] = "spurious"
        elif g in taken:
            verdicts[s] = "twice"
        elif typed and gold.entities[g].type != entity.type:
            verdicts[s] = "optional" if gold.entities[g].optional else "type"
        else:
            verdicts[s] = "hit"
            taken.add(g)
    return verdicts


def _met(verdicts: Mapping[str, Verdict], mapping: Mapped) -> set[str]:
    return {g for s, v in verdicts.items() if v == "hit" and (g := mapping[s]) is not None}


def _spurious(verdicts: Mapping[str, Verdict]) -> int:
    return sum(v in ("spurious", "twice", "type") for v in verdicts.values())


def _type(gold: Record, g: str | None) -> str:
    return gold.entities[g].type if g is not None else ""


def _relations(
    gold: Record, system: Record, mapping: Mapped, vocabulary: Vocabulary, scores: Scores
) -> tuple[tuple[Verdict, Statement], ...]:
    """A relation is found where both its ends and its predicate are; a symmetric one either way round."""

    def key(s: str, p: str, o: str) -> tuple[str, str, str]:
        turned = p in vocabulary.properties and vocabulary.properties[p].symmetric and s > o
        return (p, o, s) if turned else (p, s, o)

    wanted: dict[tuple[str, str, str], bool] = {}
    quoted: dict[tuple[str, str, str], Statement] = {}
    for r in gold.relations:
        k = key(r.subject, r.predicate, r.object)
        wanted[k] = wanted.get(k, True) and r.optional
        quoted.setdefault(k, r)
    found: set[tuple[str, str, str]] = set()
    spurious: dict[str, set[object]] = defaultdict(set)
    verdicts: list[tuple[Verdict, Statement]] = []
    for r in system.relations:
        if r.predicate not in vocabulary.properties:
            continue
        s, o = mapping.get(r.subject), mapping.get(r.object)
        k = key(s, r.predicate, o) if s and o else ("", "", "")
        if k in wanted:
            verdicts.append(("optional" if wanted[k] else "hit", r))
            found.add(k)
        else:
            # What names no entity of the annotation counts once for each pair of names.
            spurious[r.predicate].add(k if s and o else (system.label(r.subject), system.label(r.object)))
            verdicts.append(("spurious", r))
    scores.relations = _count(wanted, found, sum(map(len, spurious.values())))
    scores.core = _of(wanted, found, CORE, sum(len(spurious[p]) for p in sorted(CORE)))
    for p in {k[0] for k in wanted} | spurious.keys() | CORE:
        scores.predicates[p] = _of(wanted, found, {p}, len(spurious[p]))
    missed: list[tuple[Verdict, Statement]] = [
        ("missed", quoted[k]) for k, optional in wanted.items() if not optional and k not in found
    ]
    return (*verdicts, *missed)


def _of(
    wanted: Mapping[tuple[str, str, str], bool],
    found: set[tuple[str, str, str]],
    predicates: Iterable[str],
    spurious: int,
) -> Tally:
    own = {k: o for k, o in wanted.items() if k[0] in set(predicates)}
    return _count(own, found & own.keys(), spurious)


def _observations(gold: Record, system: Record, mapping: Mapped, scores: Scores) -> tuple[tuple[Verdict, Count], ...]:
    """The same subject, value and unit, and an indicator that overlaps; each gold figure is found once."""
    verdicts: list[tuple[Verdict, Count]] = []
    found: set[int] = set()
    for o in system.observations:
        hit = next((i for i, g in enumerate(gold.observations) if i not in found and _same(o, g, mapping)), None)
        if hit is None:
            verdicts.append(("spurious", o))
        else:
            found.add(hit)
            verdicts.append(("optional" if gold.observations[hit].optional else "hit", o))
    wanted = {i: g.optional for i, g in enumerate(gold.observations)}
    scores.observations = _count(wanted, found, Counter(v for v, _ in verdicts)["spurious"])
    missed: list[tuple[Verdict, Count]] = [
        ("missed", g) for i, g in enumerate(gold.observations) if not g.optional and i not in found
    ]
    return (*verdicts, *missed)


def _same(o: Count, g: Count, mapping: Mapped) -> bool:
    return (
        mapping.get(o.subject) == g.subject
        and o.unit == g.unit
        and abs(o.value - g.value) <= 1e-6 * max(1.0, abs(g.value))
        and dice(o.indicator, g.indicator) >= INDICATOR_DICE
    )
