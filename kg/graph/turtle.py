"""A Turtle writer whose output depends on the triples alone, and reads well."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from kg.graph.terms import Triple, name

# Local names that every reader takes as they are; other IRIs are written in full, which is always right.
_LOCAL = re.compile(r"[0-9A-Za-z_\u3400-\u4dbf\u4e00-\u9fff](?:[0-9A-Za-z_\-\u3400-\u4dbf\u4e00-\u9fff])*")
_NUMBER = re.compile(r'"([+-]?\d+)"\^\^<http://www\.w3\.org/2001/XMLSchema#integer>|'
                     r'"([+-]?\d+\.\d+)"\^\^<http://www\.w3\.org/2001/XMLSchema#decimal>')  # fmt: skip
_AND, _AND_OBJECT = " ;\n    ", " ,\n        "
_TYPE = name("rdf:type")
_FIRST = {_TYPE: 0, name("skos:prefLabel"): 1, name("rdfs:label"): 2, name("skos:altLabel"): 3}


def write_turtle(
    triples: Iterable[Triple], prefixes: Mapping[str, str], order: Callable[[str], tuple[object, ...]]
) -> str:
    """`triples`, in any order, as Turtle with `prefixes` (prefix -> namespace); `order` ranks the subjects.

    Subjects that rank alike follow by code point; of a subject, type and labels come first, then what else is said,
    by IRI.
    """
    subjects: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for subject, predicate, object_ in triples:
        subjects[subject].append((predicate, object_))
    shorten = _Shortener(prefixes)
    predicates = {predicate for about in subjects.values() for predicate, _ in about}
    # Ranks stand in for predicates while sorting: comparing numbers is cheap, and they carry the order we want.
    ranked = sorted(predicates, key=lambda predicate: (_FIRST.get(predicate, len(_FIRST)), predicate))
    ranks = {predicate: rank for rank, predicate in enumerate(ranked)}
    verbs = ["a" if predicate == _TYPE else shorten[predicate] for predicate in ranked]
    parts = [f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefixes.items()]
    for subject in sorted(subjects, key=lambda subject: (order(subject), subject)):
        parts += "\n", shorten[subject]
        last = -1
        for rank, object_ in sorted([(ranks[predicate], object_) for predicate, object_ in subjects[subject]]):
            if rank == last:
                parts += _AND_OBJECT, shorten[object_]
            else:
                parts += _AND if last >= 0 else " ", verbs[rank], " ", shorten[object_]
                last = rank
        parts.append(" .\n")
    return "".join(parts)


class _Shortener(dict[str, str]):
    """N-Triples term -> Turtle term, worked out once for each."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        super().__init__()
        # The longest namespace first, so that ik: is not taken for a longer one's beginning.
        self.namespaces = sorted(prefixes.items(), key=lambda item: (-len(item[1]), item[0]))

    def __missing__(self, term: str) -> str:
        if term[-1] != ">":  # a string or a blank node
            return term
        if term[0] == "<":
            short = self._name(term[1:-1]) or term
        elif match := _NUMBER.fullmatch(term):
            short = match[1] or match[2]
        else:
            value, _, datatype = term.rpartition("^^")
            short = f"{value}^^{self[datatype]}"
        self[term] = short
        return short

    def _name(self, iri: str) -> str:
        for prefix, namespace in self.namespaces:
            if iri.startswith(namespace):
                local = iri[len(namespace) :]
                return f"{prefix}:{local}" if _LOCAL.fullmatch(local) else ""
        return ""
