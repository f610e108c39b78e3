"""The seed texts restate what the originals say, in words of our own."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from kg import resources
from kg.sources import read

TEXTS = sorted((resources.seeds() / "texts").iterdir())
SHARED = Path(__file__).resolve().parents[2] / "shared"
ORIGINALS = SHARED / "seeds"
GOLD = SHARED / "gold" / "seeds"

needs_originals = pytest.mark.skipif(not GOLD.is_dir(), reason="the originals are not part of the repository")
each_text = pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)

#: A run of characters longer than this, names apart, would be copying.
LONGEST = 24


def plain(text: str) -> str:
    """Without white space, quotation marks and differences of width."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return "".join(mark for mark in folded if not mark.isspace() and mark not in "\"'“”‘’「」『』《》<>〈〉")


def gold_names(path: Path) -> list[list[str]]:
    """The surface forms of each required entity, folded."""
    gold = json.loads((GOLD / f"{path.stem}.json").read_text(encoding="utf-8"))
    return [[plain(name) for name in entity["names"]] for entity in gold["entities"] if not entity["optional"]]


def test_there_are_five() -> None:
    assert [path.name[:3] for path in TEXTS] == ["000", "001", "002", "003", "004"]


@each_text
def test_each_has_a_title_and_names_its_original(path: Path) -> None:
    document = read(path)
    assert document.name == path.stem
    assert document.meta["title"]
    assert document.meta["source"] == f"{path.stem}.txt"


@each_text
def test_each_is_prose_that_needs_no_mending(path: Path) -> None:
    document = read(path)
    paragraphs = [block for block in document.blocks if block.kind == "paragraph"]
    assert sum(block.end - block.start for block in paragraphs) > 0.9 * len(document.text)


@needs_originals
@each_text
def test_each_names_every_entity_in_a_form_the_original_has(path: Path) -> None:
    text = plain(read(path).text)
    missing = [names for names in gold_names(path) if not any(name in text for name in names)]
    assert missing == []


@needs_originals
@each_text
def test_no_sentence_is_copied(path: Path) -> None:
    ours, theirs = plain(read(path).text), plain((ORIGINALS / f"{path.stem}.txt").read_text(encoding="utf-8"))
    gold = json.loads((GOLD / f"{path.stem}.json").read_text(encoding="utf-8"))
    names = {plain(name) for entity in gold["entities"] for name in entity["names"]}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        if len(name) > 3:
            ours, theirs = ours.replace(name, "\ue000"), theirs.replace(name, "\ue001")
    runs = {theirs[start : start + LONGEST + 1] for start in range(len(theirs) - LONGEST)}
    copied = [ours[start : start + LONGEST + 1] for start in range(len(ours) - LONGEST)]
    assert [run for run in copied if run in runs] == []


@needs_originals
@each_text
def test_every_quoted_statement_of_the_original_stands_in_one_block_once_mended(path: Path) -> None:
    document = read(ORIGINALS / f"{path.stem}.txt")
    blocks = ["".join(document.text[block.start : block.end].split()) for block in document.blocks]
    gold = json.loads((GOLD / f"{path.stem}.json").read_text(encoding="utf-8"))
    quotes = {"".join(relation["quote"].split()) for relation in gold["relations"]}
    assert [quote for quote in sorted(quotes) if not any(quote in block for block in blocks)] == []
