"""Whom a clause speaks of when it does not say: subjects carried over from before, the silent home place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.extract.relations.frame import Frame
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


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who may fill a role: `fits` in the clause and its sentence, `silent` from the sentences before; `fresh`, `reach`
    and `homely` as in `Pattern`; `relative` where the words are a relative clause (A研发的B)."""

    fits: Fits
    silent: Fits
    fresh: Fits
    reach: str
    relative: bool
    homely: bool


#: Behind these the body that they belong to may be the subject: A公司董事长说, 将…; A的芯片已供应B.
SEEN_THROUGH = ("Person", "Product")
#: What carrying a party over costs in confidence.
SENTENCE, EARLIER, TOPIC, HOME, NEAREST = 0.95, 0.85, 0.75, 0.7, 0.8


@dataclass(frozen=True, slots=True)
class Context:
    """A view with its clauses and with what was spoken of before it, the nearest first.

    `earlier` are subjects of the sentences before in the paragraph, `topics` that of the paragraph and its heading,
    `named` all that was named. `home` and `act` as in `Frame`. `people` may be speaking; `posts` maps a person's
    entity to a mention of the body that he or she works for, as far as that is known. `linked`: the sentence before
    ended in a semicolon. `ruled`: the whole text is about the home place, which then is the silent subject wherever a
    sentence names none.
    """

    view: View
    clauses: tuple[Clause, ...]
    earlier: tuple[Unit, ...]
    topics: tuple[Unit, ...]
    named: tuple[Unit, ...]
    home: Mention | None
    act: Mention | None
    people: Sequence[Mention]
    posts: Mapping[str, Mention]
    grammar: Grammar
    linked: bool = False
    ruled: bool = False

    def clause_at(self, at: int) -> Clause:
        """The clause that holds the character `at` of the view."""
        return next((c for c in self.clauses if c.start <= at < c.end), self.clauses[-1])

    def subject(self, at: int, wanted: Wanted) -> Party | None:
        """Who does what the words at `at` say, or None."""
        if wanted.reach == "ruled" and not self.ruled:
            return None
        clause = self.clause_at(at)
        left = [(u, role) for u, role in clause.units if u.at < at]
        if wanted.relative and left and not _stage(*left[-1]) and (party := self._relative(left[-1][0], at, wanted)):
            return party
        if left and left[-1][1] is Role.OBJECT and self.grammar.is_adverb(self.view.text[left[-1][0].at + 1 : at]):
            left[-1] = left[-1][0], Role.PIVOT  # 孵化企业A落户B
        for role in (Role.AGENT, Role.PIVOT, Role.PLAIN, Role.OWNER):
            units = [u for u, r in left if r is role]
            if role is Role.PIVOT and any(r is Role.PLAIN and u.at > units[-1].at for u, r in left if units):
                continue
            for unit in reversed(units):
                if self.grammar.ends_in_noun(self.view.text[unit.at + 1 : at]):
                    return None
                if party := _party(unit, wanted.fits, unit.at, 1.0):
                    return party
        words = self.view.text[clause.start : at]
        if self.grammar.is_group(words) and (party := self._group(at, wanted)):
            return party
        if wanted.reach == "clause" or any(role in (Role.AGENT, Role.GENERIC) for _, role in left):
            return None
        acting = [u for u, role in left if role is Role.PLAIN]
        if acting and not any(m.type in SEEN_THROUGH for u in acting for m in u.members):
            return None
        if self.grammar.is_group(words):
            return None
        if self.grammar.is_local(words):
            return self._home(wanted)
        speaker = self.grammar.is_speaker(words)
        if speaker and (party := self._speaker(wanted)):
            return party
        if not speaker and self.grammar.has_subject(words):
            return None
        return self._in_sentence(clause, wanted) or self._before(clause, wanted, speaker)

    def group(self, at: int, wanted: Wanted) -> Party | None:
        """The parties of 双方, 三方 before `at`."""
        clause = self.clause_at(at)
        return self._group(at, wanted) if self.grammar.is_group(self.view.text[clause.start : at]) else None

    def _relative(self, unit: Unit, at: int, wanted: Wanted) -> Party | None:
        """In 在A主办的B上 A is the subject of 主办, whatever stands before it."""
        between = self.view.text[unit.at + 1 : at]
        return _party(unit, wanted.fits, unit.at, 1.0) if len(between) <= 5 and "的" not in between else None

    def _group(self, at: int, wanted: Wanted) -> Party | None:
        """The list of as many parties as the words before `at` count, or else the ones named last."""
        size = self.grammar.group_size(self.view.text[self.clause_at(at).start : at])
        before = [u for u in self.view.order[::-1] if u.at < at]
        alone: list[Mention] = []
        for unit in (*before, *self.named):
            party = _party(unit, wanted.fits, unit.at if unit in before else None, SENTENCE)
            if party and len(party.members) == max(size, 2):
                return party
            known = {m.entity for m in alone}
            alone += [m for m in (party.members[::-1] if party else ()) if m.entity not in known]
        if size and len(alone) >= size:
            return Party(tuple(alone[:size][::-1]), 0, None, TOPIC)
        return None

    def _in_sentence(self, clause: Clause, wanted: Wanted) -> Party | None:
        """The subject of a clause before in the same sentence."""
        before = [c for c in self.clauses[::-1] if c.end <= clause.start]
        units: list[Unit] = []
        for c in before:
            fresh = [u for u in c.objects() if _party(u, wanted.fresh, u.at, SENTENCE)]
            units += [*fresh, *c.subjects(), *c.agents()]
            if c.generic:
                break
        found = next((p for u in units if (p := _party(u, wanted.fits, u.at, SENTENCE))), None)
        if found and found.split and self.grammar.is_joint(self.view.text[clause.start : clause.end]):
            return Party(found.members[: found.split], 0, found.at, found.trust)  # A与B签约，并与C共建
        return found

    def _before(self, clause: Clause, wanted: Wanted, speaker: bool) -> Party | None:
        """The subject of a sentence before, the paragraph's topic, or the home place."""
        if any(c.generic for c in self.clauses if c.end <= clause.start):
            return None
        if wanted.reach in ("sentence", "ruled"):
            return self._home(wanted) if self.ruled and not speaker else None
        if wanted.reach == "home":
            return None if speaker else self._home(wanted)
        if wanted.homely and not speaker and not self.linked and (home := self._home(wanted)):
            return home
        if wanted.reach == "mention":
            return next((p for u in self.named if (p := _party(u, wanted.silent, None, NEAREST))), None)
        for units, trust in ((self.earlier, EARLIER), (self.topics, TOPIC)):
            for unit in units:
                if party := _party(unit, wanted.silent, None, trust):
                    return party
        return None if speaker else self._home(wanted)

    def _home(self, wanted: Wanted) -> Party | None:
        """The policy that the document is, or the home place."""
        for mention in (self.act, self.home):
            if mention and wanted.silent(mention):
                return Party((mention,), 0, None, HOME)
        return None

    def _speaker(self, wanted: Wanted) -> Party | None:
        """The body of the person who says 我们."""
        for person in self.people:
            body = self.posts.get(person.entity)
            if body and wanted.fits(body):
                return Party((body,), 0, None, EARLIER)
        return None


