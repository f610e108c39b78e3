"""Filters that look at the evidence, and a place with everything in it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from page_driver import Explorer
from page_samples import small
from playwright.sync_api import Page, expect

from kg.explore import render
from kg.graph.ontology import load_vocabulary

pytestmark = pytest.mark.browser


def _more(page: Page) -> None:
    page.locator("#legend").get_by_text("更多筛选").click()


def test_planned_only(explorer: Explorer, html: str) -> None:
    page = explorer.open(html)
    _more(page)
    page.get_by_text("计划", exact=True).click()
    # 澄湖区 has a target among its figures
    assert explorer.shown() == {"数芯半导体", "澄湖天使基金", "先进芯片", "澄湖区"}
    assert page.evaluate("innokg.edges()") == 2
    page.get_by_role("status").get_by_role("button", name="清除筛选").click()
    assert len(explorer.shown()) == 19


def test_one_document(explorer: Explorer, html: str) -> None:
    page = explorer.open(html)
    _more(page)
    page.get_by_label("科技城走笔 2024-06-18").check()
    assert "先进芯片" in explorer.shown()
    assert "安创保" not in explorer.shown()
    page.get_by_label("安创保观察 2025-01-09").check()
    assert "安创保" in explorer.shown()


def test_a_range_of_dates(explorer: Explorer, html: str) -> None:
    page = explorer.open(html)
    _more(page)
    page.get_by_label("文献日期自").fill("2024-12-31")
    assert "恒瑞科技" in explorer.shown()
    assert "云翼物联" not in explorer.shown()
    page.get_by_label("至", exact=True).fill("2024-01-01")
    assert explorer.shown() == set()
    expect(page.get_by_role("status")).to_contain_text("没有符合条件的实体")


def test_a_document_that_knows_only_its_year_passes_every_range_of_that_year(explorer: Explorer) -> None:
    knowledge = small()
    sources = tuple(replace(source, date=source.date[:4]) for source in knowledge.sources)
    page = explorer.open(render(replace(knowledge, sources=sources), load_vocabulary()))
    _more(page)
    page.get_by_label("文献日期自").fill("2025-06-01")
    assert "恒瑞科技" in explorer.shown()
    assert "林知远" not in explorer.shown()


def test_confidence(explorer: Explorer, html: str) -> None:
    page = explorer.open(html)
    _more(page)
    page.get_by_label("可信度不低于").fill("0.8")
    assert page.evaluate("innokg.edges()") == 4
    assert "林知远" not in explorer.shown()


def test_a_place_and_everything_in_it(explorer: Explorer, html: str) -> None:
    page = explorer.open(html)
    _more(page)
    page.get_by_label("地区及其所辖").select_option(label="澄湖科技城")
    assert explorer.shown() == {"澄湖科技城", "西岭电子大学临澜研究院", "数芯半导体"}
    page.get_by_label("地区及其所辖").select_option(label="临澜市")
    assert explorer.shown() == {
        "临澜市", "澄湖区", "澄湖科技城", "西岭电子大学临澜研究院", "数芯半导体", "澄湖实验室", "澄湖区科技局",
    }  # fmt: skip


def test_relations_are_filtered_by_keyboard_too(explorer: Explorer, html: str) -> None:
    page = explorer.open(html)
    row = page.get_by_role("checkbox", name="孵化")
    row.focus()
    page.keyboard.press("Space")
    assert page.evaluate("innokg.edges()") == 22
    expect(row).to_be_focused()
    page.keyboard.press("Space")
    assert page.evaluate("innokg.edges()") == 23
