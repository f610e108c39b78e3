"""A document as its annotation says it and as the system says it, in one shape; the gold files read and checked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import SourceError, UsageError
from kg.model import Extraction, Span

#: The layout of a gold document that names none.
CLEAN = "clean"


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity. `mentions` are spans of the original; an annotation gives none."""

    id: str
    type: str
    names: tuple[str, ...]
    optional: bool = False
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A relation. `source` says which rule found it and how sure it is; an annotation has none."""

    subject: str
    predicate: str
    object: str
    quote: str
    optional: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """An observation; `quote` and `source` as in `Statement`."""

    subject: str
    indicator: str
    value: float
    unit: str
    quote: str = ""
    optional: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One document. `entities` are by id; `original` is the decoded file where it is known."""

    name: str
    entities: Mapping[str, Thing]
    relations: tuple[Statement, ...] = ()
    observations: tuple[Count, ...] = ()
    layout: str = CLEAN
    original: str = ""

    def label(self, id_: str) -> str:
        """The canonical name of an entity."""
        return self.entities[id_].names[0] if id_ in self.entities else "?"


def record_of(extraction: Extraction) -> Record:
    """What the system found in one document."""
    return Record(
        extraction.name,
        {e.id: Thing(e.id, e.type, e.names, mentions=e.mentions) for e in extraction.entities},
        tuple(
            Statement(r.subject, r.predicate, r.object, r.quote, source=f"{r.rule} {r.confidence:.2f}")
            for r in extraction.relations
        ),
        tuple(
            Count(o.subject, o.indicator, float(o.value), o.unit, o.quote, source=f"{o.rule} {o.confidence:.2f}")
            for o in extraction.observations
        ),
        original=extraction.original,
    )


def load_gold(folder: Path) -> list[Record]:
    """The annotations of a folder, one NAME.json a document, in the order of their file names.

    Beside the keys of the annotation guide a document may say its `layout` ("clean" where it does not).

    Raises:
        UsageError: the folder is not there or holds no annotation.
        SourceError: a file is no annotation, or names an entity that it does not declare.
    """
    files = sorted(folder.glob("*.json")) if folder.is_dir() else []
    if not files:
        raise UsageError(f"{folder}：没有标注文件（*.json）；请给出标注所在的文件夹")
    return [_read(path) for path in files]


def _read(path: Path) -> Record:
    try:
        record = parse(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        reason = f"缺少 {error}" if isinstance(error, KeyError) else str(error)
        raise SourceError(f"{path}：不是可用的标注（{reason}）；请对照标注说明改正") from error
    named = [
        *(end for r in record.relations for end in (r.subject, r.object)),
        *(o.subject for o in record.observations),
    ]
    unknown = sorted(set(named) - record.entities.keys())
    if unknown:
        raise SourceError(f"{path}：引用了未声明的实体 {unknown[0]}；请补上或改正")
    return record


def parse(raw: Mapping[str, Any]) -> Record:
    """An annotation as its JSON has it. Raises KeyError, TypeError or ValueError where it is none."""
    entities = [_thing(e) for e in raw.get("entities", ())]
    return Record(
        str(raw["doc"]),
        {e.id: e for e in entities},
        tuple(
            Statement(r["s"], r["p"], r["o"], str(r.get("quote") or ""), bool(r.get("optional", False)))
            for r in raw.get("relations", ())
        ),
        tuple(
            Count(
                o["s"], o["indicator"], float(o["value"]), o["unit"], str(o.get("quote") or ""),
                bool(o.get("optional", False)),
            )
            for o in raw.get("observations", ())
        ),
        str(raw.get("layout") or CLEAN),
    )  # fmt: skip


def _thing(raw: Mapping[str, Any]) -> Thing:
    names = tuple(str(n) for n in raw["names"])
    if not names:
        raise ValueError(f"{raw['id']} 没有名称")
    return Thing(str(raw["id"]), str(raw["type"]), names, bool(raw.get("optional", False)))
