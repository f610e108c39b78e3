"""Names known beforehand: the tables of `seeds/lists`, one file per kind of thing.

A table is UTF-8 text. Lines that begin with `#` are comments; the first ones say what the table holds, its source,
date and licence. Every other line is a name, its type, its other names parted by `|`, and a note, parted by tabs;
the last two may be missing. A `?` behind another name says that it also means something else (联想 the company, and
to associate): a hint, never proof.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import RulebookError
from kg.model import TYPES

SURNAME = "Surname"
FIELD = "Field"


@dataclass(frozen=True, slots=True)
class Listed:
    """A known thing: its canonical `name`, its `type` (one of `model.TYPES`) and its `aliases`, as sure as the name.

    `hints` are forms that mean other things too. `place` is the file and line that say so.
    """

    name: str
    type: str
    aliases: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    note: str = ""
    place: str = ""


def load_lists(folder: Path) -> tuple[Listed, ...]:
    """The known entities of all `*.tsv` in `folder`, by file name and line; fields and surnames left out.

    Raises RulebookError for a line that is no row of a table, with file, line and remedy.
    """
    return tuple(row for row in _rows(folder) if row.type not in (FIELD, SURNAME))


def load_fields(folder: Path) -> tuple[Listed, ...]:
    """The known industries, technologies and research fields; raises as `load_lists` does."""
    return tuple(row for row in _rows(folder) if row.type == FIELD)


def load_surnames(folder: Path) -> tuple[str, ...]:
    """Chinese surnames, compound ones among them; raises as `load_lists` does."""
    return tuple(row.name for row in _rows(folder) if row.type == SURNAME)


def _rows(folder: Path) -> Iterator[Listed]:
    for path in sorted(folder.glob("*.tsv")):
        seen: dict[tuple[str, str], int] = {}
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise RulebookError(f"{path}：读不出 UTF-8 文本（{error}）；请检查文件") from None
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip() and not line.startswith("#"):
                row = _row(line, path, number)
                first = seen.setdefault((row.name, row.type), number)
                if first != number:
                    raise _broken(path, number, f"“{row.name}”在第 {first} 行已经有了", "请合并两行")
                yield row


def _row(line: str, path: Path, number: int) -> Listed:
    cells = line.split("\t")
    if not 2 <= len(cells) <= 4:
        raise _broken(path, number, f"有 {len(cells)} 列", "请写成：名称、类型、别名（用 | 隔开）、备注，以制表符分列")
    name, kind, others, note = (*cells, "", "")[:4]
    if kind not in (*TYPES, SURNAME):
        raise _broken(path, number, f"没有“{kind}”这个类型", f"可用：{'、'.join((*TYPES, SURNAME))}")
    forms = [form for form in others.split("|") if others]
    sure = tuple(form for form in forms if not form.endswith("?"))
    hints = tuple(form[:-1] for form in forms if form.endswith("?"))
    seen: set[str] = set()
    for form in (name, *sure, *hints):
        fault = _fault(form, kind) or ("写了两遍" if form in seen else "")
        if fault:
            raise _broken(path, number, f"“{form}”{fault}", "请改正或删去")
        seen.add(form)
    return Listed(name, kind, sure, hints, note.strip(), f"{path.name}:{number}")


def _fault(form: str, kind: str) -> str:
    """What is wrong with one form of a name; empty if nothing is."""
    if not form:
        return "是空的"
    if form != form.strip():
        return "前后有空白"
    if form != unicodedata.normalize("NFC", form):
        return "不是 NFC 规范形式"
    if any(unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs") for character in form):
        return "含有看不见的字符"
    if len(form) < 2 and kind != SURNAME:
        return "只有一个字，到处都会撞上"
    return "以 ? 结尾" if form.endswith("?") else ""


def _broken(path: Path, number: int, fault: str, remedy: str) -> RulebookError:
    return RulebookError(f"{path}:{number}：{fault}；{remedy}")
