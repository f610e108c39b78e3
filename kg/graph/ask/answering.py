"""A question that was understood -> its reply."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from kg.graph.ask.evidence import holding
from kg.graph.ask.figures import Named, ranked_figures
from kg.graph.ask.grammar import targets
from kg.graph.ask.kept import in_year, listed, narrowed, with_sums
from kg.graph.ask.lexicon import Lexicon
from kg.graph.ask.meaning import Join, Question, Thing
from kg.graph.ask.nearly import built, called, loosely, nearly
from kg.graph.ask.paraphrase import paraphrase
from kg.graph.ask.queries import sparql
from kg.graph.ask.replies import Answer, Reply
from kg.graph.ask.tokens import Token
from kg.graph.ask.words import Ready
from kg.graph.lookup import Index
from kg.graph.store import Session
from kg.model import Fact, Figure, Node

Notes = tuple[str, ...]

# Readings this much less likely are tried where the likelier ones find nothing; and never more than so many.
_NEXT, _MOST = 1, 6
# How many of a ranking are shown.
_TOP = 10


class Answering:
    """One question on its way to its reply: what it is put to, and what is to be said beside the answer."""

    def __init__(self, question: str, index: Index, session: Session, lexicon: Lexicon, notes: Notes) -> None:
        self.question = question
        self.index = index
        self.session = session
        self.lexicon = lexicon
        self.notes = notes

    def told(self, named: Named, meant: Sequence[Question]) -> Reply:
        """An answer by the texts' own figures, beside which stands what the graph knows by name."""
        figures = named.figures
        node = self.index.node(figures[0].subject)
        understood = f"{node.label}的指标：{'、'.join(dict.fromkeys(f.indicator for f in figures))}"
        query = _of_figures(figures)
        self.session.query(query)
        reply = Reply(self.question, understood, query, figures=figures, notes=self.notes)
        if not meant or not meant[0].thing.counted or not meant[0].thing.joins:
            return reply
        beside = self._answer(meant[0], Ready(()))
        return replace(reply, answers=beside.answers, count=beside.count)

    def answered(self, meant: Sequence[Question], words: Ready) -> Reply:
        """The answer by the likeliest reading; where several are as likely, by the one that the graph has answers to.

        If more of them have, and not the same, the question is not answered but what it may mean is said.
        """
        if words.planned:
            meant = [_planned(one) for one in meant]
        meant = [replace(one, thing=thing) for one in meant for thing in self._apart(one.thing)]
        best = meant[0].cost
        replies = self._distinct([q for q in meant if q.cost == best], words)
        found = _alike([reply for reply in replies if _answers(reply)])
        if not found:
            later = [q for q in meant if best < q.cost <= best + _NEXT]
            found = [reply for reply in self._distinct(later, words) if _answers(reply)]
        if not found:
            near = [nearly(q, self.lexicon) for q in meant if q.cost == best and q.kind == "list"]
            found = [reply for reply in self._distinct([q for q in near if q], words) if _answers(reply)]
        if not found:
            loose = [loosely(q, self.lexicon) for q in meant if q.cost == best and q.kind == "list"]
            found = [reply for reply in self._distinct([q for q in loose if q], words) if _answers(reply)]
        if not found:
            founded = [built(q, self.index) for q in meant if q.kind == "list"]
            found = [reply for reply in self._distinct([q for q in founded if q], words) if _answers(reply)]
        if not found:
            named = [called(q, self.lexicon) for q in meant if q.cost == best and q.kind == "list"]
            found = [reply for reply in self._distinct([q for q in named if q], words) if _answers(reply)]
        if len({_answers(reply) for reply in found}) > 1:
            ways = "；".join(reply.understood for reply in found)
            return Reply(self.question, unclear=(f"可能有几种意思：{ways}",), notes=self.notes)
        return self._beyond(meant, found[0], words) if found else replies[0]

    def _beyond(self, meant: Sequence[Question], reply: Reply, words: Ready) -> Reply:
        """The reply to who has the most of its class, with a note if anyone else has more."""
        wider = next((one for one in meant if one.kind == "rank" and not one.thing.cls), None)
        if wider is None or not meant[0].thing.cls or not reply.answers:
            return reply
        first = next(iter(self._answer(wider, words).answers), None)
        if first is None or (first.number or 0) <= (reply.answers[0].number or 0):
            return reply
        kind = self.index.vocabulary.labels[meant[0].thing.cls][0]
        note = f"只比较{kind}；若不限于此，最多的是“{first.node.label}”（{first.number}）"
        return replace(reply, notes=(*reply.notes, note))

    def _apart(self, thing: Thing) -> Iterator[Thing]:
        """The thing with each of its verbs taken for one relation, and what is a special case of that."""

        def implied(name: str) -> tuple[str, ...]:
            return self.lexicon.implied.get(name, ())

        ways = []
        for join in thing.joins:
            cases = {case for name in join.relations for case in implied(name)}
            names = [name for name in join.relations if name not in cases] or join.relations[:1]
            ways.append(
                [
                    replace(
                        join, relations=tuple(r for r in join.relations if r in (name, *implied(name))), other=other
                    )
                    for name in names
                    for other in self._apart(join.other)
                ]
            )
        for joins in product(*ways):
            yield replace(thing, joins=joins)

    def topped(self, words: Sequence[Token]) -> Reply | None:
        """An answer to who has the highest of a figure, if the words ask that and the graph has such figures."""
        pieces = targets(list(words))
        asked = next((word for word in pieces if word.kind == "T"), None)
        if asked is None and len(pieces) > 2 and pieces[-1].kind == "K" and {w.kind for w in pieces[-3:-1]} & {"Z"}:
            # 总规模最大的基金, with no question word.
            asked = replace(pieces[-1], kind="T", means=(pieces[-1].means[0], "", "", ""))
            pieces[-1] = asked
        if asked is None or not any(word.kind in "SZ" for word in words) or any(word.kind == "E" for word in words):
            return None
        if asked.means[1]:
            return None  # 补助最高多少钱 asks how much, not who.
        index, cls = self.index, asked.means[0]
        indicator, figures = ranked_figures(pieces, cls, index, self.lexicon)
        figures = tuple(f for f in figures if not self._otherwise(index.node(f.subject), asked.text))[:_TOP]
        if not figures:
            return None
        query = _of_figures(figures) + " ORDER BY DESC(?value)"
        self.session.query(query)
        kind = index.vocabulary.labels[cls][0] if cls else "实体"
        aims = ("其中有的是目标，尚未实现",) if any(figure.status == "target" for figure in figures) else ()
        answers = tuple(Answer(index.node(figure.subject), figure=figure) for figure in figures)
        return Reply(self.question, f"“{indicator}”最高的{kind}", query, answers, notes=(*self.notes, *aims))

    def _distinct(self, meant: Sequence[Question], words: Ready) -> list[Reply]:
        """A reply for each reading, those with the same query once."""
        queries: dict[str, Question] = {}
        for one in meant:
            queries.setdefault(sparql(one).text, one)
        return [self._answer(one, words) for one in list(queries.values())[:_MOST]]

    def _answer(self, meant: Question, words: Ready) -> Reply:
        index, thing, other = self.index, meant.thing, meant.other
        if words.year and meant.kind not in ("list", "yes"):
            return Reply(self.question, unclear=(f"“{words.year}”",), notes=self.notes)
        if words.sums and meant.kind != "list":
            return Reply(self.question, unclear=tuple(f"“{one}”" for one in words.sums), notes=self.notes)
        query = sparql(meant)
        result = self.session.query(query.text)
        notes = (*self.notes, "答案太多，只取了一部分") if result.cut else self.notes
        reply = Reply(self.question, paraphrase(meant, index), query.text, notes=notes)
        if meant.kind == "what":
            return replace(reply, answers=(Answer(index.node(thing.iris[0])),))
        if meant.kind == "relation":
            assert other
            facts = index.between(thing.iris[0], other.iris[0])
            none = () if facts else ("没有直接的关系；可用 kg path 查看怎样相连",)
            return replace(reply, answers=_one(index, other.iris[0], facts), notes=(*notes, *none))
        if meant.kind == "yes":
            return _whether(reply, meant, words, bool(result.answer), index)
        if meant.kind == "rank":
            rows = [(row[0].value, int(row[2].value)) for row in result.rows if row[0] and row[2]]
            ranked = (Answer(index.node(i), _done(i, meant, index), n) for i, n in rows)
            return replace(reply, answers=tuple(a for a in ranked if not self._otherwise(a.node, thing.text)))
        answers, more = listed(query, result.rows, words.year, index)
        # Nobody asks for what is named in the question (还投资了谁).
        named = set(_names(thing))
        answers = tuple(a for a in answers if a.node.iri not in named and not self._otherwise(a.node, thing.text))
        answers, less, unsaid = narrowed(answers, thing)
        if unsaid:
            return Reply(self.question, unclear=tuple(f"“{word}”" for word in unsaid), notes=notes)
        answers, vain = with_sums(answers, words.sums)
        if vain:
            return Reply(self.question, unclear=tuple(f"“{one}”" for one in vain), notes=notes)
        more = (*more, *less)
        if not answers and thing.named:
            return Reply(self.question, unclear=(f"“{thing.named}”",), notes=notes)
        if not answers:
            more = (*more, *self._plans(meant), "图谱里没有，不等于实际没有")
        count = len(answers) if thing.counted else None
        yes = bool(answers) if words.whether and not thing.asked else None
        return replace(reply, answers=answers, count=count, yes=yes, notes=(*notes, *more))

    def _plans(self, meant: Question) -> Notes:
        """That there are plans, where no fact was found."""
        if not meant.thing.joins or any(join.planned for join in meant.thing.joins):
            return ()
        plans = self.session.query(sparql(_planned(meant)).text).rows
        return (f"没有已成的事实；有 {len(plans)} 项计划，可问“计划……”",) if plans else ()

    def _otherwise(self, node: Node, asked: str) -> bool:
        """Whether the name tells that it is of another kind than was asked for (四川省, asked for a 市)."""
        if any(asked.endswith(word) and word not in node.label for word in self.lexicon.named):
            return True
        endings = self.lexicon.endings
        noun = max((noun for noun in endings if asked.endswith(noun)), key=len, default="")
        every = {end for ends in endings.values() for end in ends}
        return bool(noun) and node.label[-1] in every - set(endings[noun])


