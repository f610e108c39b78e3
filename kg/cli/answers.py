"""The reply to a question as lines of text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.cli import cards, walks
from kg.graph.ask import Reply
from kg.graph.lookup import Index


def lines(reply: Reply, index: Index, sparql: bool, evidence: bool) -> Iterator[str]:
    """The answer first, then the words it rests on, how the question was taken, and the query."""
    titles = {source.name: source for source in index.sources}
    if reply.yes is not None:
        yield "是" if reply.yes else "图谱中没有这样的事实"
    for figure in reply.figures:
        yield cards.told(figure)
        if evidence:
            yield f"    “{cards.quoted(figure)}” {cards.where(figure, titles)}"
    if reply.count is not None:
        yield f"图谱中有名字的：{reply.count}" if reply.figures else f"{reply.count}"
    elif not (reply.answers or reply.figures or reply.unclear) and reply.yes is None:
        yield "图谱中没有答案"
    for answer in reply.answers:
        kind = index.vocabulary.labels[answer.node.cls][0]
        number = "" if answer.number is None else f"　{answer.number}"
        yield f"{answer.node.label}　{kind}{number}"
        if answer.figure is not None:
            yield f"    {cards.told(answer.figure)}"
            if evidence:
                yield f"    “{cards.quoted(answer.figure)}” {cards.where(answer.figure, titles)}"
        for fact in answer.facts if evidence else ():
            yield f"    “{cards.quoted(fact)}” {cards.where(fact, titles)}"
    for note in reply.notes:
        yield f"注 note: {note}"
    if reply.understood:
        yield f"理解为 taken for: {reply.understood}"
    if sparql and reply.sparql:
        yield from reply.sparql.splitlines()


def as_json(reply: Reply) -> dict[str, Any]:
    """The reply for programs."""
    return {
        "question": reply.question,
        "understood": reply.understood,
        "unclear": list(reply.unclear),
        "yes": reply.yes,
        "count": reply.count,
        "answers": [
            {
                **walks.node_json(a.node),
                "number": a.number,
                "figure": cards.figure(a.figure) if a.figure else None,
                "facts": [walks.fact_json(fact) for fact in a.facts],
            }
            for a in reply.answers
        ],
        "figures": [cards.figure(figure) for figure in reply.figures],
        "notes": list(reply.notes),
        "sparql": reply.sparql,
    }
