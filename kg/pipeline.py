"""The stages composed: read the texts, extract what each says, link it into one graph, write the graph."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from kg import evaluate, explore, resources, sources
from kg.errors import KgError, UsageError
from kg.extract.engine import Extractor
from kg.extract.explain import Explanation
from kg.extract.explain import explain as explained
from kg.extract.lists import load_lists
from kg.files import write_whole
from kg.graph import library, link, naming, output, pinyin, spelling
from kg.graph.ontology import load_vocabulary
from kg.model import Block, Document, Extraction, KnowledgeGraph, Vocabulary

#: The page's title where the user gives none.
TITLE = "创新知识图谱"

__all__ = ["Report", "Skipped", "assess", "build", "contract_line", "explain", "extractions", "write_whole"]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A text that gave nothing, and why, in one line for people. `kind` is unsupported, unreadable or failed."""

    path: str
    line: str
    kind: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did: counts by class, predicate and reason, and the graph itself."""

    documents: int
    classes: dict[str, int]
    predicates: dict[str, int]
    planned: int
    figures: int
    skipped: tuple[Skipped, ...]
    left_out: tuple[link.LeftOut, ...]
    files: tuple[Path, ...]
    graph: KnowledgeGraph
    vocabulary: Vocabulary


@cache
def vocabulary() -> Vocabulary:
    """What ontology.ttl declares."""
    return load_vocabulary(resources.ontology())


@cache
def extractor(seeds: bool = True, rulebook: Path | None = None) -> Extractor:
    """The reader, with the lists of names in seeds/lists or without them.

    Args:
        rulebook: a folder of rule files to read instead of the package's own.
    """
    known = load_lists(resources.seeds() / "lists") if seeds else ()
    return Extractor.load(rulebook or resources.rulebook(), vocabulary(), known)


@cache
def shared_names() -> frozenset[str]:
    """Names that several places of the lists bear (西湖区, of Hangzhou and of Nanchang)."""
    counts = Counter(
        form
        for entry in load_lists(resources.seeds() / "lists")
        if entry.type == "Place"
        for form in {entry.name, *entry.aliases, *entry.hints}
    )
    return frozenset(form for form, count in counts.items() if count > 1)


def extractions(
    paths: Iterable[Path], *, seeds: bool = True, min_confidence: float = 0.0, rulebook: Path | None = None
) -> Iterator[Extraction | Skipped]:
    """Read files and folders and extract each document; a text that fails is reported and never stops the run.

    Raises:
        UsageError: a path does not exist.
        RulebookError: the rulebook or a list of names is broken.
    """
    found = sources.documents(list(paths))
    reader = extractor(seeds, rulebook)
    for item in found:
        if isinstance(item, Document):
            try:
                yield confident(reader.extract(item), min_confidence)
            except KgError as error:
                yield Skipped(item.path, str(error), "failed")
        else:
            yield Skipped(item.path, item.reason, item.kind)


def confident(extraction: Extraction, least: float) -> Extraction:
    """`extraction` with the facts and figures of at least this confidence."""
    if least <= 0:
        return extraction
    return replace(
        extraction,
        relations=tuple(r for r in extraction.relations if r.confidence >= least),
        observations=tuple(o for o in extraction.observations if o.confidence >= least),
    )


def assess(
    gold: Path,
    paths: Sequence[Path],
    *,
    seeds: bool = True,
    min_confidence: float = 0.0,
    rulebook: Path | None = None,
    on_skipped: Callable[[Skipped], None] = lambda item: None,
) -> evaluate.Evaluation:
    """Extract the texts and score them against the annotations in the folder `gold`; documents meet by name.

    Args:
        on_skipped: called with each text that gave nothing.

    Raises:
        UsageError: a path does not exist, or `gold` holds no annotation.
        SourceError: an annotation is broken.
    """
    wanted = evaluate.load_gold(gold)
    found: list[evaluate.Record] = []
    for item in extractions(paths, seeds=seeds, min_confidence=min_confidence, rulebook=rulebook):
        if isinstance(item, Extraction):
            found.append(evaluate.record_of(item))
        else:
            on_skipped(item)
    return evaluate.evaluate(wanted, found, vocabulary())


def explain(text: str, *, seeds: bool = True, rulebook: Path | None = None) -> Explanation:
    """What every stage saw in a sentence or in a file, and why it was kept or not.

    Args:
        text: the path of a file, or else the words themselves.

    Raises:
        UsageError: `text` is blank, a folder, or looks like the path of a file that is not there.
        SourceError: the file is no text.
    """
    # os.path, not Path: it says False to a sentence longer than a file name may be.
    if os.path.isdir(text):  # noqa: PTH112
        raise UsageError(f"{text}：这是文件夹；请给出一句话或一个文件")
    if text.endswith((".txt", ".md")) and not os.path.exists(text):  # noqa: PTH110
        raise UsageError(f"{text}：没有这个文件；请给出一句话或一个文件")
    if not text.strip():
        raise UsageError("没有可解释的文字；请给出一句话或一个文件")
    if os.path.isfile(text):  # noqa: PTH113
        document = sources.read(text)
    elif "\n" in text:
        document = sources.parse(text, "")
    else:
        document = Document("", text, text, range(len(text)), (Block("paragraph", 0, len(text)),))
    return explained(document, extractor(seeds, rulebook))


def contract_line(extraction: Extraction) -> str:
    """One document as the extraction contract's JSON object, on one line."""
    record = {
        "doc": extraction.name,
        "entities": [
            {
                "id": e.id,
                "type": e.type,
                "class": e.cls,
                "names": list(e.names),
                "iri": naming.entity_iri(spelling.tidy(e.names[0])),
                "mentions": [list(m) for m in e.mentions],
            }
            for e in extraction.entities
        ],
        "relations": [
            {
                "s": r.subject,
                "p": r.predicate,
                "o": r.object,
                "status": r.status,
                "confidence": r.confidence,
                "rule": r.rule,
                "start": r.start,
                "end": r.end,
                "quote": r.quote,
            }
            for r in extraction.relations
        ],
        "observations": [
            {
                "s": o.subject,
                "indicator": o.indicator,
                "value": o.value,
                "unit": o.unit,
                "comparator": o.comparator,
                "period": o.period,
                "status": o.status,
                "confidence": o.confidence,
                "rule": o.rule,
                "start": o.start,
                "end": o.end,
                "quote": o.quote,
            }
            for o in extraction.observations
        ],
    }
    return json.dumps(record, ensure_ascii=False)


