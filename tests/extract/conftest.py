"""What tests of reading share: the vocabulary, the word cutter, and texts as documents."""

from __future__ import annotations

import pytest

from kg import resources
from kg.extract.words import Words
from kg.graph.ontology import load_vocabulary
from kg.model import Block, Document, Vocabulary


def plain_document(text: str, name: str = "doc") -> Document:
    """A document whose text is its original, one paragraph a line."""
    blocks, start = [], 0
    for line in text.splitlines(keepends=True):
        end = start + len(line.rstrip())
        if end > start:
            blocks.append(Block("paragraph", start, end))
        start += len(line)
    return Document(name, text, text, range(len(text)), tuple(blocks))


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return load_vocabulary(resources.ontology())


@pytest.fixture(scope="session")
def words() -> Words:
    return Words()


@pytest.fixture
def document():
    return plain_document
