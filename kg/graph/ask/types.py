"""Which readings of a question can be meant at all: the ontology says what may stand at a relation's ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from kg.graph.ask.lexicon import Lexicon
from kg.graph.ask.meaning import Join, Question, Thing
from kg.graph.lookup import Index
from kg.model import Vocabulary

# A name that more entities bear than this is left in doubt.
_BEARERS = 6


class Types:
    """The ontology and the entities of a graph, as what readings must agree with."""

    def __init__(self, index: Index, lexicon: Lexicon) -> None:
        self.index = index
        self.vocabulary: Vocabulary = index.vocabulary
        self.lexicon = lexicon

    def fitting(self, question: Question) -> Iterator[Question]:
        """The question with each of its names taken for one entity, as far as its relations can then hold."""
        if question.thing.amount:
            return
        if question.kind == "rank":
            assert question.other
            ends = (question.thing.cls, question.other.cls)
            relations = self.between(question.relations, *(ends if question.end == "out" else ends[::-1]))
            if relations:
                yield replace(question, relations=relations)
        elif question.kind in ("yes", "relation"):
            assert question.other
            for one, other in product(self.things(question.thing), self.things(question.other)):
                relations = self.between(question.relations, self._cls(one), self._cls(other))
                if question.kind == "relation" or relations:
                    yield replace(question, thing=one, other=other, relations=relations)
        elif question.other is not None:
            for one, other in product(self.things(question.thing), self.things(question.other)):
                yield replace(question, thing=one, other=other)
        else:
            for thing in self.things(question.thing):
                # What is said to be done to what is named must be possible (国星宇航在哪里举办 is not).
                named = [self._cls(join.other) for join in thing.joins]
                if not question.relations or all(self.between(question.relations, "", cls) for cls in named):
                    yield replace(question, thing=thing)

    def things(self, thing: Thing) -> Iterator[Thing]:
        """The ways to take a thing, each name in it one entity, each relation possible."""
        if thing.iris:
            for iri in thing.iris[:_BEARERS]:
                yield replace(thing, iris=(iri,))
            return
        for others in product(*(tuple(self.things(join.other)) for join in thing.joins)):
            joins = []
            for join, other in zip(thing.joins, others, strict=True):
                relations = self._ends(join, thing.cls, self._cls(other))
                if not relations:
                    break
                # Of a plan between partners only one direction is written.
                mutual = join.planned and all(self.vocabulary.properties[name].symmetric for name in relations)
                joins.append(replace(join, relations=relations, other=other, end="either" if mutual else join.end))
            else:
                yield replace(thing, joins=tuple(joins))

    def _ends(self, join: Join, cls: str, other: str) -> tuple[str, ...]:
        if join.end == "out":
            return self.between(join.relations, cls, other)
        if join.end == "in":
            return self.between(join.relations, other, cls)
        both = (*self.between(join.relations, cls, other), *self.between(join.relations, other, cls))
        return tuple(dict.fromkeys(both))

    def between(self, relations: Sequence[str], subject: str, object_: str) -> tuple[str, ...]:
        """Of `relations`, and of those they imply, the ones that can join things of the two classes ("": any)."""
        every = dict.fromkeys(name for r in relations for name in (r, *self.lexicon.implied.get(r, ())))
        found = []
        for name in every:
            relation = self.vocabulary.properties[name]
            ways = [(subject, object_), (object_, subject)] if relation.symmetric else [(subject, object_)]
            if any(self._reaches(s, relation.domain) and self._reaches(o, relation.range) for s, o in ways):
                found.append(name)
        return tuple(found)

    def _reaches(self, cls: str, ends: Sequence[str]) -> bool:
        if not cls:
            return True
        above = self.vocabulary.ancestors(cls)
        return any(end in above or cls in self.vocabulary.ancestors(end) for end in ends)

    def _cls(self, thing: Thing) -> str:
        return self.index.node(thing.iris[0]).cls if thing.iris else thing.cls
