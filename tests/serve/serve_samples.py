"""A small build about bodies that do not exist, with names that try to be markup, formulas and paths."""

from __future__ import annotations

from pathlib import Path

from kg.graph.naming import BASE, document_iri, entity_iri, statement_iri
from kg.graph.ontology import load_vocabulary
from kg.graph.output import write_build
from kg.model import Fact, Figure, KnowledgeGraph, Node, Source

#: Names that a careless page, table or path would obey.
SCRIPT, FORMULA, TRAVERSAL = "<script>alert(1)</script>研究院", "=HYPERLINK(1)中心", "../../etc/passwd"
INSTITUTE, FIRM, PLACE = "云澜理工大学临江研究院", "澄晶半导体", "临江区"
PAGE = "<!doctype html><title>探索</title>"


def entity(name: str) -> str:
    return entity_iri(name)


def graph() -> KnowledgeGraph:
    sources = (
        Source("甲报", document_iri("甲报"), "临江区 <b>创新</b>要闻", "甲报社", "2024-05-01", "a.txt"),
        Source("乙报", document_iri("乙报"), "", "", "", "b.txt"),
    )
    kinds = {
        INSTITUTE: ("ResearchInstitute", "Platform", ("云研院", "云澜临江院")),
        FIRM: ("Enterprise", "Enterprise", ()),
        PLACE: ("Place", "Place", ()),
        SCRIPT: ("Platform", "Platform", ()),
        FORMULA: ("Platform", "Platform", ()),
        TRAVERSAL: ("Enterprise", "Enterprise", ()),
    }
    nodes = tuple(
        Node(
            entity(name),
            cls,
            type_,
            name,
            aliases,
            "",
            ("甲报", "乙报"),
            (("甲报", (name, *aliases)), ("乙报", (name,))),
        )
        for name, (cls, type_, aliases) in kinds.items()
    )
    said = (
        (INSTITUTE, "incubates", FIRM, "asserted", "孵化了澄晶半导体"),
        (INSTITUTE, "locatedIn", PLACE, "asserted", "位于临江区"),
        (SCRIPT, "locatedIn", PLACE, "planned", "将落户临江区"),
        (FORMULA, "incubates", TRAVERSAL, "asserted", "孵化 & <i>"),
    )
    facts = tuple(
        Fact(
            statement_iri("fact", s, p, o), entity(s), p, entity(o), status, "甲报", 10 * i, 10 * i + len(quote),
            quote, f"{s}{quote}。", "test.rule", 0.9,
        )
        for i, (s, p, o, status, quote) in enumerate(said)
    )  # fmt: skip
    figures = (
        Figure(
            statement_iri("observation", "孵化企业"), entity(INSTITUTE), "孵化企业", 200, "家", ">", "2024", "target",
            "乙报", 5, 14, "孵化企业超200家", "力争孵化企业超200家。", "test.figure", 0.8,
        ),
    )  # fmt: skip
    return KnowledgeGraph(nodes, facts, figures, sources)


def write(folder: Path) -> Path:
    """The build in `folder`; the folder."""
    write_build(folder, graph(), load_vocabulary(), {"graph.html": PAGE.encode()})
    return folder


__all__ = ["BASE", "FIRM", "FORMULA", "INSTITUTE", "PAGE", "PLACE", "SCRIPT", "TRAVERSAL", "entity", "graph", "write"]
