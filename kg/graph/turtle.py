"""A Turtle writer whose output depends on the triples alone, and reads well."""

from __future__ import annotations

import gc
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import itemgetter
from typing import Any, TypeAlias

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

#: The text about a subject with %s for each object, and what brings the objects into the text's order.
_Shape: TypeAlias = tuple[str, Callable[[list[str]], Any]]


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
    shapes: dict[tuple[str, ...], _Shape | None] = {}
    parts = [f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefixes.items()]
    for subject in sorted(subjects, key=lambda subject: (*order(subject), subject)):
        about = subjects[subject]
        predicates = tuple(about[::2])
        if predicates not in shapes:
            shapes[predicates] = verbs.shape(predicates)
        if shape := shapes[predicates]:
            template, arranged = shape
            # Strings, which stay as they are, end in no bracket.
            text = template % arranged([term if term[-1] != ">" else shorten[term] for term in about[1::2]])
        else:
            text = verbs.several(predicates, about[1::2])
        parts += "\n", shorten[subject], text, " .\n"
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


class _Verbs:
    """The predicates of a graph in their order, and what is said with them."""

    def __init__(self, predicates: Iterable[str], shorten: Mapping[str, str]) -> None:
        ranked = sorted(predicates, key=lambda predicate: (_FIRST.get(predicate, len(_FIRST)), predicate))
        # Ranks stand in for predicates while sorting: comparing numbers is cheap, and they carry the order we want.
        self.ranks = {predicate: rank for rank, predicate in enumerate(ranked)}
        self.verbs = ["a" if predicate == _TYPE else shorten[predicate] for predicate in ranked]
        self.shorten = shorten

    def shape(self, said: tuple[str, ...]) -> _Shape | None:
        """How a subject is written of which these things are said, in whatever order; None if any is said twice.

        Most subjects have one of a few shapes (every fact has the same), so this is worked out once for each.
        """
        if len(set(said)) < len(said):
            return None
        places = sorted(range(len(said)), key=lambda place: self.ranks[said[place]])
        verbs = [self.verbs[self.ranks[said[place]]].replace("%", "%%") for place in places]
        return " " + _AND.join(f"{verb} %s" for verb in verbs), itemgetter(*places)

    def several(self, said: Iterable[str], objects: Iterable[str]) -> str:
        """What is written of a subject of which some things are said of several objects, or twice."""
        ranks = self.ranks
        parts: list[str] = []
        last = -1
        for rank, object_ in sorted({(ranks[verb], object_) for verb, object_ in zip(said, objects, strict=True)}):
            if rank == last:
                parts += _AND_OBJECT, self.shorten[object_]
            else:
                parts += _AND if last >= 0 else " ", self.verbs[rank], " ", self.shorten[object_]
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
