"""Numbers in Chinese and full-width letters."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.figures.numerals import arabic_value, fold, han_value, plain

DIGITS = "零一二三四五六七八九"


def spelled(number: int) -> str:
    """`number`, below 10,000, as Chinese writes it."""
    text, gap = "", False
    for unit, mark in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + mark
            gap = False
        elif text:
            gap = True
    return text or "零"


@given(st.integers(1, 9999), st.integers(0, 9999))
def test_a_number_spelled_out_reads_back(high, low):
    both = spelled(high) + "万" + (("零" if low < 1000 else "") + spelled(low) if low else "")
    assert han_value(spelled(high)) == high
    assert han_value(both) == high * 10_000 + low


@pytest.mark.parametrize(
    ("words", "value"),
    [("百亿", 10**10), ("千", 1000), ("两", 2), ("两万五", 25_000), ("一百五", 150), ("二〇二五", 2025), ("十", 10)],
)
def test_what_is_left_unsaid_is_understood(words, value):
    assert han_value(words) == value


@pytest.mark.parametrize("words", ["三五百", "七八", "一一", "", "abc"])
def test_an_estimate_or_no_number_has_no_value(words):
    assert han_value(words) is None


@pytest.mark.parametrize(
    ("number", "marks", "value"),
    [("119.11", "亿", 11_911_000_000), ("1,200", "", 1200), ("1.6", "万", 16_000), ("3", "百万", 3_000_000)],
)
def test_magnitudes_are_multiplied_out_without_rounding(number, marks, value):
    assert plain(arabic_value(number, marks)) == value


def test_a_whole_number_is_an_int_and_a_part_a_float():
    assert (plain(Decimal("2.0")), type(plain(Decimal("2.0")))) == (2, int)
    assert plain(Decimal("3.21")) == 3.21


@given(st.text())
def test_folding_keeps_every_place(text):
    assert len(fold(text)) == len(text)


def test_full_width_digits_and_percent_signs_are_folded_and_punctuation_is_not():
    assert fold("１２．５％，（Ａ）") == "12.5%，（A）"
