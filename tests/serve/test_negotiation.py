"""Which form of an answer a client gets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.serve.negotiate import PAGES, ROWS, TRIPLES, choose, named

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "forms", "form"),
    [
        ("", ROWS, "json"),
        ("*/*", TRIPLES, "turtle"),
        (BROWSER, PAGES, "html"),
        ("text/turtle", PAGES, "turtle"),
        ("text/turtle;q=0.5, text/html;q=0.4", PAGES, "turtle"),
        ("text/*;q=0.5, text/csv;q=0.1", ROWS, "xml"),
        ("text/csv;q=0", ROWS, ""),
        ("*/*;q=0.1, application/json;q=0", ROWS, "json"),
        ("application/*, application/sparql-results+json;q=0", ROWS, "json"),
        ("TEXT/CSV ; Q=1.0", ROWS, "csv"),
        ("image/png", ROWS, ""),
        ("nonsense", ROWS, "json"),
        ("text/csv;header=present;q=0.9, text/html", ROWS, "csv"),
    ],
)
def test_the_best_acceptable_form_is_chosen(accept: str, forms: dict[str, str], form: str):
    assert choose(accept, forms) == form


@given(st.text(max_size=200))
def test_any_header_gets_some_form_or_none(accept: str):
    assert choose(accept, ROWS) in {*ROWS.values(), ""}


def test_a_form_is_named_by_itself_or_its_media_type():
    assert named("csv", ROWS) == named("text/csv", ROWS) == "csv"
    assert named("application/sparql-results json", ROWS) == "json"  # a plus sign, decoded
    assert named("nope", ROWS) == ""
