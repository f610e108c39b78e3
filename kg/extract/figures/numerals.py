"""Numbers as Chinese writes them: 1,200 · 1.6万 · 三百二十 · 两千 · 百亿 · １２."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}

#: The characters a Chinese numeral is made of.
HAN_NUMERAL = "零〇一二两三四五六七八九十百千万亿"

_FOLDED = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_FOLDED |= {ord("％"): ord("%"), ord("．"): ord("."), ord("－"): ord("-"), ord("＋"): ord("+"), 0xA0: 32, 0x3000: 32}


def fold(text: str) -> str:
    """`text` with full-width letters, digits, percent signs and blanks at half width; the length stays."""
    return text.translate(_FOLDED)


def han_value(numeral: str) -> int | None:
    """The value of a Chinese numeral: 三百二十 -> 320, 两千 -> 2000, 百亿 -> 10**10, 二〇二五 -> 2025.

    A numeral that begins with a magnitude has an unwritten one before it (百家 is a hundred).
    None where the characters make no number.
    """
    if not numeral or any(c not in HAN_NUMERAL for c in numeral):
        return None
    if all(c in _DIGITS for c in numeral):
        # 三五, 七八 are estimates and 唯一一家 is one; only years and the like are spelt digit by digit
        spelt = len(numeral) == 1 or (len(numeral) > 2 and "两" not in numeral)
        return int("".join(str(_DIGITS[c]) for c in numeral)) if spelt else None
    total = section = 0
    digit: int | None = None
    last_unit = 10**12
    for c in numeral:
        if c in _DIGITS:
            if digit:
                return None  # 三五 before a magnitude: an estimate, not a number
            digit = _DIGITS[c]
        elif c in _SMALL:
            section += (1 if digit is None else digit) * _SMALL[c]
            digit, last_unit = None, _SMALL[c]
        else:
            section += digit or 0
            total = (total + section) * _LARGE[c] if c == "亿" else total + (section or 1) * _LARGE[c]
            total = total or _LARGE[c]
            section, digit, last_unit = 0, None, _LARGE[c]
    if digit:
        # 两万五 is 25,000: a last bare digit counts tenths of the magnitude before it; 三百零二 has its 零.
        short = last_unit >= 100 and "零" not in numeral and "〇" not in numeral
        section += digit * (last_unit // 10 if short else 1)
    return total + section


def magnitude(marks: str) -> int:
    """The factor that magnitudes behind an Arabic number stand for: 万 -> 10**4, 百万 -> 10**6, "" -> 1."""
    factor = 1
    for c in marks:
        factor *= _SMALL.get(c) or _LARGE.get(c) or 1
    return factor


def arabic_value(number: str, marks: str = "") -> Decimal:
    """The value of an Arabic number (thousands parted by commas) times its Chinese magnitudes."""
    return Decimal(number.replace(",", "").replace(" ", "")) * magnitude(marks)


def plain(value: Decimal) -> int | float:
    """`value` as a JSON number: an int where it is whole."""
    return int(value) if value == value.to_integral_value() else float(value)
