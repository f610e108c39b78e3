"""Sentences with their mentions marked, as the rulebook gives them: [西岭实验室|Laboratory]孵化了[青禾芯片|Enterprise].

A reference names what it stands for: [该中心=西岭实验室|Laboratory].
"""

from __future__ import annotations

import re

from kg.extract import sentences
from kg.extract.relations.find import find_relations
from kg.extract.relations.rules import Example, RelationRules
from kg.model import Block, Document, Mention

_MARK = re.compile(r"\[([^\[\]|=]+)(?:=([^\[\]|=]+))?\|([A-Za-z]+)\]")


def parse(marked: str) -> tuple[Document, list[Mention]]:
    """The document and the mentions of a marked sentence; each line is a block, an entity's id is its name."""
    text, at = "", 0
    mentions = []
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        words, stands_for, cls = mark.groups()
        mentions.append(
            Mention(
                len(text),
                len(text) + len(words),
                cls,
                "example",
                1.0,
                stands_for or words,
                "reference" if stands_for else "name",
            )
        )
        text += words
        at = mark.end()
    text += marked[at:]
    blocks, start = [], 0
    for line in text.split("\n"):
        blocks.append(Block("paragraph", start, start + len(line)))
        start += len(line) + 1
    return Document("example", text, text, range(len(text)), tuple(blocks)), mentions


def found(example: Example, predicate: str, rules: RelationRules) -> dict[str, bool]:
    """What the rules find in an example: “subject -> object” -> whether it is planned.

    Pairs of symmetric relations are ordered as the text names them.
    """
    document, mentions = parse(example.text)
    home = Mention(0, 0, "Place", "home", 1.0, example.home) if example.home else None
    every = [home, *mentions] if home and all(m.entity != example.home for m in mentions) else mentions
    result = find_relations(document, sentences.split(document), every, example.home or None, rules)
    order = {m.entity: n for n, m in reversed(list(enumerate(mentions)))}
    pairs = {}
    for relation in result.relations:
        ends = [relation.subject, relation.object]
        if rules.symmetric(relation.predicate):
            ends.sort(key=lambda e: order.get(e, -1))
        if relation.predicate == predicate:
            pairs[" -> ".join(e.removeprefix("field:") for e in ends)] = relation.status == "planned"
    return pairs
