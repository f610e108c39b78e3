"""Five questions that a newcomer answers about the project's own texts by clicking alone: not one key is pressed."""

from __future__ import annotations

from collections import Counter

import networkx as nx
import pytest
from page_driver import Explorer
from playwright.sync_api import Locator, Page, expect

from kg.model import KnowledgeGraph, Node

pytestmark = pytest.mark.browser
Seeds = tuple[KnowledgeGraph, str]


def _entity(graph: KnowledgeGraph, name: str) -> Node:
    return next(node for node in graph.nodes if name in (node.label, *node.aliases))


def _only(page: Page, kind: str) -> None:
    """Click “only” in a row of the legend."""
    page.locator("#legend .legend-row", has_text=kind).first.hover()
    page.get_by_role("button", name=f"只看{kind}", exact=True).click()


def _cells(rows: Locator, column: int) -> Counter[str]:
    return Counter(row.locator("th, td").nth(column).inner_text() for row in rows.all())


def test_who_builds_joint_laboratories_with_the_institute(explorer: Explorer, seeds: Seeds) -> None:
    graph, html = seeds
    page = explorer.open(html)
    institute = _entity(graph, "西电杭研院")
    label = {node.iri: node.label for node in graph.nodes}
    partners = {
        label[end]
        for fact in graph.facts
        if fact.predicate == "coBuildsLabWith" and institute.iri in (fact.subject, fact.object)
        for end in {fact.subject, fact.object} - {institute.iri}
    }
    assert "大华智慧物联" in partners  # the text says so
    page.get_by_role("button", name="谁和谁共建联合实验室？").click()
    rows = page.locator("tbody tr", has_text=institute.label)
    found = {cell for column in (0, 2) for cell in _cells(rows, column)} - {institute.label}
    assert found == partners
    rows.first.click()
    expect(page.locator("#card .sentence")).to_contain_text("大华智慧物联")
    explorer.click(institute.label)
    group = page.locator("#card section", has=page.get_by_role("heading", name="共建联合实验室"))
    assert {b.inner_text() for b in group.locator(".entity bdi").all()} == partners


def test_what_did_the_laboratory_develop_and_where_does_it_say_so(explorer: Explorer, seeds: Seeds) -> None:
    graph, html = seeds
    page = explorer.open(html)
    laboratory = _entity(graph, "湘湖实验室")
    page.get_by_role("button", name="创新平台的细类").click()
    _only(page, "实验室")
    explorer.click(laboratory.label)
    card = page.locator("#card")
    expect(card.get_by_role("heading", level=2)).to_have_text(laboratory.label)
    expect(card).to_contain_text("芯片")
    label = {node.iri: node.label for node in graph.nodes}
    made = {label[f.object] for f in graph.facts if f.predicate == "develops" and f.subject == laboratory.iri}
    developed = card.locator("section", has=page.get_by_role("heading", name="研发"))
    assert {b.inner_text() for b in developed.locator(".entity bdi").all()} == made
    card.locator("details").first.locator("summary").click()
    origin = card.locator("details[open] .origin")
    assert origin.locator("cite").inner_text() in {source.title for source in graph.sources}
    expect(origin).to_contain_text("字")
    expect(card.locator("details[open] .sentence .full, details[open] .sentence p").first).to_contain_text("研发")


def test_how_is_the_enterprise_tied_to_the_district(explorer: Explorer, seeds: Seeds) -> None:
    graph, html = seeds
    page = explorer.open(html)
    enterprise, district = _entity(graph, "乾晶半导体"), _entity(graph, "萧山区")
    card = page.locator("#card")
    card.get_by_role("button", name=district.label).click()
    card.get_by_role("button", name="路径…").click()
    page.get_by_role("button", name="全部放进画面").click()
    explorer.click(enterprise.label)
    network = nx.Graph((f.subject, f.object) for f in graph.facts)
    if nx.has_path(network, district.iri, enterprise.iri):
        ways = list(nx.all_shortest_paths(network, district.iri, enterprise.iri))
        expect(card).to_contain_text(f"{len(ways)} 条最短路径，每条 {len(ways[0]) - 1} 步")
        card.locator(".step").first.click()
        expect(card.locator(".sentence").first).to_be_visible()
        return
    # no relation joins the two: it says so, shows where both are spoken of, and leads on from either
    expect(card).to_contain_text("没有路径")
    both = set(enterprise.documents) & set(district.documents)
    titles = {source.title for source in graph.sources if source.name in both}
    shared = card.locator("section", has=page.get_by_role("heading", name="两者同见于"))
    assert {cite.inner_text() for cite in shared.locator("cite").all()} == titles
    card.get_by_role("button", name=enterprise.label).click()
    expect(card.get_by_role("heading", level=2)).to_have_text(enterprise.label)
    expect(card).to_contain_text("萧经开")


def test_which_policies_have_money_figures(explorer: Explorer, seeds: Seeds) -> None:
    graph, html = seeds
    page = explorer.open(html)
    node = {node.iri: node for node in graph.nodes}
    money = Counter(
        node[f.subject].label for f in graph.figures if f.unit == "元" and node[f.subject].type in ("Policy", "Fund")
    )
    page.get_by_role("button", name="哪些政策与基金有金额？").click()
    rows = page.locator("tbody tr")
    assert _cells(rows, 0) == money
    assert explorer.shown() == set(money)
    _only(page, "政策")
    assert set(_cells(rows, 0)) == {n.label for n in graph.nodes if n.type == "Policy" and n.label in money}
    rows.first.click()
    expect(page.locator("#card .amount").first).to_contain_text("元")


def test_what_is_planned_but_not_done(explorer: Explorer, seeds: Seeds) -> None:
    graph, html = seeds
    page = explorer.open(html)
    page.get_by_role("button", name="哪些是计划、尚未落实？").click()
    foot = page.locator(".lists-foot")
    expect(foot).to_contain_text(f"共 {sum(fact.status == 'planned' for fact in graph.facts)} 行")
    assert set(_cells(page.locator("tbody tr"), 3)) == {"计划"}
    page.get_by_role("tab", name="数据").click()
    expect(foot).to_contain_text(f"共 {sum(figure.status == 'target' for figure in graph.figures)} 行")
    assert set(_cells(page.locator("tbody tr"), 5)) == {"目标"}


def test_a_way_that_leads_over_others_is_told_step_by_step(explorer: Explorer, html: str) -> None:
    page = explorer.open(html)
    explorer.click("数芯半导体")
    page.locator("#card").get_by_role("button", name="路径…").click()
    explorer.click("澄湖区")
    path = page.locator("#card .paths li").first
    assert path.locator("bdi, .step").all_inner_texts() == ["数芯半导体", "位于", "澄湖科技城", "位于", "澄湖区"]
