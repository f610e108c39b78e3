"""The place a text is about, or the one park, organisation, event or policy where it is a profile of that.

全市, 我区, 累计 … speak of it, and so do figures that nobody is named for.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import log1p

from kg.model import Document, Mention

_NEVER = ("Person", "Government", "Product", "Award", "Field")
#: What a kind is likely to be, everything else equal: texts name many companies and are about few.
_BIAS = {
    "Place": 0.2,
    "Park": 0.3,
    "Event": 0.2,
    "Policy": 0.1,
    "Fund": 0.0,
    "Platform": -0.2,
    "University": -0.7,
    "Enterprise": -0.5,
}
#: Nouns that stand for a thing of a kind where they open a clause: 园区占地…, 公司设有….
_NOUNS = {
    "Park": re.compile("(?<![\u4e00-\u9fff])(?:园区|基地|小镇|新区|高新区)"),
    "Enterprise": re.compile("(?<![\u4e00-\u9fff])(?:公司|集团|我们)"),
    "Platform": re.compile("(?<![\u4e00-\u9fff])(?:中心|实验室|研究院|平台)"),
    "Policy": re.compile("第[一二三四五六七]条|给予|申报"),
}
#: Words that speak of home by its level, and the last letters of the names they fit.
_LEVELS = {
    "市": re.compile("[我全本]市"),
    "区": re.compile("[我全本]区|区内"),
    "县": re.compile("[我全本]县"),
    "州": re.compile("[我全本]州"),
    "省": re.compile("我省|本省"),
}
_SUFFIX = re.compile("(?:自治区|自治州|特别行政区|地区|省|市|区|县|州|旗|镇)$")
_FIGURE = re.compile(r"[^。；\n]{0,24}\d")
#: Before these words a mention only says where something is, or with whom.
_BESIDE = ("在", "位于", "地处", "落户", "来到", "走进", "至", "到", "从", "与", "、", "和")


@dataclass(slots=True)
class _Sighting:
    """What the text says of one entity."""

    kind: str
    first: int
    forms: set[str] = field(default_factory=set)
    count: int = 0
    leads: int = 0  # opens a clause
    told: int = 0  # opens a clause in which a number follows
    beside: int = 0


def home_place(document: Document, mentions: Sequence[Mention]) -> str | None:
    """The entity id of what `document` is about; None where it names nothing that could be.

    `mentions` are sorted, each with an entity; references do not count, for they are resolved with the answer.
    """
    text = document.text
    seen = _sightings(text, mentions)
    if not seen:
        return None
    opening = text[: document.blocks[0].end] if document.blocks else ""
    second = text[: document.blocks[1].end] if len(document.blocks) > 1 else opening
    header = f"{document.meta.get('title', '')} {document.meta.get('publisher', '')}"
    levels = {level: len(pattern.findall(text)) for level, pattern in _LEVELS.items()}
    most = max(s.count for s in seen.values())
    foremost = _foremost(seen)
    scores: dict[str, float] = {}
    for place, (entity, s) in enumerate(seen.items()):
        stems = _stems(s)
        beyond = max(text.count(stem) for stem in stems) - s.count
        score = _BIAS[s.kind] + log1p(s.count) + 0.65 * log1p(s.leads) + 0.45 * log1p(s.told)
        score += 0.4 * s.count / most - 0.8 * s.beside / s.count - 0.8 * s.first / len(text)
        score += 0.9 * log1p(max(beyond, 0)) + (0.6, 0.4, 0.0)[min(place, 2)]
        score += any(stem in second for stem in stems) + 1.5 * any(stem in header for stem in stems)
        if s.kind == "Place":
            score += _level(levels, s.forms)
        elif any(stem in opening for stem in stems):
            score += 0.6
        if foremost[s.kind] == entity and s.kind in _NOUNS:
            score += 0.4 * log1p(len(_NOUNS[s.kind].findall(text)))
        scores[entity] = score
    return max(seen, key=lambda e: (scores[e], -seen[e].first))


def _sightings(text: str, mentions: Sequence[Mention]) -> dict[str, _Sighting]:
    """What each entity that may be home is named as, how often and where, in the order of the text."""
    seen: dict[str, _Sighting] = {}
    for m in mentions:
        if m.kind != "name" or not m.entity or m.type in _NEVER:
            continue
        kind = m.type if m.type in _BIAS else "Platform"
        s = seen.setdefault(m.entity, _Sighting(kind, m.start))
        leads = m.start == 0 or text[m.start - 1] in "。！？；，：,:;\n“《 "
        s.forms.add(text[m.start : m.end])
        s.count += 1
        s.leads += leads
        s.told += leads and _FIGURE.match(text, m.end) is not None
        s.beside += text[max(0, m.start - 2) : m.start].endswith(_BESIDE)
    return seen


def _foremost(seen: Mapping[str, _Sighting]) -> dict[str, str]:
    """The entity of each kind that is named most, the first of equals."""
    kinds: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for entity, s in seen.items():
        kinds[s.kind][entity] = s.count
    return {kind: counts.most_common(1)[0][0] for kind, counts in kinds.items()}


def _stems(s: _Sighting) -> set[str]:
    """The names without 市, 区 …: a district is spoken of in the names of its parks and bureaus, too."""
    if s.kind != "Place":
        return s.forms
    return {stem for form in s.forms if len(stem := _SUFFIX.sub("", form)) > 1} or s.forms


def _level(levels: Mapping[str, int], forms: set[str]) -> float:
    """For how often the text says 全市, 我区 … of the level of one of `forms`; less than none if it never does."""
    count = max(levels.get(form[-1], 0) for form in forms)
    return log1p(count) if count else -0.3
