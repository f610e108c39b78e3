"""The store that is kept beside a build: opened while the build is the same, and never when it is not."""

from __future__ import annotations

import os
import shutil
import threading
from pathlib import Path

import pytest

from kg.graph import kept
from kg.graph.rdf import to_nquads, to_turtle
from kg.graph.store import Session, query

ASKED = "SELECT ?name { ?x ik:incubates/skos:prefLabel ?name }"
NAMED = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"


@pytest.fixture(autouse=True)
def small_graphs_too(monkeypatch):
    monkeypatch.setattr(kept, "SMALLEST", 0)


@pytest.fixture
def build(graph, vocabulary, tmp_path) -> Path:
    folder = tmp_path / "build"
    folder.mkdir()
    (folder / "graph.ttl").write_bytes(to_turtle(graph, vocabulary))
    (folder / "graph.nq").write_bytes(to_nquads(graph, vocabulary))
    return folder


def stores(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / kept.FOLDER).iterdir())


def spoil(path: Path) -> None:
    """Make a file unreadable without anyone seeing it from outside."""
    stat = path.stat()
    with path.open("r+b") as file:
        file.write(b"?" * stat.st_size)
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def test_an_unchanged_build_is_not_read_again(build):
    first, named = query(build, ASKED), query(build, NAMED)
    spoil(build / "graph.ttl")
    spoil(build / "graph.nq")
    with Session(build) as session:
        session.prefixes.update(first.prefixes)  # they stand in the first lines, which are read
        assert session.query(ASKED) == first
        assert session.query(NAMED).rows == named.rows
    assert [name.partition("-")[0] for name in stores(build)] == ["merged", "named"]


def test_what_is_kept_answers_as_what_is_read(build):
    for asked in (ASKED, NAMED, "CONSTRUCT WHERE { ?s ?p ?o }"):
        with Session(build, keep=False) as reading:
            assert query(build, asked).rows == reading.query(asked).rows


def test_a_new_build_is_read_and_the_old_store_cleared_away(build):
    assert query(build, ASKED).rows
    before = stores(build)
    (build / "new").write_text("", encoding="utf-8")
    (build / "new").replace(build / "graph.ttl")
    assert query(build, ASKED).rows == ()
    assert len(stores(build)) == 1
    assert stores(build) != before


def test_a_copy_does_not_open_what_was_kept_of_another_build(build, tmp_path):
    query(build, ASKED)
    shutil.copytree(build, tmp_path / "copy")
    query(tmp_path / "copy", ASKED)
    assert len(stores(tmp_path / "copy")) == 1
    assert stores(tmp_path / "copy") != stores(build)


def test_a_folder_that_cannot_be_written_and_a_store_that_cannot_be_opened_do_no_harm(build):
    (build / kept.FOLDER).write_text("in the way", encoding="utf-8")
    rows = query(build, ASKED).rows
    assert rows
    (build / kept.FOLDER).unlink()
    query(build, ASKED)
    (build / kept.FOLDER / stores(build)[0] / "CURRENT").unlink()
    assert query(build, ASKED).rows == rows


def test_several_at_once_make_one_store(build):
    found = []
    asking = [threading.Thread(target=lambda: found.append(query(build, ASKED).rows)) for _ in range(4)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert len(found) == 4
    assert found[0]
    assert all(rows == found[0] for rows in found)
    assert len(stores(build)) == 1


def test_small_graphs_and_single_files_leave_nothing_behind(build, monkeypatch):
    query(build / "graph.ttl", ASKED)
    monkeypatch.setattr(kept, "SMALLEST", 1 << 30)
    query(build, ASKED)
    assert not (build / kept.FOLDER).exists()
