"""Files are written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.errors import GraphError
from kg.files import write_all, write_whole


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_it_makes_the_folder_and_leaves_only_the_file(tmp_path):
    write_whole(tmp_path / "a" / "b" / "图.ttl", b"one")
    write_whole(tmp_path / "a" / "b" / "图.ttl", b"two")
    assert names(tmp_path / "a" / "b") == ["图.ttl"]
    assert (tmp_path / "a" / "b" / "图.ttl").read_bytes() == b"two"


def test_a_written_file_has_the_permissions_of_a_plain_one(tmp_path):
    (tmp_path / "plain").write_bytes(b"")
    write_whole(tmp_path / "ours", b"")
    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_if_one_cannot_be_written_none_is(tmp_path):
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "b").mkdir()
    with pytest.raises(GraphError, match="已有同名文件夹"):
        write_all(tmp_path, {"a": b"new", "b": b"new"})
    assert (tmp_path / "a").read_bytes() == b"old"
    assert names(tmp_path) == ["a", "b"]


def test_a_failure_while_writing_leaves_no_traces(tmp_path):
    with pytest.raises(TypeError):
        write_all(tmp_path, {"a": b"new", "b": "not bytes"})  # type: ignore[dict-item]
    assert names(tmp_path) == []


def test_a_file_where_a_folder_should_be_is_told_with_its_path(tmp_path):
    (tmp_path / "build").write_bytes(b"")
    with pytest.raises(GraphError, match="build：无法写入"):
        write_whole(tmp_path / "build" / "graph.ttl", b"")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_told_with_its_path(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(GraphError, match=r"graph\.ttl：无法写入"):
        write_whole(tmp_path / "graph.ttl", b"")
