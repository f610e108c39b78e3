"""The grammatical subject of a clause: the mention, or the noun that stands for one, that opens it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.figures.rules import MENTION, FigureRules
from kg.extract.figures.scenes import Scene, is_mark
from kg.model import TYPES, Mention

_KINDS = frozenset(TYPES)
#: Those that open clauses and yet are seldom what the figures are about.
BYSTANDERS = frozenset({"Person", "Government", "Award", "Field"})

_CLOSE, _OPEN = r"[”》’」）)]?", r"[“《‘「（(]?"
_BRACKET = r"(?:[（(][^）)]{0,20}[）)])?"
_MADE = (
    "旗下|下属|管理|运营|承建|建设|生产|研制|主导|承担|打造|开发|制造|共建|"
    "联合研发|组建|成立|自主研发|研发|孵化|推出|举办|设立|发起|主办|牵头|创办|创立"
)
_OF = rf"(?:的|(?:{_MADE})的?)?"
_CHAIN = re.compile(rf"(?P<chain>{MENTION}(?:{_CLOSE}{_BRACKET}{_OF}{_OPEN}{MENTION})*){_CLOSE}")
_JOINED = re.compile(rf"{_CLOSE}{_BRACKET}(?:、|和|与|及|以及){_OPEN}({MENTION})")
_DESCRIBED = re.compile(
    rf"(?P<words>[^\ue000-\uf8ff，、]{{1,16}}(?:企业|公司|机构|单位|龙头|院所|品牌|平台|基金|项目|载体|园区|的)){_OPEN}(?={MENTION})"
)
_AT = re.compile(
    rf"(?:在|走进|来到|地处|位于)(?P<chain>{MENTION}(?:{_CLOSE}{_OF}{_OPEN}{MENTION})*){_CLOSE}"
    r"(?:里|内|中|上|方面|这里|这边|[^\ue000-\uf8ff，]{0,3}$)"
)


def kind_of(mention: Mention) -> str:
    """The guide's type of a mention: a finer class is one below Platform."""
    return mention.type if mention.type in _KINDS else "Platform"


@dataclass(frozen=True, slots=True)
class Lead:
    """The subject that opens a clause: its entities (several where coordinated), the last one's kind, and where
    they stand in the sentence (nowhere for 全市 or 公司)."""

    entities: tuple[str, ...]
    kind: str
    starts: tuple[int, ...] = ()

    @property
    def acts(self) -> bool:
        """Whether it is one entity that figures may be about."""
        return len(self.entities) == 1 and self.kind not in BYSTANDERS


def lead_of(scene: Scene, piece: str, home: str | None, rules: FigureRules) -> Lead | None:
    """The subject that opens `piece`, or None: a mention, or the home place where 全市 and the like speak of it."""
    rest = opened(piece, rules)
    if rules.home.match(rest):
        return Lead((home,), "Place") if home else None
    match = _CHAIN.match(rest) or _AT.match(rest)
    if match is None:
        described = _DESCRIBED.match(rest)
        if described and not rules.verb.search(described["words"]):
            match = _CHAIN.match(rest, described.end())
    if match:
        return _named(scene, rest, match)
    return None


def opened(piece: str, rules: FigureRules) -> str:
    """`piece` without the times and connectives that may stand before a subject."""
    opening = rules.opening.match(piece)
    return piece[opening.end() :] if opening else piece


def _named(scene: Scene, rest: str, match: re.Match[str]) -> Lead:
    chain = [c for c in match["chain"] if is_mark(c)]
    mark = chain[-1]
    if kind_of(scene.mention(mark)) in ("Person", "Award"):
        # 华为董事长张三, 西湖大学获 …: the body before the person.
        mark = next((c for c in reversed(chain) if kind_of(scene.mention(c)) not in BYSTANDERS), mark)
    marks, at = [mark], match.end()
    while joined := _JOINED.match(rest, at):
        marks.append(joined[1])
        at = joined.end()
    mentions = [scene.mention(m) for m in marks]
    return Lead(tuple(m.entity for m in mentions), kind_of(mentions[-1]), tuple(m.start for m in mentions))
