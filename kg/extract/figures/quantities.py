"""Numbers with their units: one pass of one expression over a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.extract.figures.numerals import arabic_value, han_value, plain
from kg.extract.figures.rules import FigureRules

#: The lower end of a range, right before its upper end: 10-20家, 100至200万元.
_RANGE = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)\s?(万亿|[百千]?[万亿])?\s?(?:[-—–~～]+|至|到)\s?$")
_MAGNITUDE_FIRST = re.compile("[百千万亿]|十(?![一二三四五六七八九])")
_ENDED = re.compile("[，,。；;、）)！!]|$")
_FROM = re.compile("[从由][^，,。；;]{0,6}$")
_FROM_ONE = re.compile(r"[从由][^，,。；;]{0,4}(?:\d|[一二两三四五六七八九十])[^，,。；;]{1,8}[到至成为]了?$")
_TO_ANOTHER = re.compile("[^，,。；;前]{0,8}[到至成为]了?(?:\\d|[一二两三四五六七八九十])")
_RHETORIC_BELOW = 10  # 两家, 三大: small Chinese numerals count nothing that anybody would look up


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a sentence; `start` and `end` are characters of the sentence, comparator words included.

    `kind` is money, ratio, measure, count, duration or rank.
    """

    start: int
    end: int
    value: int | float
    unit: str
    comparator: str
    kind: str
    level: bool = False  # 百亿级: an order of size rather than a size


def scan(text: str, rules: FigureRules) -> list[Quantity]:
    """The quantities of a sentence in order. `text` is folded and has no digits where names stand."""
    found: list[Quantity] = []
    for match in rules.quantity.finditer(text):
        for quantity in _rank(match, text, rules) if match["rank"] else _amount(match, text, rules):
            found.append(_completed(found[-1], quantity, text, rules) if found else quantity)
    return found


def _completed(before: Quantity, quantity: Quantity, text: str, rules: FigureRules) -> Quantity:
    """The second end of a change with the unit that only the first has in full: 由5个工作日压缩至2个."""
    bare = quantity.unit == "个" and before.unit.startswith("个") and _ENDED.match(text, quantity.end)
    if bare and rules.change.fullmatch(text, before.end, quantity.start):
        return replace(quantity, unit=before.unit, kind=before.kind)
    return quantity


def _rank(match: re.Match[str], text: str, rules: FigureRules) -> Iterator[Quantity]:
    numeral = match["nth"] or match["top"]
    value = (int(numeral) if numeral.isdigit() else han_value(numeral)) if numeral else 1
    clause = re.split("[，,。；;：:]", text[: match.start()])[-1]
    named = match["rank"][-1] in "位名椅"
    if not value or value > 100_000:
        return
    if match["top"] and re.match("的[^\ue000]", text[match.end() :]):
        return  # 排名前十的企业: they are spoken of, whoever they are
    if match["rank"] == "首位" and rules.figurative.search(clause):
        return
    if not rules.rank_context.search(clause) and not (named and clause):
        return
    yield Quantity(match.start(), match.end(), value, "位", "<=" if match["top"] else "=", "rank")


