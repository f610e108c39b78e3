"""A Turtle writer whose output depends on the triples alone, and reads well."""

from __future__ import annotations

import gc
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from kg.graph.terms import Triple, name

# Local names that every reader takes as they are; other IRIs are written in full, which is always right.
_LOCAL = r"[0-9A-Za-z_\u3400-\u4dbf\u4e00-\u9fff](?:[0-9A-Za-z_\-\u3400-\u4dbf\u4e00-\u9fff])*+"
_NUMBER = re.compile(r'"([+-]?\d+)"\^\^<http://www\.w3\.org/2001/XMLSchema#integer>|'
                     r'"([+-]?\d+\.\d+)"\^\^<http://www\.w3\.org/2001/XMLSchema#decimal>')  # fmt: skip
_AND, _AND_OBJECT = " ;\n    ", " ,\n        "
_TYPE = name("rdf:type")
_FIRST = {_TYPE: 0, name("skos:prefLabel"): 1, name("rdfs:label"): 2, name("skos:altLabel"): 3}

#: A subject and what is said of it: a predicate, its object, a predicate, its object …, as N-Triples writes them.
Description: TypeAlias = tuple[str, Sequence[str]]

# Subjects of which more is said are seldom of one shape.
_LONGEST_SHAPE = 14


def write_turtle(
    triples: Iterable[Triple], prefixes: Mapping[str, str], order: Callable[[str], tuple[object, ...]]
) -> str:
    """`write_descriptions` of single triples."""
    return write_descriptions(((subject, said) for subject, *said in triples), prefixes, order)


def write_descriptions(
    descriptions: Iterable[Description], prefixes: Mapping[str, str], order: Callable[[str], tuple[object, ...]]
) -> str:
    """`descriptions`, in any order and however often, as Turtle with `prefixes` (prefix -> namespace).

    `order` ranks the subjects, and those that rank alike follow by code point; of a subject, type and labels come
    first, then what else is said, by IRI.
    """
    with _no_collector():
        return "".join(_parts(descriptions, prefixes, order))


def _parts(
    descriptions: Iterable[Description], prefixes: Mapping[str, str], order: Callable[[str], tuple[object, ...]]
) -> list[str]:
    subjects: dict[str, list[str]] = defaultdict(list)
    for subject, said in descriptions:
        subjects[subject] += said
    shorten = _Shortener(prefixes)
    verbs = _Verbs({predicate for about in subjects.values() for predicate in about[::2]}, shorten)
    parts = [f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefixes.items()]
    for subject in sorted(sorted(subjects), key=order):
        about = subjects[subject]
        parts.append(f"\n{shorten[subject]}{verbs.said(tuple(about[::2]), about[1::2])} .\n")
    return parts


@contextmanager
def _no_collector() -> Iterator[None]:
    """Python does not look for circles of objects here: there are none, and looking takes a quarter of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class _Shape(NamedTuple):
    """How subjects are written of which the same things are said in the same order.

    `template` has %s for each object, `arranged` brings the objects into its order, `repeated` are where in it one
    thing is said of several.
    """

    template: str
    arranged: Callable[[list[str]], Sequence[str]]
    repeated: tuple[slice, ...]


class _Verbs:
    """The predicates of a graph in their order, and what is said with them."""

    def __init__(self, predicates: Iterable[str], shorten: Mapping[str, str]) -> None:
        ranked = sorted(predicates, key=lambda predicate: (_FIRST.get(predicate, len(_FIRST)), predicate))
        # Ranks stand in for predicates while sorting: comparing numbers is cheap, and they carry the order we want.
        self.ranks = {predicate: rank for rank, predicate in enumerate(ranked)}
        self.verbs = ["a" if predicate == _TYPE else shorten[predicate] for predicate in ranked]
        self.shorten = shorten
        self.shapes: dict[tuple[str, ...], _Shape] = {}

    def said(self, predicates: tuple[str, ...], objects: list[str]) -> str:
        """What is written of a subject.

        Most subjects have one of a few shapes (every fact has the same), so these are worked out once for each.
        """
        if len(predicates) > _LONGEST_SHAPE:
            return self._one_by_one(predicates, objects)
        shape = self.shapes.get(predicates)
        if shape is None:
            shape = self.shapes[predicates] = self._shape(predicates)
        arranged = shape.arranged(objects)
        if shape.repeated:
            arranged = list(arranged)
            for some in shape.repeated:
                arranged[some] = different = sorted(set(arranged[some]))
                if len(different) < some.stop - some.start:  # a thing said twice
                    return self._one_by_one(predicates, objects)
        # Strings, which stay as they are, end in no bracket.
        return shape.template % tuple([term if term[-1] != ">" else self.shorten[term] for term in arranged])

    def _shape(self, predicates: tuple[str, ...]) -> _Shape:
        places = sorted(range(len(predicates)), key=lambda place: self.ranks[predicates[place]])
        template: list[str] = []
        repeated: list[slice] = []
        begin = 0
        for rank, same in groupby(self.ranks[predicates[place]] for place in places):
            count = len(list(same))
            template.append(f"{self.verbs[rank].replace('%', '%%')} {_AND_OBJECT.join(['%s'] * count)}")
            if count > 1:
                repeated.append(slice(begin, begin + count))
            begin += count
        # Of one place, itemgetter gives the thing itself.
        arranged = itemgetter(*places) if len(places) > 1 else tuple
        return _Shape(" " + _AND.join(template), arranged, tuple(repeated))

    def _one_by_one(self, predicates: Iterable[str], objects: Iterable[str]) -> str:
        """The same without a shape, and whatever is said twice is written once."""
        ranks = self.ranks
        parts: list[str] = []
        last = -1
        for rank, object_ in sorted(set(zip(map(ranks.__getitem__, predicates), objects, strict=True))):
            short = object_ if object_[-1] != ">" else self.shorten[object_]
            if rank == last:
                parts += _AND_OBJECT, short
            else:
                parts += _AND if last >= 0 else " ", self.verbs[rank], " ", short
                last = rank
        return "".join(parts)


class _Shortener(dict[str, str]):
    """N-Triples term -> Turtle term, worked out once for each."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        super().__init__()
        # The longest namespace first and for good, so that ik: is not taken for a longer one's beginning.
        spaces = sorted(prefixes.items(), key=lambda item: (-len(item[1]), item[0]))
        self._prefixes = {namespace: prefix for prefix, namespace in reversed(spaces)}
        choice = "|".join(re.escape(namespace) for _, namespace in spaces)
        self._name = re.compile(f"<(?>{choice})({_LOCAL})>" if spaces else "(?!)").fullmatch

    def __missing__(self, term: str) -> str:
        if term[-1] != ">":  # a string or a blank node
            return term
        if term[0] == "<":
            match = self._name(term)
            short = f"{self._prefixes[term[1 : match.start(1)]]}:{match[1]}" if match else term
        elif match := _NUMBER.fullmatch(term):
            short = match[1] or match[2]
        else:
            value, _, datatype = term.rpartition("^^")
            short = f"{value}^^{self[datatype]}"
        self[term] = short
        return short
