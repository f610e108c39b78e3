from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.sources import files


def make(root: Path, *names: str) -> list[Path]:
    paths = [root / name for name in names]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("正文。", encoding="utf-8")
    return paths


def test_folders_are_walked_in_sorted_order_without_hidden_entries(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "a/z.md", "a/c.txt", ".git/x.txt", "a/.hidden.txt", "ä.txt")
    found = [path.relative_to(tmp_path).as_posix() for path in files.listing([tmp_path])]
    assert found == ["b.txt", "ä.txt", "a/c.txt", "a/z.md"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    (file,) = make(tmp_path, "a.txt")
    assert files.listing([file, tmp_path, tmp_path / "." / "a.txt"]) == [file]


def test_a_missing_path_is_a_usage_error_naming_it(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="没有这个文件") as caught:
        files.listing([tmp_path, tmp_path / "nowhere"])
    assert "nowhere" in str(caught.value)


def test_a_file_is_named_for_its_stem_without_the_last_suffix_only() -> None:
    assert files.names([Path("x/2024.05.17.txt"), Path("x/报道.md")]) == ["2024.05.17", "报道"]


def test_the_same_stem_in_two_folders_gets_the_shortest_distinct_tail() -> None:
    paths = [Path("/w/2023/hz/news.txt"), Path("/w/2024/hz/news.txt"), Path("/w/other.txt")]
    assert files.names(paths) == ["news", "news~2024~hz", "other"]


def test_names_do_not_depend_on_the_order_of_the_call() -> None:
    paths = [Path("/w/b/news.txt"), Path("/w/a/news.txt"), Path("/w/c/news.md")]
    named = dict(zip(paths, files.names(paths), strict=True))
    again = dict(zip(reversed(paths), files.names(list(reversed(paths))), strict=True))
    assert named == again
    assert named[Path("/w/a/news.txt")] == "news"


def test_the_same_stem_in_one_folder_is_told_apart_by_its_suffix() -> None:
    assert files.names([Path("/w/news.txt"), Path("/w/news.md")]) == ["news~txt", "news"]


def test_a_made_name_never_meets_a_name_that_stands(tmp_path: Path) -> None:
    paths = [Path("/w/a/news.txt"), Path("/w/b/news.txt"), Path("/w/b/news~b.txt")]
    names = files.names(paths)
    assert len(set(names)) == 3
    assert names[2] == "news~b"
