from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import SourceError, UsageError
from kg.model import Document
from kg.sources import Skipped, documents, read


def test_a_folder_gives_its_documents_and_one_line_for_each_file_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("甲平台落地。\n", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "d.md").write_bytes("乙企业入驻园区，共建联合实验室。\n".encode("gb18030"))
    (tmp_path / "e.txt").write_bytes(b"\x00\x01\x02")
    (tmp_path / "f.txt").write_text("---\ntitle: 空\n---\n", encoding="utf-8")
    (tmp_path / "g").mkdir()
    found = list(documents([tmp_path]))
    kinds = [item.kind if isinstance(item, Skipped) else item.name for item in found]
    assert kinds == ["a", "unreadable", "unsupported", "d", "unreadable", "unreadable"]
    for item in found:
        if isinstance(item, Skipped):
            assert item.reason.startswith(item.path)
            assert "\n" not in item.reason


def test_an_empty_folder_gives_nothing(tmp_path: Path) -> None:
    assert list(documents([tmp_path])) == []


def test_a_missing_path_stops_the_call_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        documents([tmp_path, tmp_path / "missing"])


def test_documents_are_read_as_they_are_asked_for(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text("正文。", encoding="utf-8")
    stream = documents([tmp_path])
    assert isinstance(next(stream), Document)
    (tmp_path / "b.txt").unlink()
    with pytest.raises(UsageError):
        next(stream)


def test_read_knows_the_files_name_and_path(tmp_path: Path) -> None:
    file = tmp_path / "2024.05.17.txt"
    file.write_text("正文。", encoding="utf-8-sig")
    document = read(file)
    assert (document.name, document.path, document.text, document.original) == (
        "2024.05.17",
        str(file),
        "正文。",
        "正文。",
    )


def test_read_raises_what_documents_reports(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    with pytest.raises(SourceError, match="空文件"):
        read(empty)
    with pytest.raises(UsageError):
        read(tmp_path / "missing.txt")


def test_a_file_of_any_suffix_in_capitals_is_read(tmp_path: Path) -> None:
    (tmp_path / "A.TXT").write_text("正文。", encoding="utf-8")
    assert [item.name for item in documents([tmp_path]) if isinstance(item, Document)] == ["A"]
