"""Place candidates: words that the dictionary knows as places, with the level behind them (省, 市, 区, 县 …)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.mentions.candidates import Candidate, Context
from kg.extract.mentions.rules import NameRules

_LEVELS = (
    "自治区",
    "自治州",
    "自治县",
    "地区",
    "街道",
    "省",
    "市",
    "区",
    "县",
    "州",
    "盟",
    "旗",
    "镇",
    "乡",
    "村",
    "湾区",
    "半岛",
)


#: What a place unknown to the dictionary may end in, and how many characters may stand before it.
_UNKNOWN = ("街道", "社区", "区", "县", "镇", "乡", "村", "市", "州", "旗", "岛", "港", "湖", "河")
_ENDS = frozenset(level[-1] for level in _UNKNOWN)
_LONGEST = 4


def find(context: Context, rules: NameRules) -> Iterator[Candidate]:
    """Candidates of class Place: places of the dictionary with their level (杭州市萧山区), and what ends like one."""
    yield from _known(context)
    yield from _unknown(context, rules)


def _unknown(context: Context, rules: NameRules) -> Iterator[Candidate]:
    """Up to four characters of words that may be part of a name, then a level: 漳湾镇, 龙虎塘街道."""
    spans, surfaces, tags = context.spans, context.surfaces, context.tags
    for last, (_, end) in enumerate(spans):
        if surfaces[last][-1] not in _ENDS:
            continue
        level = next((level for level in _UNKNOWN if surfaces[last].endswith(level)), None)
        if level is None or (tags[last].startswith("ns") and len(surfaces[last]) > 1):
            continue
        first, stop = last, end - len(level)
        while (
            first > 0
            and stop - spans[first - 1][0] <= _LONGEST
            and _inside(surfaces[first - 1], tags[first - 1], rules)
        ):
            first -= 1
        if spans[first][0] < stop and surfaces[first] not in rules.generic:
            yield Candidate(spans[first][0], end, "Place", "place-level", False)


def _inside(word: str, tag: str, rules: NameRules) -> bool:
    """Whether a word may stand within a place's name."""
    if not all("\u4e00" <= c <= "\u9fff" for c in word) or word in rules.words or word in rules.verbs:
        return False
    return not (len(word) > 1 and tag.startswith(("ns", "v", "p", "d", "c", "m")))


def _known(context: Context) -> Iterator[Candidate]:
    """One candidate per dictionary place or chain of places."""
    spans, surfaces, tags = context.spans, context.surfaces, context.tags
    at = 0
    while at < len(spans):
        if not (tags[at].startswith("ns") and len(surfaces[at]) > 1):
            at += 1
            continue
        start, end = spans[at]
        at += 1
        if at < len(spans) and surfaces[at] in _LEVELS and not surfaces[at - 1].endswith(surfaces[at][-1]):
            end = spans[at][1]
            at += 1
        yield Candidate(start, end, "Place", "place", True)


#: A province or city, then a district, county or town: two places, each its own.
_CHAIN = re.compile(
    r"(?P<upper>[\u4e00-\u9fff]{2,8}?(?:省|自治区|市|自治州|地区)|北京|上海|天津|重庆)"
    r"(?P<lower>[\u4e00-\u9fff]{1,8}?(?:市|区|县|旗|镇|街道|乡)?)$"
)


def parts(name: str) -> list[tuple[int, int]]:
    """杭州市萧山区 -> 杭州市 and 萧山区, as half-open spans of `name`; the whole where it is one place."""
    match = _CHAIN.match(name)
    if match and len(match["lower"]) >= 2 and match["lower"][-1] in "市区县旗镇乡道":
        edge = match.end("upper")
        return [(0, edge), *((edge + a, edge + b) for a, b in parts(name[edge:]))]
    return [(0, len(name))]