def _amount(match: re.Match[str], text: str, rules: FigureRules) -> Iterator[Quantity]:
    number = match.start("arabic") if match["arabic"] else match.start("han")
    if match["percent"]:
        numeral = match["percent"]
        value = arabic_value(numeral) if numeral[0].isdigit() else _han(numeral)
        if value is not None:
            yield _quantity(match, value, "%", "ratio", rules, text)
        return
    if match["parts"] or match["part"]:
        whole = int(match["of"]) if match["of"] else han_value(match["whole"]) or 0
        part = int(match["part"]) if match["part"] else han_value(match["parts"]) or 0
        if 0 < part < whole:
            share = Decimal(100 * part) / whole
            share = share if whole > 100 else share.quantize(Decimal("0.1"))
            yield _quantity(match, share, "%", "ratio", rules, text)
        return
    if match["half"]:
        yield _quantity(match, Decimal(50), "%", "ratio", rules, text)
        return
    if match["tenths"]:
        tenths = Decimal(10 * (han_value(match["tenths"]) or 0))
        if match["more5"]:
            tenths += 5 if match["more5"] == "半" else han_value(match["more5"]) or 0
        if tenths and not text[: match.start("tenths")].endswith(("几", "数", "第")):
            yield _quantity(match, tenths, "%", "ratio", rules, text)
        return
    kind, unit = rules.units.get(match["unit"], ("", ""))
    if match["unit"] == "":
        kind, unit = ("money", "元") if match["level"] else _unsaid(match, text, rules)
    if kind == "duration" and match["mag"]:
        kind = "count"  # 服务2.7万小时: nobody dates anything with it
    if unit == "名" and _moved(match, rules):
        unit = "位"
    if match["per"]:
        unit += match["per"]
    amount = _value(match, kind, rules) if unit else None
    if not amount or not _is_figure(match, text, number, kind, rules):
        return
    if unit == "倍" and match["han"] in ("一", "两") and rules.growth.search(text[: match.start()]):
        amount, unit = 100 * amount, "%"
    quantity = _quantity(match, amount, unit, kind, rules, text)
    if quantity.comparator in (">", ">=") and (
        rules.threshold.match(text, match.end()) or (match["pre"] and rules.counted_by.search(text[: match.start()]))
    ):
        return
    if match["level"] and kind == "money":
        quantity = replace(quantity, comparator="~", level=True)
    before = text[: match.start()] if match["arabic"] else ""
    if match["arabic"] and not match["pre"] and (low := _RANGE.search(before)):
        lower = arabic_value(low[1], low[2] or match["mag"] or "")
        yield replace(quantity, start=low.start(), end=low.end(), value=plain(lower), comparator=">=")
        quantity = replace(quantity, comparator="<=")
    yield quantity


def _unsaid(match: re.Match[str], text: str, rules: FigureRules) -> tuple[str, str]:
    """Kind and unit of a large number without one, from the words before it: 用户数突破3000万, 融资2亿."""
    clause = re.split("[，,。；;：:]", text[: match.start()])[-1]
    # 产值过亿, but no figure in 产值过亿的11家
    passed = match["han"] and match["pre"] and match["han"][-1] in "亿万" and text[match.end() :][:1] != "的"
    large = match["han"] and match["han"][0] not in "百千万亿" and match["han"][-1] in "亿万"
    if not match["mag"] and not passed and not large:
        return "", ""
    if rules.persons.match(text, match.end("unit")):
        return "count", "人"
    if rules.spent.match(text, match.end("unit")):
        return "money", "元"
    if (match["mag"] or "").startswith("个") or (match["han"] or "").endswith("个亿"):
        return "money", "元"
    return next(((kind, unit) for words, kind, unit in rules.unsaid if words.search(clause)), ("", ""))


def _han(numeral: str) -> Decimal | None:
    value = han_value(numeral)
    return None if value is None else Decimal(value)


def _value(match: re.Match[str], kind: str, rules: FigureRules) -> Decimal | None:
    if match["arabic"]:
        return arabic_value(match["arabic"], match["mag"] or "")
    value = _han(re.sub("[个余多来]", "", match["han"]))
    if value is None:
        return None
    vague = bool(match["more2"]) or bool(match["pre"])
    if (
        kind in ("count", "duration", "measure")
        and value < _RHETORIC_BELOW
        and not (value > 1 and _counts(match, kind, rules))
    ):
        return None
    if _MAGNITUDE_FIRST.match(match["han"]) and not vague and kind != "money" and not match["post"]:
        return None  # 百家争鸣, 万亩: words, where a comparator does not make them numbers
    if kind == "ratio" and value < 1:
        return None
    return value


def _moved(match: re.Match[str], rules: FigureRules) -> bool:
    return bool(rules.moved.search(match.string, max(0, match.start() - 4), match.start()))