def build(
    paths: Sequence[Path],
    folder: Path,
    *,
    seeds: bool = True,
    min_confidence: float = 0.0,
    rulebook: Path | None = None,
    title: str = "",
    sparql: bool = True,
    progress: Callable[[str], None] = lambda name: None,
) -> Report:
    """Make `folder` hold what the texts now say: graph.ttl, graph.nq, graph.html and the look-up index.

    Args:
        paths: files and folders; the project's own texts where none is given.
        sparql: put a SPARQL engine into the page, about 2 MB.
        progress: called with each document's name when it has been read.

    Raises:
        UsageError: a path does not exist, or no text could be read.
        GraphError: the folder cannot be written. Nothing is left half written.
    """
    found: list[Extraction] = []
    skipped: list[Skipped] = []
    texts = paths or [resources.seeds() / "texts"]
    for item in extractions(texts, seeds=seeds, min_confidence=min_confidence, rulebook=rulebook):
        if isinstance(item, Extraction):
            found.append(item)
            progress(item.name)
        else:
            skipped.append(item)
    if not found:
        reasons = "；".join(s.line for s in skipped[:3]) or "文件夹里没有 .txt 或 .md 文件"
        raise UsageError(f"没有可读的文本，未生成图谱：{reasons}")
    left_out: list[link.LeftOut] = []
    graph = link.link(found, vocabulary(), shared_names=shared_names() if seeds else (), on_left_out=left_out.append)
    names = (name for node in graph.nodes for name in (node.label, *node.aliases))
    queries = [(query.title_zh, query.title_en, query.text) for query in library.named_queries().values()]
    page = explore.render(
        graph,
        vocabulary(),
        title=title or TITLE,
        pinyin=pinyin.table(names),
        sparql=sparql,
        queries=queries if sparql else (),
    )
    files = output.write_build(folder, graph, vocabulary(), {"graph.html": page.encode("utf-8")})
    return Report(
        documents=len(found),
        classes=dict(sorted(Counter(n.cls for n in graph.nodes).items())),
        predicates=dict(sorted(Counter(f.predicate for f in graph.facts).items())),
        planned=sum(f.status == "planned" for f in graph.facts),
        figures=len(graph.figures),
        skipped=tuple(skipped),
        left_out=tuple(left_out),
        files=tuple(files),
        graph=graph,
        vocabulary=vocabulary(),
    )
