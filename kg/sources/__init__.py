"""A file or folder -> `Document`s: formats and encodings read, wrapped lines mended, every offset kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Literal

from kg.errors import SourceError, UsageError
from kg.model import Document
from kg.sources import files, header
from kg.sources.decode import decode
from kg.sources.mend import mend

__all__ = ["Skipped", "documents", "parse", "read"]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that gave no document. `reason` is one line for people, the file's path in it.

    `kind` is unsupported (a format we do not read) or unreadable (empty, binary, of unknown encoding).
    """

    path: str
    reason: str
    kind: Literal["unsupported", "unreadable"]


def documents(paths: Iterable[str | PathLike[str]]) -> Iterator[Document | Skipped]:
    """The documents of all files and, recursively, folders, each file once, read as they are asked for.

    Folders are walked in sorted order; hidden entries are left out. Names are distinct. No file stops the run.
    Raises UsageError at the call for a path that does not exist.
    """
    found = files.listing([Path(path) for path in paths])
    readable = [file for file in found if files.readable(file)]
    return _read_all(found, dict(zip(readable, files.names(readable), strict=True)))


def _read_all(found: Iterable[Path], names: dict[Path, str]) -> Iterator[Document | Skipped]:
    for file in found:
        if file not in names:
            what = file.suffix or "没有扩展名"
            yield Skipped(str(file), f"{file}：不支持的格式（{what}），只读 .txt 和 .md；已跳过", "unsupported")
            continue
        try:
            yield read(file, names[file])
        except SourceError as error:
            yield Skipped(str(file), str(error), "unreadable")


def read(path: str | PathLike[str], name: str = "") -> Document:
    """The document in one file; `name` is the file's name without its last suffix unless given.

    Raises UsageError where there is no such file, SourceError where it cannot be read or is no text.
    """
    file = Path(path)
    if not file.is_file():
        raise UsageError(f"{file}：没有这个文件；请检查路径")
    try:
        data = file.read_bytes()
    except OSError as error:
        raise SourceError(f"{file}：无法读取（{error.strerror}）；请检查权限") from None
    markdown = file.suffix.lower() == ".md"
    return parse(decode(data, str(file)), name or file.stem, str(file), markdown=markdown)


def parse(original: str, name: str, path: str = "", *, markdown: bool = False) -> Document:
    """The document in a decoded text: its header read, its lines mended.

    Raises SourceError where there is nothing but a header.
    """
    meta, begin = header.parse(original)
    mended = mend(original, begin, markdown=markdown)
    if not mended.text:
        raise SourceError(f"{path or name}：除了文件头没有正文；请补上正文或移走此文件")
    return Document(name, mended.text, original, mended.offsets, mended.blocks, meta, path)