def _counts(match: re.Match[str], kind: str, rules: FigureRules) -> bool:
    """Whether a small Chinese numeral counts for once, as the words around it tell."""
    if match["unit"] == "位" and _moved(match, rules):
        return True
    if _changes(match):
        return True
    if kind != "count" or rules.talk.match(match.string, match.end("unit")):
        return False
    before = match.string[: match.start("han")]
    if rules.counted.search(before):
        return True
    return match["unit"] in rules.yielded_units and bool(rules.yielded.search(before))


def _changes(match: re.Match[str]) -> bool:
    """Whether the number is one end of a change: 从七天压缩到四小时."""
    before, end = match.string[: match.start()], match.end()
    return bool((_FROM.search(before) and _TO_ANOTHER.match(match.string, end)) or _FROM_ONE.search(before))


def _is_figure(match: re.Match[str], text: str, number: int, kind: str, rules: FigureRules) -> bool:
    """Whether this number with this unit counts something, as far as the letters around it tell."""
    sized = kind == "measure" and match["arabic"] and "." not in match["arabic"]  # 2万吨级的生产线
    if (
        match["level"]
        and not sized
        and not (kind == "money" and re.search("[亿万]$", match["mag"] or match["han"] or ""))
    ):
        return False
    before = text[:number]
    if re.search(r"[A-Za-z\d.]$", before):
        return False
    range_ = match["arabic"] and not match["pre"] and _RANGE.search(before)
    if not range_ and rules.never_before.search(before):
        return False
    if match["more2"] == "几" or (match["han"] and before.endswith(("数", "几", "多", "余"))):
        return False
    if kind != "money" and rules.never_each.search(before):
        return False
    if match["level"] and not sized and "\ue000" not in text[match.end() : match.end() + 8]:
        return False  # 百亿级产业: rhetoric, but where it tells the size of a thing named right after
    unit_at = match.start("unit")
    if match["han"] and kind == "measure" and rules.away.match(text, unit_at):
        return False
    if kind in ("count", "measure", "ratio") and rules.never_behind.match(text, unit_at):
        return False
    if match["unit"] and match["unit"][-1].isascii() and re.match(r"[A-Za-z\d]", text[match.end("unit") :]):
        return False
    if kind == "duration":
        value = arabic_value(match["arabic"]) if match["arabic"] else _han(match["han"]) or 0
        if match["unit"] == "日" and before.endswith("月"):
            return False
        if value < 100 and _changes(match):
            return True
        if rules.whole.fullmatch(text, number, match.end("unit")):
            return bool(rules.duration_after.search(text[: match.start()]))
        # twenty minutes in words are talk of a journey more often than a result
        if (
            match["unit"] in rules.spans
            and (match["arabic"] or match["unit"] != "分钟")
            and value
            and match["pre"] not in ("近", "上", "过")
        ):
            told = not rules.when_before.search(text[: match.start()])
            if told and not rules.when_behind.match(text, match.end()):
                return True
        return not (match["unit"] in ("年", "日") and value >= 100) and bool(
            rules.duration_after.search(text[: match.start()])
        )
    return not (match["unit"] in rules.weak and not match["arabic"])


def _quantity(match: re.Match[str], value: Decimal, unit: str, kind: str, rules: FigureRules, text: str) -> Quantity:
    start = match.start() + (len(match[0]) - len(match[0].lstrip()))
    return Quantity(start, match.end(), plain(value), unit, _comparator(match, text, rules), kind)


def _comparator(match: re.Match[str], text: str, rules: FigureRules) -> str:
    sign = "="
    if match["pre"]:
        sign = next((sign for pattern, sign in rules.before if pattern.fullmatch(match["pre"])), "=")
    if sign == "=" and match["post"]:
        sign = rules.behind.get(match["post"], "=")
    if sign == "=" and match["han"] and re.search("[余多]", match["han"]):
        sign = ">"
    if sign == "=" and (more := match["more"] or match["more2"]):
        sign = "~" if more == "来" else ">"
    if sign == "=":
        before = text[max(0, match.start() - 12) : match.start()]
        sign = next((near for pattern, near in rules.near if pattern.search(before)), sign)
    return sign
