"""KnowledgeGraph -> the files of other tools, by format. Same graph, same bytes.

A format is one function from the graph and its vocabulary to files (name -> bytes), and one line of `FORMATS`.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias, cast

from kg.model import KnowledgeGraph, Vocabulary

Files = dict[str, bytes]
Writer: TypeAlias = Callable[[KnowledgeGraph, Vocabulary], Files]


@dataclass(frozen=True, slots=True)
class Format:
    """A format by name: the function that writes it, as `module:function`, and whether it takes several files."""

    name: str
    title_zh: str
    title_en: str
    where: str
    several: bool = False


#: By name. The functions are imported when they are called: some bring a library with them.
FORMATS = {
    format_.name: format_
    for format_ in (
        Format("turtle", "合并后的图", "the merged graph", "triples:turtle"),
        Format("ntriples", "合并后的图，每行一条", "the merged graph, a triple a line", "triples:ntriples"),
        Format("nquads", "每篇文献一个图", "one named graph per document", "triples:nquads"),
        Format("trig", "每篇文献一个图", "one named graph per document", "triples:trig"),
        Format("jsonld", "每篇文献一个图", "one named graph per document", "jsonld:jsonld"),
        Format("rdf12", "以 RDF 1.2 具体化三元组表示事实", "facts as RDF 1.2 reifiers, in Turtle", "triples:rdf12"),
        Format("graphml", "网络：yEd、Cytoscape、igraph", "the network", "networks:graphml"),
        Format("gexf", "网络：Gephi", "the network, for Gephi", "networks:gexf"),
        Format("neo4j", "neo4j-admin 导入用的 CSV", "CSV for neo4j-admin database import", "neo4j:neo4j", True),
        Format("csv", "实体、关系、指标、文献四张表", "four tables with Chinese headers", "sheets:csv_tables", True),
        Format("xlsx", "同样四张表的工作簿", "the same tables as a workbook", "sheets:xlsx"),
    )
}


def export(graph: KnowledgeGraph, vocabulary: Vocabulary, format_: str) -> Files:
    """The files (name -> bytes) of `graph` in the format of that name; one unless the format takes several.

    Raises `KeyError` for a name that is not in `FORMATS`, `GraphError` for a graph that the format cannot hold.
    """
    module, _, function = FORMATS[format_].where.partition(":")
    writer = cast(Writer, getattr(importlib.import_module(f"kg.graph.export.{module}"), function))
    return writer(graph, vocabulary)
