"""Markdown's own lines: quotations, tables, fences and rules. Marks inside a line are `clean`'s matter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.sources.forms import Form
from kg.sources.lines import Line, measure

_SIGN = re.compile(r"^(?:#{1,6} \S|\|.*\|[ \t]*$|```)|\*\*[^\s*][^*\n]*\*\*|\[[^\]\n]+\]\(https?://", re.MULTILINE)
_QUOTE = re.compile(r"(?:>[ \t]?)+")
_RULE_ROW = re.compile(r"\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?")
_CELL = re.compile(r"[^|\s](?:[^|]*[^|\s])?")
_FURNITURE = re.compile(r"```.*|~~~.*|(?:[-*_=][ \t]*){3,}|\[[^\]]+\]:[ \t]*\S+.*")


def is_markdown(original: str) -> bool:
    """Whether a text in a plain file is written in Markdown all the same."""
    return bool(_SIGN.search(original, 0, 20_000))


def simplify(found: Sequence[Line]) -> tuple[list[Line], dict[int, Form]]:
    """Lines without quotation marks in front, each table cell a line; and the forms that are certain, by number."""
    result: list[Line] = []
    forms: dict[int, Form] = {}
    for line in found:
        if line.text[0] == ">":
            mark = _QUOTE.match(line.text)
            assert mark is not None
            if mark.end() == len(line.text):
                continue
            line = _part(line, mark.end(), len(line.text))
        if line.text[0] == "|":
            if not _RULE_ROW.fullmatch(line.text):
                for cell in _cells(line):
                    forms[len(result)] = Form("list", True)
                    result.append(cell)
            continue
        if _FURNITURE.fullmatch(line.text):
            forms[len(result)] = Form("furniture", True)
        result.append(line)
    return result, forms


def _cells(line: Line) -> Iterator[Line]:
    for match in _CELL.finditer(line.text):
        yield _part(line, *match.span())


def _part(line: Line, start: int, end: int) -> Line:
    text = line.text[start:end]
    return Line(line.start + start, line.start + end, text, measure(text), line.blanks, line.indented)
