"""A decoded file -> the text that the rules read, its blocks, and the place of each character in the file."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from string import ascii_letters

from kg.model import Block
from kg.sources import clean
from kg.sources.flow import Flow
from kg.sources.forms import Form, form
from kg.sources.lines import Line, lines
from kg.sources.markdown import is_markdown, simplify

_SENTENCE = re.compile(r"[。！？!?；]|…")
_LETTERS = frozenset(ascii_letters + ",.;:()")
#: U+2043 is what newspaper PDFs put where a word is divided.
_HYPHEN_END = re.compile(r"(?<=[A-Za-z])[-\u2010\u2043\xad]\Z")
_DOUBLED = re.compile(r"(.{6,60}?)\1\Z")

#: Kinds in which a space between Chinese characters is the typesetter's.
_PROSE = ("paragraph", "list")

#: What no running head holds: a sentence's marks, or one half of a pair.
_BROKEN = re.compile(r"[，。；：！？、]|[“《（](?![^”》）]*[”》）])|^[^“《（]*[”》）]")

#: Wider than this (half characters) a line without an end mark is no heading but a paragraph cut short.
_HEADING = 80


@dataclass(slots=True)
class Mended:
    """`text`, its `blocks`, and `offsets`: the place in the original of each character of `text`."""

    text: str
    offsets: Sequence[int]
    blocks: tuple[Block, ...]


@dataclass(slots=True)
class _Group:
    """Lines that make one block; `kind` is empty until the document is known to its end."""

    lines: list[Line]
    kind: str = ""
    skip: int = 0


def mend(original: str, begin: int = 0, *, markdown: bool = False) -> Mended:
    """Mend `original` from `begin` (where a header ends). `markdown`: the file's format says so."""
    markdown = markdown or is_markdown(original)
    found = list(lines(original, begin))
    fixed: dict[int, Form] = {}
    if markdown:
        found, fixed = simplify(found)
    forms = [fixed.get(number) or form(line.text) for number, line in enumerate(found)]
    _mark_running_heads(found, forms)
    groups = _kinds(list(_groups(original, found, forms)))
    return _Assembly(original, markdown).put(groups)


def _mark_running_heads(found: Sequence[Line], forms: list[Form | None]) -> None:
    """A short line by itself that returns is page furniture, but for the first time: nothing is lost."""
    plain = [
        number
        for number, line in enumerate(found)
        if forms[number] is None
        and 8 <= line.width <= _HEADING
        and (line.blanks or number == 0)
        and (number + 1 == len(found) or found[number + 1].blanks)
        and not _BROKEN.search(line.text)
    ]
    count = Counter(found[number].text for number in plain)
    seen: set[str] = set()
    for number in plain:
        text = found[number].text
        if count[text] > 2 or (count[text] == 2 and found[number].width >= 12):
            if text in seen:
                forms[number] = Form("furniture", True)
            seen.add(text)


def _groups(original: str, found: Sequence[Line], forms: Sequence[Form | None]) -> Iterator[_Group]:
    aside = [shape is not None and shape.kind in ("furniture", "byline") for shape in forms]
    body = [number for number in range(len(found)) if not aside[number]]
    flow = Flow(original, [found[number] for number in body], [forms[number] for number in body])
    group: _Group | None = None
    waiting: list[_Group] = []
    last = place = -1
    for number, line in enumerate(found):
        shape = forms[number]
        if aside[number]:
            assert shape is not None
            waiting.append(_Group([line], shape.kind, shape.skip))
            continue
        place += 1
        if group and flow.joins(last, place, len(group.lines) == 1):
            waiting.clear()  # what stood between two halves of a sentence is left out of the text
            group.lines.append(line)
        elif group and flow.interrupts(last, place, len(group.lines) == 1):
            waiting.append(_Group([line], "caption"))
            continue
        else:
            if group:
                yield group
            yield from waiting
            waiting.clear()
            group = _Group([line], shape.kind if shape else "", shape.skip if shape else 0)
        last = place
    if group:
        yield group
    yield from waiting


def _kinds(groups: list[_Group]) -> list[_Group]:
    """Settle what the lines' form left open: a short block without an end mark is a heading, a caption at the end."""
    follows = False
    for group in reversed(groups):
        if group.kind in ("", "list", "paragraph"):
            text = group.lines[-1].text
            long = sum(line.width for line in group.lines) > _HEADING
            if long or _SENTENCE.search(text) or any(_SENTENCE.search(line.text) for line in group.lines):
                group.kind = group.kind or "paragraph"
                follows = True
            elif not group.kind:
                group.kind = "heading" if follows else "caption"
    return groups


@dataclass(slots=True)
class _Assembly:
    original: str
    markdown: bool
    pieces: list[str] = field(default_factory=list)
    offsets: array[int] = field(default_factory=lambda: array("I"))

    def put(self, groups: Sequence[_Group]) -> Mended:
        blocks = []
        for group in groups:
            start = self._begin(group.lines[0].start + group.skip)
            self._fill(group)
            if len(self.offsets) > start:
                blocks.append(Block(group.kind, start, len(self.offsets)))
        return Mended("".join(self.pieces), self.offsets, tuple(blocks))

    def _begin(self, place: int) -> int:
        """Part the blocks by a line end that stands for what the original has between them."""
        if self.offsets and place - 1 > self.offsets[-1] and self.pieces[-1] != "\n":
            self._add("\n", place - 1, place)
        return len(self.offsets)

    def _add(self, text: str, start: int, stop: int) -> None:
        self.pieces.append(text)
        self.offsets.extend(range(start, stop))

    def _fill(self, group: _Group) -> None:
        final = len(group.lines) - 1
        prose = group.kind in _PROSE or _letter_spaced(group.lines[0].text)
        space = False
        for number, line in enumerate(group.lines):
            start, end = line.start, line.end
            if space:
                self._add(" ", start - 1, start)
            if number == 0:
                start += group.skip
                doubled = _DOUBLED.match(line.text) if group.kind == "heading" else None
                if doubled:
                    end = line.start + doubled.end(1)
            space = False
            if number < final and line.text[-1] < "\u3000":
                after = group.lines[number + 1].text[0]
                if _HYPHEN_END.search(line.text):
                    end -= after.islower()
                else:
                    space = line.text[-1] in _LETTERS and after in _LETTERS
            if not self.markdown and clean.is_clean(self.original, start, end):
                self._add(self.original[start:end], start, end)
                continue
            for left, right in clean.words(self.original, start, end, prose=prose, markdown=self.markdown):
                word = self.original[left:right]
                self._add(" " if word.isspace() else word, left, right)


def _letter_spaced(text: str) -> bool:
    """萧 山 日 报: single characters, spaced out for looks."""
    words = text.split()
    return len(words) > 2 and all(len(word) == 1 for word in words)
