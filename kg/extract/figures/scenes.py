"""A sentence made ready for reading its figures: folded, names masked, cut into clauses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.extract.figures.numerals import fold
from kg.extract.figures.quantities import Quantity, scan
from kg.extract.figures.rules import FigureRules
from kg.model import Mention, Sentence

FIRST_MARK = 0xE000  # stands for the first mention of a sentence, the next for the next
_MARK = re.compile("[\ue000-\uf8ff]")
_CUT = re.compile(r"[，。；;！？!?:：…\n]|—+|(?<!\d),|,(?!\d{3}(?!\d))|[（()）]")
_FIELDS = ("全国", "全省", "全市", "全球", "全区")
_AMONG = re.compile("中(?:位居|居|位列|列|排名|排在|排|名列)?$")
_TITLE = re.compile("《[^》]*》")


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece between commas or brackets. `inner` says that it stands in brackets."""

    start: int
    end: int
    quantities: tuple[Quantity, ...]
    inner: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence. All positions but `base` are characters from its start; `mentions[i]` is U+E000+i in pieces."""

    base: int
    text: str
    mentions: tuple[Mention, ...]
    clauses: tuple[Clause, ...]

    def piece(self, start: int, end: int) -> str:
        """The words of a span, one private-use character for each mention that lies in it."""
        parts: list[str] = []
        at = start
        for number, mention in enumerate(self.mentions):
            if mention.start < at or mention.end > end:
                continue
            parts += self.text[at : mention.start], chr(FIRST_MARK + number)
            at = mention.end
        parts.append(self.text[at:end])
        return "".join(parts)

    def mention(self, mark: str) -> Mention:
        """The mention that `mark`, a character of a piece, stands for."""
        return self.mentions[ord(mark) - FIRST_MARK]

    def spell(self, piece: str) -> str:
        """`piece` with the names written out again."""
        return "".join(self.name(c) if is_mark(c) else c for c in piece)

    def name(self, mark: str) -> str:
        """The words of the mention that `mark` stands for."""
        mention = self.mention(mark)
        return self.text[mention.start : mention.end]


def is_mark(c: str) -> bool:
    """Whether a character of a piece stands for a mention."""
    return "\ue000" <= c <= "\uf8ff"


def read_scene(text: str, sentence: Sentence, mentions: Sequence[Mention], rules: FigureRules) -> Scene:
    """Prepare a sentence of `text`; `mentions` are those inside it, sorted, without overlap."""
    base = sentence.start
    folded = fold(text[base : sentence.end])
    folded = _MARK.sub(" ", folded)
    own = tuple(replace(m, start=m.start - base, end=m.end - base) for m in mentions)
    masked = list(folded)
    for mention in own:
        masked[mention.start : mention.end] = "\ue000" * (mention.end - mention.start)
    for title in _TITLE.finditer(folded):
        masked[title.start() : title.end()] = "\ue000" * len(title[0])
    quantities = scan("".join(masked), rules)
    return Scene(base, folded, own, _clauses("".join(masked), quantities))


def _field(masked: str, count: Quantity, rank: Quantity) -> bool:
    return masked[: count.start].endswith(_FIELDS) or bool(_AMONG.search(masked, count.end, rank.start))


def _clauses(masked: str, quantities: Sequence[Quantity]) -> tuple[Clause, ...]:
    """Cut at commas and the like, and at brackets that hold a figure; other brackets stay part of the words."""
    clauses: list[Clause] = []
    start, depth = 0, 0

    def close(end: int, inner: bool) -> None:
        if masked[start:end].strip():
            held = tuple(q for q in quantities if start <= q.start < end)
            if held and held[-1].kind == "rank":  # 在全国178家高新区中列第18位: the field of a ranking is no figure
                held = tuple(q for q in held if q.kind != "count" or not _field(masked, q, held[-1]))
            clauses.append(Clause(start, end, held, inner))

    for cut in _CUT.finditer(masked):
        if any(q.start <= cut.start() < q.end for q in quantities):
            continue
        if cut[0] in "（(":
            closing = re.compile("[）)]").search(masked, cut.end())
            if closing is None or not any(cut.end() <= q.start < closing.start() for q in quantities):
                continue
            close(cut.start(), depth > 0)
            depth += 1
        elif cut[0] in "）)":
            if not depth:
                continue
            close(cut.start(), True)
            depth -= 1
        else:
            close(cut.start(), depth > 0)
        start = cut.end()
    close(len(masked), depth > 0)
    return tuple(clauses)