def _answers(reply: Reply) -> tuple[str, ...] | None:
    """What the reply claims, to be compared; None if nothing."""
    if reply.yes is not None:
        return ("yes",) if reply.yes else None
    most = max((answer.number or 0 for answer in reply.answers), default=0)
    return tuple(sorted(answer.node.iri for answer in reply.answers if (answer.number or 0) == most)) or None


def _alike(replies: Sequence[Reply]) -> list[Reply]:
    """The replies, those understood in the same words (two prizes of one name) as one with all their answers."""
    found: dict[str, Reply] = {}
    for reply in replies:
        one = found.get(reply.understood)
        if one is None or one.yes is not None or one.count is not None:
            found[reply.understood if one is None else f"{reply.understood} {len(found)}"] = reply
            continue
        known = {answer.node.iri for answer in one.answers}
        more = tuple(answer for answer in reply.answers if answer.node.iri not in known)
        found[reply.understood] = replace(one, answers=one.answers + more)
    return list(found.values())


def _planned(question: Question) -> Question:
    """The same question, of plans."""
    joins = tuple(replace(join, planned=True) for join in question.thing.joins)
    return replace(question, planned=True, thing=replace(question.thing, joins=joins))


def _whether(reply: Reply, meant: Question, words: Ready, holds: bool, index: Index) -> Reply:
    assert meant.other
    one, other = meant.thing.iris[0], meant.other.iris[0]
    facts = holding(Join(meant.relations, "out", meant.other, meant.planned), one, other, index) if holds else ()
    notes = reply.notes
    if words.year and facts:
        kept = in_year(facts, words.year, index)
        if not kept:
            notes = (*notes, f"有这样的事实，但原文没有写明是{words.year}年")
        facts, holds = kept, bool(kept)
    if not holds and not meant.planned and holding(Join(meant.relations, "out", meant.other, True), one, other, index):
        notes = (*notes, "没有已成的事实；有计划，可问“计划……”")
    return replace(reply, yes=holds, answers=_one(index, other, facts), notes=notes)