def _stage(unit: Unit, role: Role) -> bool:
    """Whether a unit only tells where something happens: 在A园区建设的B."""
    return role is Role.OBLIQUE and all(m.type in ("Place", "Park") for m in unit.members)


def _party(unit: Unit, fits: Fits, at: int | None, trust: float) -> Party | None:
    members = tuple(m for m in unit.members if fits(m))
    return Party(members, unit.split if len(members) == len(unit.members) else 0, at, trust) if members else None


class Discourse:
    """Goes through a document's views in order and gives each its context.

    Args:
        grammar: tells the roles of units.
        frame: what the document as a whole tells.
        mentions: all of the document's; a place spoken of as often as a third of the home place may be the silent
            subject of the part of the text that it heads.
        posts: who works for whom; it may be filled after the contexts were read.
    """

    def __init__(
        self, grammar: Grammar, frame: Frame, mentions: Sequence[Mention], posts: Mapping[str, Mention]
    ) -> None:
        self._grammar = grammar
        self._frame = frame
        self._posts = posts
        counts = Counter(m.entity for m in mentions if m.type == "Place")
        least = max(3, counts[frame.home.entity] / 3) if frame.home else 3
        self._places = {entity for entity, n in counts.items() if n >= least}
        self._local = frame.home
        self._ruled = frame.home is not None and counts[frame.home.entity] >= RULING * len(mentions)
        self._block = -1
        self._heading: tuple[Unit, ...] = ()
        self._topics: tuple[Unit, ...] = ()
        self._earlier: list[Unit] = []
        self._named: list[Unit] = []
        self._linked = False

    def read(self, views: Iterable[View]) -> Iterator[Context]:
        """The contexts of the views, which come in the order of the text."""
        for view in views:
            if view.block != self._block:
                self._block = view.block
                self._linked = False
                if view.block not in self._frame.speeches:
                    self._topics, self._earlier = self._heading, []
            clauses = tuple(self._grammar.clause(view, a, b) for a, b in clause_edges(view.text))
            if not clauses:
                continue
            people = self._frame.people.get(view.block, ())
            yield Context(
                view,
                clauses,
                (*self._author(view), *self._earlier),
                self._topics,
                tuple(self._named),
                self._local,
                self._frame.act,
                people,
                self._posts,
                self._grammar,
                self._linked,
                self._ruled,
            )
            self._remember(view, clauses)

    def _author(self, view: View) -> list[Unit]:
        """Who is meant by 本文作者: the last person on a line of his or her own."""
        before = [m for m in self._frame.authors if m.end <= view.starts[0]]
        return [Unit(-1, (before[-1],))] if before and AUTHOR in view.text else []

    def _remember(self, view: View, clauses: Sequence[Clause]) -> None:
        self._linked = view.text.endswith("；")
        subjects = [u for c in clauses for u in c.subjects()]
        self._move(subjects)
        if view.heading:
            self._heading = tuple(subjects) if not view.text.startswith("（") else ()
            return
        if subjects and self._topics == self._heading:
            self._topics = (*subjects[:1], *self._heading)
        spoken = [u for c in clauses for u in reversed(c.subjects())]
        self._earlier = [*reversed(spoken), *self._earlier][:MEMORY]
        self._named = [*reversed(view.order), *self._named][:MEMORY]

    def _move(self, subjects: Sequence[Unit]) -> None:
        """A place that a clause is about is the silent subject from here on, if the text is much about it."""
        for unit in subjects:
            for mention in unit.members:
                if mention.type == "Place" and mention.entity in self._places:
                    self._local = mention
                    return


#: The word that speaks of a signed article's writer.
AUTHOR = "作者"
#: A text is about its home place where of all mentions this share is of it: then 20 of 29 subjects left out were the
#: place in the training articles, below it one in five.
RULING = 0.2
#: So many subjects are remembered within a paragraph.
MEMORY = 8
