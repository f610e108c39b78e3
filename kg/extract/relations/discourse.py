"""Whom a clause speaks of when it does not say: subjects carried over from before, the silent home place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.extract.relations.grammar import Clause, Grammar, Role
from kg.extract.relations.view import Unit, View, clause_edges
from kg.model import Mention

Fits = Callable[[Mention], bool]


@dataclass(frozen=True, slots=True)
class Party:
    """Whoever fills a role of a statement.

    `members` are mentions; `split` as in `Unit`; `at` is the place in the view, None where the party was carried over
    from another sentence; `trust` is 1 for a party that the clause names, less the further it was carried.
    """

    members: tuple[Mention, ...]
    split: int
    at: int | None
    trust: float


#: What carrying a subject over costs in confidence.
SENTENCE, EARLIER, TOPIC, HOME = 0.95, 0.85, 0.75, 0.7


@dataclass(frozen=True, slots=True)
class Context:
    """A view with its clauses and with what was spoken of before it, the nearest first."""

    view: View
    clauses: tuple[Clause, ...]
    earlier: tuple[Unit, ...]
    topics: tuple[Unit, ...]
    home: Mention | None
    grammar: Grammar

    def clause_at(self, at: int) -> Clause:
        """The clause that holds the character `at` of the view."""
        return next((c for c in self.clauses if c.start <= at < c.end), self.clauses[-1])

    def subject(self, at: int, fits: Fits, silent: Fits) -> Party | None:
        """Who does what the words at `at` say.

        Args:
            at: where the verb begins in the view.
            fits: whom the clause or its sentence may name.
            silent: whom sentences before, the paragraph's topic or the home place may give.
        """
        clause = self.clause_at(at)
        left = [(u, role) for u, role in clause.units if u.at < at]
        for wanted in (Role.AGENT, Role.PIVOT, Role.PLAIN, Role.OWNER):
            units = [u for u, role in left if role is wanted]
            if wanted is Role.PIVOT and any(role is Role.PLAIN and u.at > units[-1].at for u, role in left if units):
                continue
            for unit in reversed(units):
                if party := _party(unit, fits, unit.at, 1.0):
                    return party
        if any(role in (Role.AGENT, Role.GENERIC) for _, role in left):
            return None
        named = [u for u, role in left if role is Role.PLAIN]
        if named and not any(m.type == "Person" for u in named for m in u.members):
            return None
        edge = max((u.at + 1 for u, _ in left), default=clause.start)
        if self.grammar.is_generic(self.view.text[edge:at]):
            return None
        return self._carried(clause, fits, silent)

    def _carried(self, clause: Clause, fits: Fits, silent: Fits) -> Party | None:
        for before in reversed([c for c in self.clauses if c.end <= clause.start]):
            for unit in before.subjects():
                if party := _party(unit, fits, unit.at, SENTENCE):
                    return party
            if before.generic:
                return None
        for units, trust in ((self.earlier, EARLIER), (self.topics, TOPIC)):
            for unit in units:
                if party := _party(unit, silent, None, trust):
                    return party
        if self.home and silent(self.home):
            return Party((self.home,), 0, None, HOME)
        return None


def _party(unit: Unit, fits: Fits, at: int | None, trust: float) -> Party | None:
    members = tuple(m for m in unit.members if fits(m))
    return Party(members, unit.split if len(members) == len(unit.members) else 0, at, trust) if members else None


class Discourse:
    """Goes through a document's views in order and gives each its context.

    Args:
        grammar: tells the roles of units.
        home: a mention of the place that the text is about, or None.
        mentions: all of the document's; a place spoken of as often as a third of the home place may be the silent
            subject of the part of the text that it heads.
    """

    def __init__(self, grammar: Grammar, home: Mention | None, mentions: Sequence[Mention]) -> None:
        self._grammar = grammar
        self._home = home
        counts = Counter(m.entity for m in mentions if m.type == "Place")
        least = max(3, counts[home.entity] / 3) if home else 3
        self._places = {entity for entity, n in counts.items() if n >= least}
        self._local = home

    def read(self, views: Iterable[View]) -> Iterator[Context]:
        """The contexts of the views, which come in the order of the text."""
        block, topics, earlier = -1, (), []  # type: ignore[var-annotated]
        heading: tuple[Unit, ...] = ()
        for view in views:
            if view.block != block:
                block, topics, earlier = view.block, heading, []
            clauses = tuple(self._grammar.clause(view, a, b) for a, b in clause_edges(view.text))
            if not clauses:
                continue
            yield Context(view, clauses, tuple(earlier), topics, self._local, self._grammar)
            subjects = [u for c in clauses for u in c.subjects()]
            self._move(subjects)
            if view.heading:
                heading = tuple(subjects)
                continue
            if subjects and topics == heading:
                topics = (*subjects[:1], *heading)
            earlier = [*reversed(_main(clauses)), *earlier][:6]

    def _move(self, subjects: Sequence[Unit]) -> None:
        """A place that a clause is about is the silent subject from here on, if the text is much about it."""
        for unit in subjects:
            for mention in unit.members:
                if mention.type == "Place" and mention.entity in self._places:
                    self._local = mention
                    return


def _main(clauses: Sequence[Clause]) -> list[Unit]:
    """What the clauses of a sentence are about, in the order of the text."""
    return [unit for clause in clauses for unit in reversed(clause.subjects())]
