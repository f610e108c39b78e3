"""Five questions that a newcomer answers by clicking alone."""

from __future__ import annotations

import pytest
from page_driver import Explorer
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_who_builds_joint_laboratories_with_the_institute(explorer: Explorer, html: str) -> None:
    page = explorer.open(html)
    page.get_by_role("button", name="谁和谁共建联合实验室？").click()
    row = page.locator("tbody tr", has_text="西岭电子大学临澜研究院")
    expect(row).to_contain_text("云翼物联")
    row.click()
    expect(page.locator("#card .sentence")).to_contain_text("西电临研院与云翼物联共建智能感知联合实验室")


def test_what_did_the_laboratory_develop_and_where_does_it_say_so(explorer: Explorer, html: str) -> None:
    page = explorer.open(html)
    explorer.click("澄湖实验室")
    developed = page.locator("#card section", has=page.get_by_role("heading", name="研发"))
    expect(developed.get_by_role("button", name="澄湖科芯1号")).to_be_visible()
    developed.locator("summary").first.click()
    expect(developed).to_contain_text("澄湖实验室记")
    expect(developed).to_contain_text("第 6–24 字")


def test_how_is_the_enterprise_tied_to_the_district(explorer: Explorer, html: str) -> None:
    page = explorer.open(html)
    explorer.click("数芯半导体")
    page.locator("#card").get_by_role("button", name="路径…").click()
    explorer.click("澄湖区")
    path = page.locator("#card .paths li").first
    assert path.locator("bdi, .step").all_inner_texts() == ["数芯半导体", "位于", "澄湖科技城", "位于", "澄湖区"]


def test_which_policies_have_money_figures(explorer: Explorer, html: str) -> None:
    page = explorer.open(html)
    page.get_by_role("button", name="哪些政策与基金有金额？").click()
    page.get_by_role("button", name="只看政策").click()
    row = page.locator("tbody tr")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("安创保")
    expect(row).to_contain_text("超 6,000 万 元")


def test_what_is_planned_but_not_done(explorer: Explorer, html: str) -> None:
    page = explorer.open(html)
    page.get_by_role("button", name="哪些是计划、尚未落实？").click()
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text("澄湖天使基金拟向数芯半导体出资")
    page.get_by_role("tab", name="数据").click()
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("目标")
