"""CSV for `neo4j-admin database import full`, with the headers it wants, and the command that imports it.

Entities, figures and documents are nodes; facts are relationships of the type INCUBATES, CO_BUILDS_LAB_WITH …, and
where they are plans only, PLANNED_INCUBATES …, so that no query for what is takes a plan for it. This is data for a
program: values stand as they are, without guards against spreadsheets.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from kg.model import KnowledgeGraph, Vocabulary

_COMMAND = """\
# 在 Neo4j 服务器上、数据库停止时运行 · Run where Neo4j is installed, while the database is stopped
neo4j-admin database import full neo4j --overwrite-destination --array-delimiter='|' \\
  --nodes=entities.csv --nodes=figures.csv --nodes=documents.csv \\
  --relationships=facts.csv --relationships=about.csv --relationships=mentioned.csv
"""


def neo4j(graph: KnowledgeGraph, vocabulary: Vocabulary) -> dict[str, bytes]:
    """Three files of nodes, three of relationships, and import.txt, the command that takes them in."""
    documents = {source.name: source.iri for source in graph.sources}
    return {
        "entities.csv": _file(
            ("iri:ID", "name", "name_en", "aliases:string[]", "class", "type", ":LABEL"),
            (
                (n.iri, n.label, n.label_en, _array(n.aliases), n.cls, n.type, _array(vocabulary.ancestors(n.cls)))
                for n in graph.nodes
            ),
        ),
        "figures.csv": _file(
            ("iri:ID", "indicator", "value:double", "unit", "comparator", "period", "status", "confidence:double",
             "rule", "document", "start:int", "end:int", "quote", ":LABEL"),
            (
                (f.iri, f.indicator, f.value, f.unit, f.comparator, f.period or "", f.status, f.confidence, f.rule,
                 f.document, f.start, f.end, f.quote, "Observation")
                for f in graph.figures
            ),
        ),
        "documents.csv": _file(
            ("iri:ID", "name", "title", "publisher", "date", "origin", ":LABEL"),
            ((s.iri, s.name, s.title, s.publisher, s.date, s.origin, "Document") for s in graph.sources),
        ),
        "facts.csv": _file(
            (":START_ID", "iri", "status", "confidence:double", "rule", "document", "start:int", "end:int", "quote",
             ":END_ID", ":TYPE"),
            (
                (f.subject, f.iri, f.status, f.confidence, f.rule, f.document, f.start, f.end, f.quote, f.object,
                 _kind(f.predicate, f.status))
                for f in graph.facts
            ),
        ),
        "about.csv": _file(
            (":START_ID", ":END_ID", ":TYPE"), ((f.iri, f.subject, "ABOUT") for f in graph.figures)
        ),
        "mentioned.csv": _file(
            (":START_ID", ":END_ID", ":TYPE"),
            ((n.iri, documents[document], "MENTIONED_IN") for n in graph.nodes for document in n.documents),
        ),
        "import.txt": _COMMAND.encode("utf-8"),
    }  # fmt: skip


def _kind(predicate: str, status: str) -> str:
    name = re.sub(r"(?<!^)(?=[A-Z])", "_", predicate).upper()
    return f"PLANNED_{name}" if status == "planned" else name


def _array(values: Iterable[str]) -> str:
    # The importer knows no escape for the delimiter.
    return "|".join(value.replace("|", "¦") for value in values)


def _file(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    # The importer takes a line for a record unless it is told otherwise.
    writer.writerows([re.sub(r"[\r\n]+", " ", str(value)) for value in row] for row in rows)
    return out.getvalue().encode("utf-8", "replace")
