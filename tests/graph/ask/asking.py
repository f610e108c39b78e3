"""Questions of `questions/*.toml` put to their graphs, and their replies compared with the answers written by hand."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import annotated

from kg import resources
from kg.graph.ask import Reply, ask
from kg.graph.link import link
from kg.graph.lookup import Index
from kg.graph.ontology import load_vocabulary
from kg.graph.output import write_build
from kg.graph.store import Session

QUESTIONS = Path(__file__).with_name("questions")
ROOT = Path(__file__).parents[3]

Outcome = Literal["exact", "refused", "wrong", "gone"]


@dataclass(frozen=True, slots=True)
class Case:
    """A question, the graph it is put to, and what its answer is, in the words of `questions/held.toml`."""

    graph: str
    ask: str
    answer: dict[str, Any]


class Opened:
    """A build folder, open: the index, the SPARQL session, and names looked up exactly."""

    def __init__(self, folder: Path) -> None:
        self.index = Index(folder)
        self.session = Session(folder)

    def close(self) -> None:
        self.index.close()
        self.session.close()

    def iri(self, name: str) -> str:
        """The only entity called `name`, first by its label; KeyError if there is none."""
        for matches in (self.index._named(_fold(name), 0), self.index._named(_fold(name), 1)):
            found = {match.iri for match in matches}
            if found:
                (only,) = found
                return only
        raise KeyError(name)

    def filled(self, pattern: str) -> str:
        return re.sub(r"\{([^{}?]+)\}", lambda m: f"<{self.iri(m[1])}>", pattern)

    def labels(self, pattern: str) -> set[str]:
        """The labels of ?x where `pattern` holds."""
        rows = self.session.query(f"SELECT DISTINCT ?x {{ {self.filled(pattern)} }}").rows
        return {self.index.node(row[0].value).label for row in rows if row[0]}


def build(graph: str, folder: Path) -> Path:
    """Make the graph of that name: the project's five pages as they are read, or annotated articles as annotated."""
    target = folder / graph
    if graph == "zhejiang":
        from kg import pipeline

        pipeline.build([resources.seeds() / "texts"], target)
    else:
        vocabulary = load_vocabulary()
        articles = (ROOT / "seeds" / "annotated").glob(f"{REGIONS[graph]}_*.ann")
        target.mkdir(parents=True, exist_ok=True)
        write_build(target, link(annotated.read_all(articles, vocabulary), vocabulary), vocabulary)
    return target


REGIONS = {"chengdu": "sc", "jiangsu": "js", "shanghai": "sh", "shandong": "sd"}


def cases(name: str) -> list[Case]:
    """The questions of one file, in its order; none where there is no such file yet."""
    path = QUESTIONS / f"{name}.toml"
    told = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return [
        Case(graph, entry["ask"], {key: value for key, value in entry.items() if key != "ask"})
        for graph, entries in told.items()
        for entry in entries
    ]


def judge(case: Case, opened: Opened) -> tuple[Outcome, Reply, str]:
    """How the reply to a question stands to its answer, and what was expected.

    `refused`: nothing was answered, and it was said so. `gone`: the graph no longer holds what the question is about.
    """
    reply = ask(case.ask, opened.index, opened.session)
    if case.answer.get("none"):
        right = _silent(reply) and case.answer.get("says", "") in _said(reply)
        return ("exact" if right else "refused" if _silent(reply) else "wrong"), reply, "nothing"
    try:
        expected = list(_expected(case, opened))
    except KeyError as name:
        return "gone", reply, f"no {name} in the graph"
    if not any(expected):
        return "gone", reply, "the graph has no answer"
    if any(_fits(case, reply, one, opened) for one in expected):
        return "exact", reply, ""
    return ("refused" if _silent(reply) else "wrong"), reply, " or ".join(map(str, expected))


def _expected(case: Case, opened: Opened) -> Iterator[Any]:
    answer = case.answer
    if "names" in answer or "count" in answer:
        patterns = answer.get("names", answer.get("count"))
        for pattern in [patterns] if isinstance(patterns, str) else patterns:
            yield opened.labels(pattern)
    elif "figure" in answer:
        subject, indicator, *period = answer["figure"]
        figures = [f for f in opened.index.figures(opened.iri(subject)) if f.indicator == indicator]
        yield {(f.value, f.unit) for f in figures if not period or period[0] in (f.period or "")}
    elif "top" in answer:
        rows = opened.session.query(f"SELECT DISTINCT ?x ?y {{ {opened.filled(answer['top'])} }}").rows
        counts = Counter(row[0].value for row in rows if row[0])
        yield [opened.index.node(iri).label for iri, n in counts.items() if n == max(counts.values())]
    elif "links" in answer:
        one, other = map(opened.iri, answer["links"])
        yield {fact.predicate for fact in opened.index.between(one, other)}
    elif "holds" in answer:
        yield [opened.session.query(f"ASK {{ {opened.filled(answer['holds'])} }}").answer]
    else:
        yield answer.get("first") or answer.get("quote")


def _fits(case: Case, reply: Reply, expected: Any, opened: Opened) -> bool:
    labels = [answer.node.label for answer in reply.answers]
    if reply.unclear:
        return False
    if "names" in case.answer:
        return not reply.figures and reply.yes is None and len(labels) == len(set(labels)) and set(labels) == expected
    if "count" in case.answer:
        return not reply.figures and reply.count == len(expected)
    if "figure" in case.answer:
        return {(figure.value, figure.unit) for figure in reply.figures} == expected
    if "links" in case.answer:
        return {fact.predicate for answer in reply.answers for fact in answer.facts} == expected
    if "holds" in case.answer:
        return [reply.yes] == expected
    if "first" in case.answer or "top" in case.answer:
        return bool(labels) and labels[0] in expected
    words = [fact.quote + fact.context for answer in reply.answers for fact in answer.facts]
    return any(expected in said for said in words)


def _silent(reply: Reply) -> bool:
    """Whether nothing is claimed: not understood, or the graph is said to hold no such thing."""
    return bool(reply.unclear) or not (reply.answers or reply.figures or reply.yes)


def _said(reply: Reply) -> str:
    return "".join((*reply.unclear, *reply.notes, reply.understood))


def _fold(name: str) -> str:
    from kg.graph.spelling import fold

    return fold(name)


def tally(outcomes: Sequence[Outcome]) -> str:
    """The score in one line."""
    asked = [outcome for outcome in outcomes if outcome != "gone"]
    counts = {kind: asked.count(kind) for kind in ("exact", "refused", "wrong")}
    share = counts["exact"] / len(asked) if asked else 0.0
    gone = f", {len(outcomes) - len(asked)} no longer in the graph" if len(asked) < len(outcomes) else ""
    return f"{len(asked)} asked: {counts['exact']} exact ({share:.2f}), {counts['refused']} refused, {counts['wrong']} wrong{gone}"
