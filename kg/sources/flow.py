"""Which lines go on in the next one: the mending of hard-wrapped and interleaved columns.

A line goes on when it has no end mark and reaches the margin of its column, or when grammar says so (it ends in
a comma, the next begins with 的 or a closing mark). The margin is read off the neighbours, for one page has
columns of several widths. Where a page is not wrapped at all, only a long line or a word of the document that
spans the break joins two lines. When in doubt two lines stay apart: half a sentence states little, a wrong one lies.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from kg.sources.forms import Form
from kg.sources.lines import Line

#: A line that ends in one of these, closing marks apart, ends a sentence.
_ENDS = frozenset("。！？!?…")
_CLOSING = "”’」』）)]\"'"
#: What a line of a broken sentence may end in, and no line of its own ever does.
_OPEN = frozenset("，、,；;（(《“‘「『〈【+/-⁃‐&的与及将把为对从以在")
_GOES_ON = re.compile(
    r"[，。、；：！？,;:!?）)》”’」』〉】%％…]|[一-龥][，、,]|们|的(?!确|士)|了(?!解|却)|等(?=[，。、0-9一二三四五六七八九十两])"
)
_FRAGMENT = re.compile(r".{1,2}[。！？]")
_OPENERS = frozenset("“‘《（「『〈【(")
_PROSE = re.compile(r"[，。、；：,;]")
#: Two phrases of a headline; but 讯 and 电 end a dateline, which the sentence follows.
_SPACED = re.compile(r"(?:(?![讯电])[一-龥]|[”」』》]) +[一-龥“「『《]")

_PAIRS = {"”": "“", "’": "‘", "）": "（", "》": "《", "」": "「", "』": "『", "】": "【"}
_CLOSERS = re.compile(r"[“”‘’（）《》「」『』【】]")
_LAST_SENTENCE = re.compile(r"[^。！？]*\Z")

#: Widths are in half characters (Chinese 2, Latin 1). A first line lacks its indent, 4; squeezed marks cost 2.
_SLACK = 6
_LONG = 120
_NARROW = 16
_NEAR = 4
_FAR = 15
#: How far (characters) a word that spans a break is looked for elsewhere in the document.
_REACH = 8_000
#: Lines looked at to learn the habits of a document.
_SAMPLE = 2_000


class Flow:
    """The lines of one document, in order, without those that can be no part of a sentence."""

    def __init__(self, original: str, lines: Sequence[Line], forms: Sequence[Form | None]) -> None:
        self.original = original
        self.lines = lines
        self.forms = forms
        self.closed = [line.text.rstrip(_CLOSING)[-1:] in _ENDS for line in lines]
        self.margins, self.widest = _margins(lines, self.closed)
        spaced = sum(1 for line in lines if _SPACED.search(line.text))
        self.phrases = spaced * 10 < len(lines)
        self.spaced_out = self._blank_share() > 0.5

    def joins(self, here: int, there: int, first: bool) -> bool:
        """Whether the line `here` goes on in the line `there`, which stands below it.

        `first`: `here` begins its paragraph, so that it may lack the width of an indent.
        """
        form = self.forms[here]
        if (form and form.alone) or self.forms[there]:
            return False
        if self.closed[here]:
            return self._same_paragraph(here, there)
        first = first or here == 0 or self.closed[here - 1]
        return self._same_sentence(here, there, first)

    def interrupts(self, here: int, there: int, first: bool) -> bool:
        """Whether the line `there` merely stands between two halves of a sentence, and says what is said elsewhere.

        A caption between two columns. One that says something new is kept, and costs the sentence it cuts.
        """
        beyond = there + 1
        if beyond == len(self.lines) or self.closed[here] or self.closed[there] or self.forms[there]:
            return False
        line = self.lines[there]
        if (
            not 8 <= line.width <= 60
            or self._full(there)
            or not self._full(here, first)
            or not self.joins(here, beyond, first)
        ):
            return False
        low, high = max(0, line.start - _REACH), line.end + _REACH
        return self.original.find(line.text, low, line.start) >= 0 or self.original.find(line.text, line.end, high) >= 0

    def _same_paragraph(self, here: int, there: int) -> bool:
        """`here` ends a sentence: is `there` the next one of the paragraph?"""
        line, margin = self.lines[there], self.margins[here]
        if line.indented or not margin or self.lines[here].width < margin - 3:
            return False
        if line.blanks and not self.spaced_out:
            return False
        if line.width < margin - 3:
            return self.closed[there]
        return True

    def _same_sentence(self, here: int, there: int, first: bool) -> bool:
        line, following = self.lines[here], self.lines[there]
        wrapped = self.margins[here] > 0
        if not wrapped and _closes_foreign(line.text, following.text):
            return False
        goes_on = bool(_GOES_ON.match(following.text)) or _splits_number(line, following)
        grammar = goes_on or (line.text[-1] in _OPEN and not self._stands_alone(there))
        if grammar and max(line.width, following.width) >= _NARROW:
            return goes_on or not following.indented
        if following.indented:
            return False
        if self._full(here, first):
            if wrapped:
                if first and not _PROSE.search(line.text) and not self._second(here, there):
                    return self._word_spans(here, there)
                return self._full(there) or self._ends(there) or self._word_spans(here, there)
            if _FRAGMENT.match(following.text):
                return False
            return following.width >= _LONG or self._ends(there) or self._word_spans(here, there)
        return not _SPACED.search(line.text) and self._word_spans(here, there)

    def _stands_alone(self, there: int) -> bool:
        """Whether the line looks like a caption that fell between two halves of a sentence."""
        line = self.lines[there]
        if not line.blanks or self.spaced_out or line.width > 60 or self._ends(there):
            return False
        return not _PROSE.search(line.text) and not self._full(there)

    def _second(self, here: int, there: int) -> bool:
        """Whether `there` can be a paragraph's second line: a heading or caption is followed by an indented one."""
        line = self.lines[there]
        if line.width >= self.widest[there] - 3:
            return True
        return self.closed[there] and (self.spaced_out or not line.blanks)

    def _full(self, here: int, first: bool = False) -> bool:
        """Whether the line reaches its column's margin.

        An opening mark that begins the next line may not end this one, and left a gap there.
        """
        line, margin = self.lines[here], self.margins[here]
        if not margin:
            return line.width >= _LONG and bool(_PROSE.search(line.text))
        if line.width > self.widest[here] + _SLACK:  # a headline across the columns
            return line.width >= _LONG
        if self.phrases and not self.forms[here] and _SPACED.search(line.text) and not _PROSE.search(line.text):
            return False
        cramped = here + 1 < len(self.lines) and self.lines[here + 1].text[0] in _OPENERS
        return line.width >= margin - (max(_SLACK, margin // 5) if first or cramped else max(3, margin // 8))

    def _ends(self, there: int) -> bool:
        text = self.lines[there].text
        return self.closed[there] or text[-1] in "；;：:"

    def _word_spans(self, here: int, there: int) -> bool:
        """Whether three characters across the break stand together elsewhere in the document."""
        before, after = self.lines[here].text, self.lines[there].text
        if len(before) < 2 or len(after) < 2:
            return False
        place = self.lines[here].end
        low, high = max(0, place - _REACH), place + _REACH
        return any(
            not _CLOSERS.search(word) and self.original.find(word, low, high) >= 0
            for word in (before[-2:] + after[0], before[-1] + after[:2])
        )

    def _blank_share(self) -> float:
        """How many of the lines that go on in the next have a blank line below them."""
        blank = total = 0
        for here in range(min(len(self.lines) - 1, _SAMPLE)):
            if not self.closed[here] and self._full(here) and self.margins[here]:
                total += 1
                blank += self.lines[here + 1].blanks > 0
        return blank / total if total else 0.0


def _splits_number(line: Line, following: Line) -> bool:
    return line.text[-1] in "0123456789." and following.text[0] in "0123456789."


def _margins(lines: Sequence[Line], closed: Sequence[bool]) -> tuple[list[int], list[int]]:
    """The narrowest and the widest column that each line may stand in; 0 where the text is not wrapped.

    A column shows in lines of about one width above or below that hold prose: a list of names has no commas.
    Short paragraphs show it only over a longer stretch, in their open lines.
    """
    widths = [line.width for line in lines]
    prose = [bool(_PROSE.search(line.text)) for line in lines]
    edges = [_edge(widths[low : low + _NEAR], prose[low : low + _NEAR]) for low in range(len(lines))]
    narrow, wide = [], []
    stretch = 0
    for here in range(len(lines)):
        if here % (2 * _NEAR) == 0:
            low, high = max(0, here - _FAR), here + _FAR
            stretch = _stretch(widths[low:high], prose[low:high], closed[low:high])
        above = edges[here - _NEAR] if here >= _NEAR else 0
        below = edges[here + 1] if here + 1 < len(lines) else 0
        least = most = stretch
        for edge in (above, below):
            if edge and not stretch - 8 < edge < stretch:
                least = min(least or edge, edge)
                most = max(most, edge)
        narrow.append(least)
        wide.append(most)
    return narrow, wide


def _edge(widths: Sequence[int], prose: Sequence[bool]) -> int:
    """The width of a few lines that are of about one width, one wider line apart; 0 if they are not."""
    if len(widths) < 3:
        return 0
    side = sorted(widths)
    edge = side[-2]
    shared = side[-3] >= edge - _SLACK and (side[-1] <= edge + 3 or (len(side) > 3 and side[0] >= edge - _SLACK))
    return edge if shared and _NARROW <= edge < _LONG and any(prose) else 0


def _stretch(widths: Sequence[int], prose: Sequence[bool], closed: Sequence[bool]) -> int:
    """The width most open lines of a stretch have, give or take a mark; 0 where some text there is wider."""
    count = Counter([width for width, ends in zip(widths, closed, strict=True) if not ends])
    if not count or 2 * max(count) < max(widths):
        return 0
    common = max(count, key=lambda width: (count[width] + count[width - 1], width))
    top = [number for number, width in enumerate(widths) if abs(width - common) <= 2 and not closed[number]]
    wider = sum([width > common + _SLACK for width in widths])
    if len(top) < 3 or 2 * sum(prose[number] for number in top) < len(top) or wider * 10 > len(widths):
        return 0
    return common


def _closes_foreign(line: str, following: str) -> bool:
    """Whether `following` closes a quotation or bracket that the sentence of `line` never opened."""
    sentence = _LAST_SENTENCE.search(line)
    opened: list[str] = []
    for mark in _CLOSERS.findall(sentence[0] if sentence else line):
        if mark not in _PAIRS:
            opened.append(mark)
        elif opened and opened[-1] == _PAIRS[mark]:
            opened.pop()
    end = re.search(r"[。！？]", following)
    for mark in _CLOSERS.findall(following[: end.start() + 2] if end else following):
        if mark not in _PAIRS:
            opened.append(mark)
        elif opened and opened[-1] == _PAIRS[mark]:
            opened.pop()
        elif not opened:
            return True
    return False
