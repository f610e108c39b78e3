"""The graph as four tables with Chinese headers, for people with a spreadsheet: as CSV and as one workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from kg.graph.export.workbook import write_workbook
from kg.graph.spreadsheets import harmless
from kg.model import Fact, Figure, KnowledgeGraph, Vocabulary

Cell = str | int | float

_STATUS = {"asserted": "已述", "planned": "计划", "achieved": "已达成", "target": "目标"}
_SIGNS = {"=": "等于", ">": "超过", ">=": "不低于", "<": "不到", "<=": "不超过", "~": "约"}
_EVIDENCE = ("原文", "文献", "起始字符", "结束字符", "置信度", "规则", "标识")


@dataclass(frozen=True, slots=True)
class Table:
    """A table by its name; every row is as long as `columns`."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: list[tuple[Cell, ...]]


def tables(graph: KnowledgeGraph, vocabulary: Vocabulary) -> tuple[Table, ...]:
    """The tables of entities, relations, figures and documents, in the graph's order."""
    labels = {node.iri: node.label for node in graph.nodes}
    words = {cls: zh for cls, (zh, _) in vocabulary.labels.items()}
    relations = {name: relation.label_zh for name, relation in vocabulary.properties.items()}
    classes = {node.iri: words.get(node.cls, node.cls) for node in graph.nodes}
    return (
        Table(
            "entities",
            "实体",
            ("名称", "英文名", "别名", "类", "上级类", "文献数", "文献", "标识"),
            [
                (n.label, n.label_en, "、".join(n.aliases), classes[n.iri], words.get(n.type, n.type),
                 len(n.documents), "、".join(n.documents), n.iri)
                for n in graph.nodes
            ],
        ),
        Table(
            "relations",
            "关系",
            ("主语", "主语类", "关系", "宾语", "宾语类", "状态", *_EVIDENCE),
            [
                (labels[f.subject], classes[f.subject], relations[f.predicate], labels[f.object], classes[f.object],
                 _STATUS[f.status], *_evidence(f))
                for f in graph.facts
            ],
        ),
        Table(
            "figures",
            "指标",
            ("主体", "主体类", "指标", "比较", "数值", "单位", "时期", "状态", *_EVIDENCE),
            [
                (labels[f.subject], classes[f.subject], f.indicator, _SIGNS[f.comparator], f.value, f.unit,
                 f.period or "", _STATUS[f.status], *_evidence(f))
                for f in graph.figures
            ],
        ),
        Table(
            "documents",
            "文献",
            ("名称", "标题", "来源", "日期", "原文件", "标识"),
            [(s.name, s.title, s.publisher, s.date, s.origin, s.iri) for s in graph.sources],
        ),
    )  # fmt: skip


def csv_tables(graph: KnowledgeGraph, vocabulary: Vocabulary) -> dict[str, bytes]:
    """The tables as CSV in UTF-8 with a byte order mark, without which spreadsheets garble Chinese.

    A text that a spreadsheet would run as a formula gets an apostrophe before it.
    """
    return {
        f"{table.name}.csv": b"\xef\xbb\xbf" + _csv(table.columns, table.rows) for table in tables(graph, vocabulary)
    }


def xlsx(graph: KnowledgeGraph, vocabulary: Vocabulary) -> dict[str, bytes]:
    """The tables as the sheets of one workbook. Raises `GraphError` if a table is too long for a sheet."""
    sheets = [(table.title, table.columns, table.rows) for table in tables(graph, vocabulary)]
    return {"graph.xlsx": write_workbook(sheets)}


def _evidence(said: Fact | Figure) -> tuple[Cell, ...]:
    return said.quote, said.document, said.start, said.end, said.confidence, said.rule, said.iri


def _csv(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return out.getvalue().encode("utf-8", "replace")
