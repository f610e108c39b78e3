"""Where the names of an annotation stand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.evaluate.align import norm
from kg.evaluate.spans import Folded, apart


def test_a_name_is_found_across_a_wrapped_line_and_whatever_its_width():
    text = "在东山实\n  验室，ＡI 中心"
    assert [text[a:b] for a, b in Folded(text).find("东山实验室")] == ["东山实\n  验室"]
    assert [text[a:b] for a, b in Folded(text).find("AI中心")] == ["ＡI 中心"]


def test_a_latin_name_is_not_found_inside_a_word():
    assert Folded("AIM与AI，5AI").find("AI") == [(4, 6)]


def test_the_longest_of_overlapping_spans_stays():
    assert apart([((0, 2), "短"), ((0, 5), "长"), ((6, 8), "后")]) == [((0, 5), "长"), ((6, 8), "后")]


@given(st.text(max_size=30), st.integers(0, 30), st.integers(1, 5))
def test_what_is_found_reads_as_what_was_sought(text, start, length):
    name = text[start : start + length]
    for a, b in Folded(text).find(name):
        assert norm(name) in "".join(map(norm, text[a:b]))
