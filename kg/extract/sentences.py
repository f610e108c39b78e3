"""Sentences of a document: pieces of a block that end in 。！？； or at the block's edge."""

from __future__ import annotations

import re

from kg.model import Document, Sentence

#: A run of end marks takes the closing quotation marks and brackets behind it along.
_END = re.compile(r"[。！？；!?;]+[”’」』）)\"']*")


def split(document: Document) -> list[Sentence]:
    """The sentences of `document.text` in order; blank ones are left out.

    A mark inside a pair of quotation marks or brackets opened in the same sentence ends it all the same: Chinese
    news quotes whole paragraphs, and a sentence as long as a speech would let relations reach too far.
    """
    sentences: list[Sentence] = []
    for number, block in enumerate(document.blocks):
        if block.kind in ("byline", "furniture"):
            continue
        start = block.start
        for mark in _END.finditer(document.text, block.start, block.end):
            _add(sentences, document.text, start, mark.end(), number)
            start = mark.end()
        _add(sentences, document.text, start, block.end, number)
    return sentences


def _add(sentences: list[Sentence], text: str, start: int, end: int, block: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        sentences.append(Sentence(start, end, block))
