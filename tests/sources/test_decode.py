from __future__ import annotations

import pytest

from kg.errors import SourceError
from kg.sources.decode import decode

TEXT = "成都市科技局印发《管理办法》，最高补助200万元。\r\n下一行。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_every_encoding_gives_the_same_text_with_its_line_ends(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), "a.txt") == TEXT


def test_utf16_of_either_byte_order_is_told_by_its_mark() -> None:
    assert decode(b"\xfe\xff" + TEXT.encode("utf-16-be"), "a.txt") == TEXT


def test_gb18030_of_four_bytes_is_read() -> None:
    rare = "惠瀜科技与䶮翀实验室在浙江杭州共建联合实验室，研发平台面积三千平方米"
    assert decode(rare.encode("gb18030"), "a.txt") == rare


def test_a_few_control_characters_do_not_make_a_text_binary() -> None:
    assert decode(("平台\x07" + "实验室" * 200).encode(), "a.txt").startswith("平台\x07")


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "空文件"),
        (b"\xef\xbb\xbf", "空白"),
        (" \r\n\t\u3000".encode(), "空白"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "二进制"),
        (b"\x01\x02\x03\x04 text", "二进制"),
        ("臺北市政府推動創新科技產業發展計畫".encode("big5"), "UTF-8"),
        ("Où est le laboratoire d'été à côté".encode("latin-1"), "UTF-8"),
        ("平台".encode() + b"\xff" + "实验室".encode(), "第 6 字节"),
        (b"\xff\xfe\x00", "UTF-16"),
    ],
)
def test_what_is_no_text_is_refused_with_the_file_and_the_reason(data: bytes, word: str) -> None:
    with pytest.raises(SourceError, match=word) as caught:
        decode(data, "文件夹/坏.txt")
    message = str(caught.value)
    assert message.startswith("文件夹/坏.txt：")
    assert "\n" not in message