def _done(iri: str, meant: Question, index: Index) -> tuple[Fact, ...]:
    status = "planned" if meant.planned else "asserted"
    cls = meant.other.cls if meant.other else ""
    above = index.vocabulary.ancestors
    found = []
    for fact in index.facts(iri):
        mutual = index.vocabulary.properties[fact.predicate].symmetric
        one, other = (fact.subject, fact.object) if meant.end == "out" else (fact.object, fact.subject)
        ends = other if one == iri else one if mutual else ""
        if fact.predicate in meant.relations and fact.status == status and ends:
            found += [fact] if not cls or cls in above(index.node(ends).cls) else []
    return tuple(found)


def _names(thing: Thing) -> Iterator[str]:
    yield from thing.iris
    for join in thing.joins:
        yield from _names(join.other)


def _one(index: Index, iri: str, facts: tuple[Fact, ...]) -> tuple[Answer, ...]:
    return (Answer(index.node(iri), facts),) if facts else ()


def _of_figures(figures: Sequence[Figure]) -> str:
    values = " ".join(f"<{figure.iri}>" for figure in figures)
    return (
        f"SELECT ?o ?of ?value ?unit WHERE {{ VALUES ?o {{ {values} }} ?o ik:about ?of ; ik:value ?value"
        " OPTIONAL { ?o ik:unit ?unit } }"
    )
