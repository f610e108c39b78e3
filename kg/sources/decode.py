"""Bytes to characters: UTF-8, UTF-16 with a byte order mark, GB18030. The machine's locale is never asked."""

from __future__ import annotations

import codecs
import re

from kg.errors import SourceError

#: Control characters (tab, line ends and form feed left out). Text taken from a PDF holds a few, never a NUL.
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")

#: What is looked at to tell a binary file from a text: enough for any header, cheap for any size.
_SAMPLE = 65_536


def decode(data: bytes, path: str) -> str:
    """The characters of the file, without its byte order mark, line ends as they stand.

    Raises SourceError for a file that is empty, binary, or in no encoding we read.
    """
    if not data:
        raise SourceError(f"{path}：空文件（0 字节），没有可读的文字；请补上正文或移走此文件")
    text = _decode(data, path)
    if not text.strip("\ufeff \t\r\n\f\v\u3000"):
        raise SourceError(f"{path}：文件里只有空白，没有可读的文字；请补上正文或移走此文件")
    return text


def _decode(data: bytes, path: str) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise SourceError(f"{path}：第 {error.start} 字节处不是完整的 UTF-16；请另存为 UTF-8") from None
    sample = data[:_SAMPLE]
    if b"\0" in sample or len(_CONTROL.findall(sample)) * 100 > len(sample):
        raise SourceError(f"{path}：二进制文件，不是文本；请先转成 .txt 或 .md（UTF-8）")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        broken = error.start
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    if text and _is_chinese(text):
        return text
    raise SourceError(f"{path}：第 {broken} 字节处不是 UTF-8，全文也不像 GB18030；请另存为 UTF-8")


def _is_chinese(text: str) -> bool:
    """Whether text decoded as GB18030 was meant as such.

    GB18030 gives a meaning to almost any bytes: Big5 or Latin-1 come out as rare characters. Real texts keep
    to the 6,763 common ones of GB 2312.
    """
    wide = [character for character in text[:_SAMPLE] if character > "\x7f"]
    common = len("".join(wide).encode("gb2312", "ignore")) // 2
    return common >= 0.9 * len(wide)
