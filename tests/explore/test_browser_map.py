"""The page in a real browser: it opens, finds, shows cards with evidence, filters; and asks nothing of the network."""

from __future__ import annotations

import pytest
from page_driver import Explorer
from playwright.sync_api import expect
from synthetic import graph as graph_of

from kg.explore import render
from kg.graph.ontology import load_vocabulary
from kg.model import KnowledgeGraph

pytestmark = pytest.mark.browser


def test_it_opens_from_a_file_on_an_overview_of_everything(explorer: Explorer, html: str) -> None:
    page = explorer.open(html)
    assert len(explorer.shown()) == 19
    expect(page.get_by_role("status")).to_contain_text("19 / 19 个实体")
    expect(page.locator("h1")).to_have_text("澄湖创新知识图谱")
    assert [url for url in explorer.requests if not url.startswith("file:")] == []


SEARCHES = {
    "part": ("澄湖实验", "澄湖实验室"),
    "alias": ("西电临研院", "西岭电子大学临澜研究院"),
    "pinyin": ("xidianlinyanyuan", "西岭电子大学临澜研究院"),
    "initials": ("xdlyy", "西岭电子大学临澜研究院"),
    "mixed": ("xidly", "西岭电子大学临澜研究院"),
    "typo": ("数心半导体", "数芯半导体"),
    "pinyin typo": ("shuxinbandaoty", "数芯半导体"),
}


def test_search_finds_names_aliases_pinyin_initials_and_typos(explorer: Explorer, html: str) -> None:
    explorer.open(html)
    for kind, (typed, entity) in SEARCHES.items():
        explorer.find(typed)
        assert explorer.selected() == [entity], kind


def test_search_groups_by_class_and_says_when_nothing_fits(explorer: Explorer, html: str) -> None:
    page = explorer.open(html)
    page.keyboard.press("/")
    page.keyboard.insert_text("澄湖")
    expect(page.get_by_role("listbox").get_by_role("group")).not_to_have_count(0)
    first = page.get_by_role("option").first
    expect(first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "false")
    page.get_by_role("combobox").fill("qqqqqqqq")
    expect(page.get_by_role("listbox")).to_contain_text("没有找到")


def test_a_click_opens_the_card_with_its_evidence(explorer: Explorer, html: str) -> None:
    page = explorer.open(html)
    explorer.click("澄湖实验室")
    card = page.locator("#card")
    expect(card.get_by_role("heading", level=2)).to_have_text("澄湖实验室")
    item = card.locator("li", has_text="澄湖科芯1号").first
    expect(item.locator("mark.subject").first).to_have_text("澄湖实验室")
    expect(item.locator("mark.object").first).to_have_text("澄湖科芯1号")
    item.locator("summary").first.click()
    expect(item.locator(".origin").first).to_contain_text("澄湖实验室记")
    expect(item.locator(".origin").first).to_contain_text("2023-03-02")
    expect(item.locator(".origin").first).to_contain_text("develops/1")
    expect(item.locator(".origin").first).to_contain_text("0.60")


def test_the_card_shows_aliases_figures_and_what_is_planned(explorer: Explorer, html: str) -> None:
    page = explorer.open(html)
    explorer.find("安创保")
    card = page.locator("#card")
    expect(card).to_contain_text("安创保制度")
    expect(card.locator(".amount")).to_have_text("超 6,000 万元")
    expect(card).to_contain_text("已实现")
    explorer.find("澄湖天使基金")
    expect(card.locator("li.planned", has_text="数芯半导体")).to_contain_text("计划")
    expect(card).to_contain_text("5 亿元")


def test_an_end_that_the_sentence_does_not_name_is_said_to_be_carried_over(explorer: Explorer, html: str) -> None:
    page = explorer.open(html)
    explorer.find("数芯半导体")
    incubated = page.locator("#card li", has_text="西岭电子大学临澜研究院").first
    expect(incubated).to_contain_text("承接上文")


def test_a_click_on_a_line_opens_the_relation(explorer: Explorer, html: str) -> None:
    page = explorer.open(html)
    explorer.find("孤山研究所")
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    explorer.find("林知远")
    page.keyboard.press("1")
    explorer.still()
    a, b = (page.evaluate("label => innokg.where(label)", label) for label in ("林知远", "澄湖实验室"))
    page.mouse.click(a["x"] * 0.6 + b["x"] * 0.4, a["y"] * 0.6 + b["y"] * 0.4)
    expect(page.locator("#card h2")).to_have_text("任职于")
    expect(page.locator("#card .sentence")).to_contain_text("澄湖实验室主任林知远")


def test_the_legend_filters(explorer: Explorer, html: str) -> None:
    page = explorer.open(html)
    legend = page.locator("#legend")
    row = legend.locator(".legend-row", has_text="企业").first
    expect(row.locator(".count")).to_have_text("3")
    row.get_by_role("checkbox").uncheck()
    assert "数芯半导体" not in explorer.shown()
    assert len(explorer.shown()) == 16
    row.get_by_role("checkbox").check()
    legend.get_by_role("button", name="只看政策").click()
    assert explorer.shown() == {"安创保"}
    legend.get_by_role("button", name="全选").click()
    assert len(explorer.shown()) == 19


def test_language_and_light_switch(explorer: Explorer, html: str) -> None:
    page = explorer.open(html)
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("status")).to_contain_text("19 of 19 entities")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_names_do_not_collide(explorer: Explorer) -> None:
    page = explorer.open(render(graph_of(400), load_vocabulary()))
    for keys, least in ("0", 8), ("++", 10), ("++", 10):
        for key in keys:
            page.locator("#canvas").press(key)
        explorer.still()
        names = page.evaluate("innokg.names().map(({left, top, width, height}) => [left, top, width, height])")
        assert len(names) >= least
        for i, (left, top, width, height) in enumerate(names):
            for x, y, w, h in names[:i]:
                assert left + width <= x or x + w <= left or top + height <= y + 1 or y + h <= top + 1


def test_a_graph_of_nothing_and_of_one_entity_open(explorer: Explorer, graph: KnowledgeGraph) -> None:
    page = explorer.open(render(KnowledgeGraph((), (), (), ()), load_vocabulary()))
    expect(page.get_by_role("status")).to_contain_text("0 / 0 个实体")
    page = explorer.open(render(KnowledgeGraph(graph.nodes[:1], (), (), graph.sources), load_vocabulary()))
    explorer.click("澄湖区")
    expect(page.locator("#card")).to_contain_text("没有记录到关系")
