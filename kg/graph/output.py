"""The files of a build, written whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kg.files import write_all
from kg.graph.index import make_index
from kg.graph.naming import BASE
from kg.graph.rdf import to_nquads, to_turtle
from kg.model import KnowledgeGraph, Vocabulary


def build_files(graph: KnowledgeGraph, vocabulary: Vocabulary, base: str = BASE) -> dict[str, bytes]:
    """What a build folder holds of `graph`, by file name: the merged Turtle, the N-Quads, the look-up index."""
    return {
        "graph.ttl": to_turtle(graph, vocabulary, base),
        "graph.nq": to_nquads(graph, vocabulary),
        "index.sqlite": make_index(graph, vocabulary),
    }


def write_build(
    folder: Path,
    graph: KnowledgeGraph,
    vocabulary: Vocabulary,
    others: Mapping[str, bytes] | None = None,
    base: str = BASE,
) -> tuple[Path, ...]:
    """Make `folder` hold `graph`, and `others` (the page; name -> bytes) with it; the paths written.

    Raises `GraphError` if anything cannot be written; what was in the folder is then still there, whole.
    """
    files = {**build_files(graph, vocabulary, base), **(others or {})}
    write_all(folder, files)
    return tuple(folder / name for name in files)
