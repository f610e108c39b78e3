"""Where the files that ship with the package are: inside the wheel, or at the top of a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _shipped(name: str) -> Path:
    inside = _PACKAGE / "_data" / name
    return inside if inside.exists() else _PACKAGE.parent / name


def ontology() -> Path:
    """The hand-written `ontology.ttl`."""
    return _shipped("ontology.ttl")


def seeds() -> Path:
    """The folder with `texts/` (the default corpus) and `lists/` (names known beforehand)."""
    return _shipped("seeds")


def rulebook() -> Path:
    """The folder of rule files."""
    return _PACKAGE / "rulebook"
