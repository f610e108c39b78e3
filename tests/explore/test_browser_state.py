"""The view in the address, the sizes the page fits, print, and what needs no mouse."""

from __future__ import annotations

import pytest
from page_driver import Explorer
from playwright.sync_api import Browser, expect

pytestmark = pytest.mark.browser


def test_a_link_reopens_the_view(explorer: Explorer, html: str) -> None:
    page = explorer.open(html)
    explorer.find("数芯半导体")
    page.keyboard.press("2")
    page.get_by_role("checkbox", name="聚焦").uncheck()
    page.get_by_role("checkbox", name="高校").uncheck()
    explorer.click("澄湖科技城")
    page.keyboard.press("h")
    page.keyboard.press("t")
    explorer.click("澄湖天使基金")
    page.get_by_role("button", name="English").click()
    shown, edges = explorer.shown(), page.evaluate("innokg.edges()")
    explorer.until("location.hash.includes('lang=en') && location.hash.includes('list=entities')")
    fragment = page.evaluate("location.hash")
    page.goto("about:blank")
    explorer.open(html, fragment)
    assert explorer.shown() == shown
    assert page.evaluate("innokg.edges()") == edges
    assert explorer.selected() == ["澄湖天使基金"]
    expect(page.locator("#lists")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_a_broken_link_opens_the_overview(explorer: Explorer, html: str) -> None:
    for fragment in ("#scope=near:x:%", "#sel=%E0%A4%A&at=1,2", "#scope=paths:a,b&pin=@@&off=Nothing", "#="):
        explorer.page.goto("about:blank")
        explorer.open(html, fragment)
        assert len(explorer.shown()) == 19


def test_it_fits_a_phone(browser: Browser, html: str, tmp_path: object) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 780}, has_touch=True, is_mobile=True)
    explorer = Explorer(context, tmp_path)  # type: ignore[arg-type]
    page = explorer.open(html)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    expect(page.locator("#legend")).to_be_hidden()
    page.touchscreen.tap(*explorer.where("澄湖区"))
    expect(page.locator("#card h2")).to_have_text("澄湖区")
    page.locator("#card").get_by_role("button", name="关闭").click()
    page.get_by_role("button", name="图例与筛选").first.tap()
    expect(page.locator("#legend")).to_be_visible()
    context.close()
    assert explorer.complaints == []


def test_print_leaves_the_map_and_the_card_on_light_paper(explorer: Explorer, html: str) -> None:
    page = explorer.open(html)
    page.get_by_role("button", name="深色").click()
    explorer.find("安创保")
    spot, zoom = explorer.where("安创保"), page.evaluate("innokg.zoom()")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator("#legend")).to_be_hidden()
    expect(page.get_by_role("combobox")).to_be_hidden()
    expect(page.locator("#card")).to_be_visible()
    expect(page.locator("#canvas")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert explorer.where("安创保") == pytest.approx(spot)
    assert page.evaluate("innokg.zoom()") == pytest.approx(zoom)


def test_help_lists_the_keys_and_closes(explorer: Explorer, html: str) -> None:
    page = explorer.open(html)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("撤销、重做")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
