"""Which characters of a line are words: the others (controls, typesetters' spaces, mark-up) are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Span

#: Controls, soft hyphen, zero-width and direction marks, variation selectors, private use, noncharacters.
_INVISIBLE = (
    "\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
    "\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e01ef\U000f0000-\U0010ffff"
)
_SPACE = " \t\u00a0\u2000-\u200a\u202f\u205f\u3000"
_LATIN = "A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff"

#: Between two Latin words, a Latin word and a number or two numbers a space is part of the words; elsewhere the
#: typesetter set it. A full stop or comma of Latin prose keeps its space too.
_WORD = rf"[{_LATIN}0-9]"
_KEPT_SPACE = rf"(?<=[{_LATIN}0-9.,;:!?)&'’%])[{_SPACE}]+(?=[{_LATIN}0-9(&'‘])"
_DROPPED = re.compile(rf"[{_INVISIBLE}]+|(?P<kept>{_KEPT_SPACE})|[{_SPACE}]+")
_ANY = re.compile(rf"[{_INVISIBLE}{_SPACE}]")

_MARKUP = re.compile(
    r"!?\[(?P<label>[^\[\]\n]*)\]\((?P<target>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+\"[^\"\n]*\")?\)"
    r"|(?<![0-9A-Za-z])(?P<mark>\*{1,3}|_{2}|~~|`+)(?=\S)(?P<inner>[^*_`~\n]+?)(?<=\S)(?P=mark)"
    r"|<!--.*?-->|</?[A-Za-z][^<>\n]{0,200}>|<(?P<link>https?://[^<>\s]+)>|&(?:nbsp|emsp|ensp|thinsp);"
)


def is_clean(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` has neither spaces nor invisible characters."""
    return not _ANY.search(text, start, end)


def words(text: str, start: int, end: int, *, prose: bool, markdown: bool) -> Iterator[Span]:
    """The spans of `text[start:end]` that are words, in order; a kept run of spaces gives its first one.

    `prose`: whether spaces between Chinese characters are the typesetter's (in headings they part phrases).
    """
    if markdown:
        place = start
        for left, right in _markup(text, start, end):
            if left > place:
                yield from _visible(text, place, left, prose)
            place = right
        if place < end:
            yield from _visible(text, place, end, prose)
    else:
        yield from _visible(text, start, end, prose)


def _visible(text: str, start: int, end: int, prose: bool) -> Iterator[Span]:
    place = start
    for match in _DROPPED.finditer(text, start, end):
        left, right = match.span()
        if left > place:
            yield place, left
        if match["kept"] or (not prose and text[left] not in "\u200b\ufeff" and text[left].isspace()):
            yield left, left + 1
        place = right
    if place < end:
        yield place, end


def _markup(text: str, start: int, end: int) -> Iterator[Span]:
    """The spans of Markdown and HTML mark-up around words."""
    for match in _MARKUP.finditer(text, start, end):
        for group in ("label", "inner", "link"):
            if match[group]:
                yield match.start(), match.start(group)
                yield from _markup(text, *match.span(group))
                yield match.end(group), match.end()
                break
        else:
            yield match.span()
