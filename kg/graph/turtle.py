"""A Turtle writer whose output depends on the triples alone, and reads well."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from operator import itemgetter

from kg.graph.terms import Triple, name

# Local names that every reader takes as they are; other IRIs are written in full, which is always right.
_LOCAL = re.compile(r"[0-9A-Za-z_\u3400-\u4dbf\u4e00-\u9fff](?:[0-9A-Za-z_\-\u3400-\u4dbf\u4e00-\u9fff])*")
_NUMBER = re.compile(r'"([+-]?\d+)"\^\^<http://www\.w3\.org/2001/XMLSchema#integer>|'
                     r'"([+-]?\d+\.\d+)"\^\^<http://www\.w3\.org/2001/XMLSchema#decimal>')  # fmt: skip
_AND = " ;\n    "
_TYPE = name("rdf:type")
_FIRST = {_TYPE: 0, name("skos:prefLabel"): 1, name("rdfs:label"): 2, name("skos:altLabel"): 3}


def write_turtle(
    triples: Iterable[Triple], prefixes: Mapping[str, str], order: Callable[[str], tuple[object, ...]]
) -> str:
    """`triples`, in any order, as Turtle with `prefixes` (prefix -> namespace); `order` ranks the subjects.

    Subjects that rank alike follow by code point; of a subject, type and labels come first, then what else is said,
    by IRI.
    """
    subjects: dict[str, list[Triple]] = defaultdict(list)
    for triple in triples:
        subjects[triple[0]].append(triple)
    shorten = _Shortener(prefixes)
    parts = [f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefixes.items()]
    for subject in sorted(subjects, key=lambda subject: (order(subject), subject)):
        said = sorted(subjects[subject], key=lambda triple: (_FIRST.get(triple[1], 9), triple[1], triple[2]))
        lines = []
        for predicate, same in groupby(said, key=itemgetter(1)):
            objects = " ,\n        ".join(shorten[triple[2]] for triple in same)
            lines.append(f"{'a' if predicate == _TYPE else shorten[predicate]} {objects}")
        parts.append(f"\n{shorten[subject]} {_AND.join(lines)} .\n")
    return "".join(parts)


class _Shortener(dict[str, str]):
    """N-Triples term -> Turtle term, worked out once for each."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        super().__init__()
        # The longest namespace first, so that ik: is not taken for a longer one's beginning.
        self.namespaces = sorted(prefixes.items(), key=lambda item: (-len(item[1]), item[0]))

    def __missing__(self, term: str) -> str:
        if term[0] == "<":
            short = self._name(term[1:-1]) or term
        elif match := _NUMBER.fullmatch(term):
            short = match[1] or match[2]
        elif term[-1] == ">":
            value, _, datatype = term.rpartition("^^")
            short = f"{value}^^{self[datatype]}"
        else:
            short = term
        self[term] = short
        return short

    def _name(self, iri: str) -> str:
        for prefix, namespace in self.namespaces:
            if iri.startswith(namespace):
                local = iri[len(namespace) :]
                return f"{prefix}:{local}" if _LOCAL.fullmatch(local) else ""
        return ""
