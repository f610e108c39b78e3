"""A small writer of XLSX: sheets of texts and numbers, the first row standing still, and no formula anywhere.

Texts are inline strings, which are never run; those that would be run if someone edited the cell are marked with the
format's own quote prefix besides, so that they stay text and show as they are.
"""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence

from kg.errors import GraphError
from kg.graph.export.xml import content
from kg.graph.spreadsheets import harmless

Cell = str | int | float
Sheet = tuple[str, Sequence[str], Sequence[Sequence[Cell]]]

# What a sheet and a cell hold, as the format's specification has it.
_ROWS, _CHARACTERS = 1_048_576, 32_767
# Beyond fifteen digits a spreadsheet rounds: such whole numbers are written as text.
_DIGITS = 10**15
_PLAIN, _HEADER, _QUOTED = 0, 1, 2

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    "</fills><borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)  # fmt: skip


def write_workbook(sheets: Sequence[Sheet]) -> bytes:
    """The bytes of a workbook with `sheets` (title, columns, rows); a text too long for a cell ends in …

    Raises `GraphError` if a sheet has more rows than the format allows.
    """
    for title, _, rows in sheets:
        if len(rows) >= _ROWS:
            raise GraphError(f"工作表“{title}”有 {len(rows)} 行，超过 XLSX 的上限 {_ROWS - 1}；请改用 --format csv")
    numbers = range(1, len(sheets) + 1)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>'
        + "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_KIND}.worksheet+xml"/>' for n in numbers
        )
        + "</Types>",
        "_rels/.rels": _relationships([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        + "".join(
            f'<sheet name="{content(title)}" sheetId="{n}" r:id="rId{n}"/>'
            for n, (title, _, _) in zip(numbers, sheets, strict=True)
        )
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _relationships(
            [*(("worksheet", f"worksheets/sheet{n}.xml") for n in numbers), ("styles", "styles.xml")]
        ),
        "xl/styles.xml": _STYLES,
        **{
            f"xl/worksheets/sheet{n}.xml": "".join(_sheet(columns, rows))
            for n, (_, columns, rows) in zip(numbers, sheets, strict=True)
        },
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in parts.items():
            # The oldest day the format knows: no clock in what we write.
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            archive.writestr(entry, (_DECLARATION + xml).encode("utf-8"))
    return file.getvalue()


def _relationships(targets: Sequence[tuple[str, str]]) -> str:
    items = (
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(items)}</Relationships>'


def _sheet(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Iterator[str]:
    last = f"{_letters(len(columns))}{len(rows) + 1}"
    yield f'<worksheet xmlns="{_MAIN}"><dimension ref="A1:{last}"/><sheetViews><sheetView workbookViewId="0">'
    yield '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>'
    for number in range(1, len(columns) + 1):
        widest = max((_width(str(row[number - 1])) for row in rows[:200]), default=0)
        width = min(60, max(_width(columns[number - 1]), widest) + 2)
        yield f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
    yield "</cols><sheetData>"
    yield _row(1, columns, _HEADER)
    for at, row in enumerate(rows, 2):
        yield _row(at, row, _PLAIN)
    yield f'</sheetData><autoFilter ref="A1:{last}"/></worksheet>'


def _row(at: int, cells: Sequence[Cell], style: int) -> str:
    filled = (_cell(f"{_letters(n)}{at}", cell, style) for n, cell in enumerate(cells, 1) if cell != "")
    return f'<row r="{at}">{"".join(filled)}</row>'


def _cell(place: str, value: Cell, style: int) -> str:
    if not isinstance(value, str) and abs(value) < _DIGITS:
        return f'<c r="{place}"><v>{value!r}</v></c>'
    text = str(value)
    if len(text) > _CHARACTERS:
        text = text[: _CHARACTERS - 1] + "…"
    if harmless(text) != text:
        style = _QUOTED
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{content(text)}</t></is></c>'


def _letters(number: int) -> str:
    """The name of a column: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text[:60])
