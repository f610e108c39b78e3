"""Place candidates: words that the dictionary knows as places, with the level behind them (省, 市, 区, 县 …)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.mentions.candidates import Candidate, Context

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


def find(context: Context) -> Iterator[Candidate]:
    """Candidates of class Place, one per dictionary place or chain of places (杭州市萧山区)."""
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
