"""RDF terms as the strings that N-Triples writes for them: cheap to make, to compare and to sort.

A triple is a tuple of three such strings. An IRI needs no escaping, for `naming` mints only sound ones.
"""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from functools import cache
from typing import TypeAlias

Triple: TypeAlias = tuple[str, str, str]

#: The prefixes that our Turtle and our queries know, by name. `id:` and its like follow the base in use.
PREFIXES = {
    "ik": "https://w3id.org/innokg/ontology#",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

_XSD = PREFIXES["xsd"]
# Line ends of any kind are escaped too: readers that split a file into lines disagree about what a line is.
_ESCAPES = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F, 0x85, 0x2028, 0x2029, 0xFEFF)}
_ESCAPES |= {ord('"'): '\\"', ord("\\"): "\\\\", ord("\n"): "\\n", ord("\r"): "\\r", ord("\t"): "\\t"}


def prefixes(base: str) -> dict[str, str]:
    """All prefixes, those of the minted IRIs among them, sorted by name."""
    minted = {
        "doc": f"{base}doc/",
        "fact": f"{base}fact/",
        "id": f"{base}id/",
        "obs": f"{base}observation/",
    }
    return dict(sorted((PREFIXES | minted).items()))


def iri(value: str) -> str:
    """`<value>`."""
    return f"<{value}>"


@cache
def name(prefixed: str) -> str:
    """The IRI that a prefixed name of `PREFIXES`, such as `ik:Fact`, stands for."""
    prefix, _, local = prefixed.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"


def text(value: str, language: str = "") -> str:
    """A string literal, with a language tag if one is given."""
    tag = f"@{language}" if language else ""
    if not value.isprintable() or '"' in value or "\\" in value:  # seldom, and the translation is slow
        value = value.translate(_ESCAPES)
    return f'"{value}"{tag}'


def integer(value: int, datatype: str = "integer") -> str:
    """An integer literal of one of XML Schema's integer types."""
    return f'"{value}"^^<{_XSD}{datatype}>'


def decimal(value: float) -> str:
    """A decimal literal without exponent, as short as it can be with at least one digit after the point."""
    digits = format(Decimal(repr(value)), "f")
    if "." in digits:
        digits = digits.rstrip("0").removesuffix(".")
    return f'"{digits if "." in digits else digits + ".0"}"^^<{_XSD}decimal>'


def date(value: str) -> str:
    """A year, month or day in ISO 8601 as a literal of its type; whatever else, as a plain string."""
    for pattern, datatype, rest in (
        (r"\d{4}", "gYear", "-01-01"),
        (r"\d{4}-\d\d", "gYearMonth", "-01"),
        (r".+", "date", ""),
    ):
        if re.fullmatch(pattern, value) and _is_day(value + rest):
            return f'"{value}"^^<{_XSD}{datatype}>'
    return text(value)


def _is_day(value: str) -> bool:
    try:
        return datetime.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
