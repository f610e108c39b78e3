"""The lines of a file as they stand: where each is, how wide, how many blank lines come before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_WHITE = " \t\r\n\v\f\x1c\x1d\x1e\x1f\x85\xa0\u2028\u2029\u3000\ufeff"

#: Two ideographic spaces after a sentence's end are the indent of a new paragraph, its line end lost.
_INNER_INDENT = re.compile(r"(?<=[。！？；”」』）])\u3000{2,}")

#: White space that indents a paragraph: a single space is a slip of the typesetting.
_INDENT = re.compile(r"\u3000|[ \t]{2}|\t")


@dataclass(slots=True)
class Line:
    """`text` is `original[start:end]`. `width` counts a Chinese character as 2, a Latin letter as 1."""

    start: int
    end: int
    text: str
    width: int
    blanks: int
    indented: bool


def lines(original: str, begin: int = 0) -> Iterator[Line]:
    """The lines of `original` from `begin` that hold something, in order, without the white space around them.

    Form feeds and Unicode's line and paragraph separators end a line too.
    """
    place, blanks = begin, 0
    for raw in (original[begin:] if begin else original).splitlines(keepends=True):
        text = raw.strip(_WHITE)
        if text:
            indent = 0 if raw[0] == text[0] else raw.index(text[0])
            start = place + indent
            indented = indent > 0 and bool(_INDENT.match(raw))
            if "\u3000\u3000" in text:
                yield from _parts(text, start, blanks, indented)
            else:
                yield Line(start, start + len(text), text, measure(text), blanks, indented)
            blanks = 0
        else:
            blanks += 1
        place += len(raw)


def _parts(text: str, start: int, blanks: int, indented: bool) -> Iterator[Line]:
    place = 0
    for gap in (*_INNER_INDENT.finditer(text), None):
        stop = gap.start() if gap else len(text)
        part = text[place:stop]
        yield Line(start + place, start + stop, part, measure(part), blanks, indented)
        place, blanks, indented = gap.end() if gap else stop, 1, True


def measure(text: str) -> int:
    """The width of `text`: UTF-8's three bytes for a Chinese character and one for a Latin are the quickest ruler."""
    return (len(text.encode("utf-8", "surrogatepass")) + len(text)) // 2
