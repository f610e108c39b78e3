"""Which form of an answer a client would have: RFC 9110's Accept against what there is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

#: Forms by media type, the preferred first; a form may have several.
ROWS = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
TRIPLES = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdfxml",
    "application/x-turtle": "turtle",
    "text/plain": "ntriples",
    "application/json": "jsonld",
    "application/xml": "rdfxml",
    "text/xml": "rdfxml",
}
PAGES = {"text/html": "html", "application/xhtml+xml": "html", **TRIPLES}

_MOST = 60
_RANGE = re.compile(r"\s*([\w!#$&^.+*-]+)/([\w!#$&^.+*-]+)\s*((?:;[^,]*)?)$", re.ASCII)
_QUALITY = re.compile(r";\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*(?:;|$)", re.IGNORECASE)


def choose(accept: str, forms: Mapping[str, str]) -> str:
    """The form of the best acceptable media type, "" if none is; without an Accept, the first.

    The more specific range decides a type's quality; of types of equal quality the first in `forms` wins.
    """
    ranges = _ranges(accept)
    if not ranges:
        return next(iter(forms.values()))
    best, form = 0.0, ""
    for media, its in forms.items():
        quality = _quality(media, ranges)
        if quality > best:
            best, form = quality, its
    return form


def named(name: str, forms: Mapping[str, str]) -> str:
    """The form that `?format=` names, by its own name or its media type; "" if there is none such."""
    return name if name in forms.values() else forms.get(name.replace(" ", "+"), "")


def _ranges(accept: str) -> Sequence[tuple[str, str, float]]:
    found = []
    for part in accept.split(",")[:_MOST]:
        if match := _RANGE.match(part):
            quality = _QUALITY.search(match[3])
            found.append((match[1].lower(), match[2].lower(), float(quality[1]) if quality else 1.0))
    return found


def _quality(media: str, ranges: Sequence[tuple[str, str, float]]) -> float:
    kind, _, sub = media.partition("/")
    best, quality = -1, 0.0
    for one, other, said in ranges:
        if one not in (kind, "*") or other not in (sub, "*"):
            continue
        precision = (one != "*") + (other != "*")
        if precision > best:
            best, quality = precision, said
    return quality
