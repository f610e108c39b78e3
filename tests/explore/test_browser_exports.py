"""What the reader takes away: pictures, tables, RDF, GraphML, a brief; each opened again by somebody else's reader."""

from __future__ import annotations

import csv
import io
import struct
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pyoxigraph as ox
import pytest
from page_driver import Explorer
from page_samples import small

from kg.explore import render
from kg.graph.ontology import load_vocabulary
from kg.graph.rdf import to_turtle
from kg.model import KnowledgeGraph

pytestmark = pytest.mark.browser
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def _export(explorer: Explorer, item: str) -> bytes:
    page = explorer.page
    page.get_by_role("button", name="导出").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name=item).click()
    return Path(download.value.path()).read_bytes()


def _triples(turtle: bytes) -> set[ox.Triple]:
    return set(ox.parse(turtle, format=ox.RdfFormat.TURTLE))


def test_turtle_of_everything_says_what_the_build_says(explorer: Explorer, html: str, graph: KnowledgeGraph) -> None:
    explorer.open(html)
    said, built = _triples(_export(explorer, "Turtle")), _triples(to_turtle(graph, load_vocabulary()))
    assert said == built


def test_exports_hold_what_is_shown_only(explorer: Explorer, html: str) -> None:
    page = explorer.open(html)
    explorer.find("林知远")
    page.keyboard.press("1")
    network = nx.parse_graphml(_export(explorer, "GraphML").decode())
    assert {data["label"] for _, data in network.nodes(data=True)} == {"林知远", "澄湖实验室"}
    (edge,) = network.edges(data=True)
    assert edge[2]["predicate"] == "worksFor"
    assert edge[2]["evidence"] == "澄湖实验室主任林知远"
    facts = [t for t in _triples(_export(explorer, "Turtle")) if t.object.value.endswith("#Fact")]
    assert len(facts) == 1


def test_the_workbook_has_chinese_heads_and_numbers(explorer: Explorer, html: str) -> None:
    explorer.open(html)
    archive = zipfile.ZipFile(io.BytesIO(_export(explorer, "XLSX")))
    assert archive.testzip() is None
    names = [
        sheet.get("name") for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(f"{SHEET}sheet")
    ]
    assert names == ["实体", "关系", "数据"]
    rows = [
        [cell.findtext(f"{SHEET}v") or "".join(cell.itertext()) for cell in row]
        for row in ElementTree.fromstring(archive.read("xl/worksheets/sheet3.xml")).iter(f"{SHEET}row")
    ]
    assert rows[0][:4] == ["主体", "类别", "指标", "数值"]
    assert ["安创保", "60000000", "元"] in [[row[0], *row[-2:]] for row in rows[1:]]


def test_no_cell_is_taken_for_a_formula(explorer: Explorer) -> None:
    knowledge = small()
    names = ("=HYPERLINK(1)", "+1", "-1+2", "@SUM(A1)", "\t=1", "＝1+1", "plain")
    nodes = tuple(replace(node, label=name) for node, name in zip(knowledge.nodes, names, strict=False))
    explorer.open(render(replace(knowledge, nodes=nodes + knowledge.nodes[len(names) :]), load_vocabulary()))
    text = _export(explorer, "CSV").decode("utf-8-sig")
    found = {row[0] for row in csv.reader(io.StringIO(text))}
    assert {"'=HYPERLINK(1)", "'+1", "'-1+2", "'@SUM(A1)", "'＝1+1", "plain"} <= found
    sheet = zipfile.ZipFile(io.BytesIO(_export(explorer, "XLSX"))).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert ">=HYPERLINK" not in sheet


def test_pictures_are_fit_for_print(explorer: Explorer, html: str) -> None:
    explorer.open(html)
    png = _export(explorer, "PNG")
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", png[16:24]) == (3507, 2481)  # A4 at 300 dots to the inch
    text = "".join(ElementTree.fromstring(_export(explorer, "SVG")).itertext())
    for words in ("澄湖创新知识图谱", "西岭电子大学", "企业  3", "计划", "依据 3 篇文献"):
        assert words in text


def test_a_brief_numbers_its_sources(explorer: Explorer, html: str) -> None:
    page = explorer.open(html)
    explorer.find("澄湖实验室")
    with page.expect_download() as download:
        page.get_by_role("button", name="简报").click()
    assert download.value.suggested_filename == "澄湖实验室.md"
    brief = Path(download.value.path()).read_text("utf-8")
    assert brief.startswith("# 澄湖实验室\n")
    assert "- 澄湖科芯1号 [1][2]" in brief
    assert (
        "1. “记者了解到，澄湖实验室历时三年研制出澄湖科芯1号，性能国内领先。” — 澄湖实验室记，临澜日报，2023-03-02"
        in brief
    )
