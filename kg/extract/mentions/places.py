"""Place candidates: words that the dictionary knows as places, with the level behind them (省, 市, 区, 县 …)."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.mentions.candidates import Candidate, Context

_LEVELS = ("自治区", "自治州", "自治县", "地区", "街道", "省", "市", "区", "县", "州", "盟", "旗", "镇", "乡", "村", "湾区", "半岛")


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
