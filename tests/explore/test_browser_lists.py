"""Lists beside the map: sorted, filtered, in step with the selection, and walked by keyboard."""

from __future__ import annotations

import pytest
from page_driver import Explorer
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_entities_sort_and_filter(explorer: Explorer, html: str) -> None:
    page = explorer.open(html)
    page.keyboard.press("t")
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(19)
    head = page.get_by_role("columnheader", name="关系数")
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    expect(rows.first).to_contain_text("澄湖区")
    head.get_by_role("button").click()
    expect(rows.first).to_contain_text("孤山研究所")
    page.get_by_placeholder("在表中筛选").fill("联合")
    expect(rows).to_have_count(1)


def test_lists_and_map_share_the_selection(explorer: Explorer, html: str) -> None:
    page = explorer.open(html)
    page.keyboard.press("t")
    page.get_by_role("button", name="安创保", exact=True).click()
    assert explorer.selected() == ["安创保"]
    expect(page.locator("#card h2")).to_have_text("安创保")
    page.keyboard.press("Escape")
    explorer.click("恒瑞科技")
    expect(page.locator("tr.selected")).to_contain_text("恒瑞科技")


def test_facts_and_figures_follow_the_filters(explorer: Explorer, html: str) -> None:
    page = explorer.open(html)
    page.keyboard.press("t")
    page.get_by_role("tab", name="实体").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="关系")).to_be_focused()
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(24)
    page.get_by_role("button", name="只看研发").click()
    expect(rows).to_have_count(2)
    rows.first.click()
    expect(page.locator("#card h2")).to_have_text("研发")
    page.locator("#legend").get_by_role("button", name="全选").click()
    page.get_by_role("tab", name="数据").click()
    expect(rows).to_have_count(4)
    page.get_by_role("button", name="元 2").click()
    expect(rows).to_have_count(2)
    page.get_by_role("columnheader", name="数值").get_by_role("button").click()
    expect(rows.first).to_contain_text("5 亿元")


def test_questions_of_the_guide_are_one_click_away(explorer: Explorer, html: str) -> None:
    page = explorer.open(html)
    page.get_by_role("button", name="哪些政策与基金有金额？").click()
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(2)
    assert explorer.shown() == {"安创保", "澄湖天使基金"}
    page.get_by_role("button", name="总览", exact=True).click()
    expect(page.locator("#lists")).to_be_hidden()
    assert len(explorer.shown()) == 19
    page.get_by_role("button", name="哪些是计划、尚未落实？").click()
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("计划")


def test_several_are_chosen_by_keyboard(explorer: Explorer, html: str) -> None:
    page = explorer.open(html)
    explorer.find("恒瑞科技")
    page.keyboard.press("/")
    page.keyboard.insert_text("澄湖区")
    page.keyboard.press("Shift+Enter")
    assert explorer.selected() == ["恒瑞科技", "澄湖区"]
    page.keyboard.press("t")
    page.get_by_role("button", name="云翼物联", exact=True).press("Shift+Enter")
    assert explorer.selected() == ["恒瑞科技", "澄湖区", "云翼物联"]
    page.locator("#card").get_by_role("button", name="只看这些").press("Enter")
    assert explorer.shown() == {"恒瑞科技", "澄湖区", "云翼物联"}
