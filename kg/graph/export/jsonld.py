"""JSON-LD 1.1: a context with our prefixes, and one named graph per document."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from kg.graph.naming import base_of
from kg.graph.rdf import to_triples
from kg.graph.terms import Triple, name, prefixes
from kg.model import KnowledgeGraph, Vocabulary

_LITERAL = re.compile(r'"(?P<text>.*)"(?:@(?P<language>[A-Za-z0-9-]+)|\^\^<(?P<type>[^>]*)>)?', re.DOTALL)
_TYPE = name("rdf:type")


def jsonld(graph: KnowledgeGraph, vocabulary: Vocabulary) -> dict[str, bytes]:
    """The whole graph as one JSON-LD file, the documents in the order of their IRIs."""
    short = _Short(prefixes(base_of(graph)))
    graphs = [
        {"@id": short.iri(document), "@graph": _subjects(triples, short)}
        for document, triples in to_triples(graph, vocabulary).items()
    ]
    document = {"@context": short.prefixes, "@graph": graphs}
    text = json.dumps(document, ensure_ascii=False, indent=1)
    return {"graph.jsonld": text.encode("utf-8", "replace") + b"\n"}


class _Short:
    """IRIs as compact as the context allows."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self.prefixes = dict(known)
        self.longest = sorted(known.items(), key=lambda item: (-len(item[1]), item[0]))

    def iri(self, value: str) -> str:
        for prefix, namespace in self.longest:
            local = value[len(namespace) :]
            # What begins with two slashes would be read as an absolute IRI of a scheme called like the prefix.
            if value.startswith(namespace) and local and not local.startswith("//"):
                return f"{prefix}:{local}"
        return value


def _subjects(triples: Sequence[Triple], short: _Short) -> list[dict[str, Any]]:
    said: dict[str, dict[str, Any]] = {}
    for subject, predicate, object_ in triples:
        about = said.setdefault(subject, {"@id": short.iri(subject[1:-1])})
        if predicate == _TYPE:
            about.setdefault("@type", []).append(short.iri(object_[1:-1]))
        else:
            about.setdefault(short.iri(predicate[1:-1]), []).append(_value(object_, short))
    return list(said.values())


def _value(term: str, short: _Short) -> Any:
    if term[0] == "<":
        return {"@id": short.iri(term[1:-1])}
    match = _LITERAL.fullmatch(term)
    assert match, term
    # The escapes of N-Triples, as our own writer makes them, are JSON's.
    text = json.loads(f'"{match["text"]}"')
    if match["language"]:
        return {"@value": text, "@language": match["language"]}
    return {"@value": text, "@type": short.iri(match["type"])} if match["type"] else text
