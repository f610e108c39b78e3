"""Exploring: expand, collapse, hide, pin, hops, paths, common neighbours; every step undone and redone."""

from __future__ import annotations

import pytest
from page_driver import Explorer
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

INSTITUTE = "西岭电子大学临澜研究院"
NEAR = {INSTITUTE, "云翼物联", "智能感知联合实验室", "数芯半导体", "澄湖科技城", "西岭电子大学"}


def test_hops_by_mouse_and_by_keyboard(explorer: Explorer, html: str) -> None:
    page = explorer.open(html)
    explorer.find(INSTITUTE)
    page.locator("#card").get_by_role("button", name="聚焦 1 跳").click()
    assert explorer.shown() == NEAR
    page.keyboard.press("2")
    assert explorer.shown() > NEAR
    two = explorer.shown()
    page.keyboard.press("3")
    assert explorer.shown() > two
    page.keyboard.press("g")
    assert len(explorer.shown()) == 19


def test_a_double_click_focuses(explorer: Explorer, html: str) -> None:
    page = explorer.open(html)
    x, y = explorer.where(INSTITUTE)
    page.mouse.dblclick(x, y)
    assert explorer.shown() == NEAR


def test_expand_collapse_hide_and_every_step_back_and_forth(explorer: Explorer, html: str) -> None:
    page = explorer.open(html)
    states = [explorer.shown()]
    explorer.find("林知远")
    page.keyboard.press("1")
    states.append(explorer.shown())
    assert states[-1] == {"林知远", "澄湖实验室"}
    explorer.click("澄湖实验室")
    page.keyboard.press("e")
    states.append(explorer.shown())
    assert states[-1] == {"林知远", "澄湖实验室", "澄湖科芯1号", "澄湖区"}
    page.keyboard.press("c")
    states.append(explorer.shown())
    assert states[-1] == {"澄湖实验室"}
    page.get_by_role("button", name="展开").click()
    states.append(explorer.shown())
    explorer.click("澄湖区")
    page.keyboard.press("h")
    states.append(explorer.shown())
    assert "澄湖区" not in states[-1]
    for state in reversed(states[:-1]):
        page.keyboard.press("Control+z")
        assert explorer.shown() == state
    expect(page.get_by_role("button", name="撤销")).to_be_disabled()
    for state in states[1:]:
        page.get_by_role("button", name="重做").click()
        assert explorer.shown() == state
    page.keyboard.press("Control+y")
    assert explorer.shown() == states[-1]


def test_a_dragged_entity_stays_where_it_is_put(explorer: Explorer, html: str) -> None:
    page = explorer.open(html)
    x, y = explorer.where("澄湖区")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 30, steps=4)
    page.mouse.up()
    assert explorer.where("澄湖区") == pytest.approx((x + 60, y + 30), abs=1.5)
    explorer.find("澄湖区")
    page.get_by_role("button", name="取消固定").click()
    page.keyboard.press("Control+z")
    expect(page.get_by_role("button", name="取消固定")).to_be_visible()


def test_all_shortest_paths_between_two(explorer: Explorer, html: str) -> None:
    page = explorer.open(html)
    explorer.find("数芯半导体")
    page.locator("#card").get_by_role("button", name="路径…").click()
    expect(page.get_by_role("combobox")).to_be_focused()
    page.keyboard.insert_text("澄湖区科技局")
    page.keyboard.press("Enter")
    card = page.locator("#card")
    expect(card).to_contain_text("1 条最短路径，每条 2 步")
    assert explorer.shown() == {"数芯半导体", "澄湖天使基金", "澄湖区科技局"}
    expect(card.locator(".step.planned")).to_have_count(1)
    page.keyboard.press("g")
    explorer.click("恒瑞科技")
    explorer.click("澄湖区", keys=["Shift"])
    card.get_by_role("button", name="两者之间的路径").click()
    expect(card).to_contain_text("2 条最短路径，每条 2 步")
    assert explorer.shown() == {"恒瑞科技", "澄湖区", "安创保", "创新杯大赛"}
    card.locator(".step").first.click()
    expect(card.locator(".sentence")).to_be_visible()


def test_paths_respect_the_filters(explorer: Explorer, html: str) -> None:
    page = explorer.open(html)
    explorer.find("恒瑞科技")
    page.get_by_role("button", name="只看位于", exact=True).click()
    page.locator("#card").get_by_role("button", name="路径…").click()
    page.keyboard.insert_text("澄湖区")
    page.keyboard.press("Enter")
    expect(page.locator("#card")).to_contain_text("没有路径")


def test_common_neighbours_of_several(explorer: Explorer, html: str) -> None:
    page = explorer.open(html)
    explorer.click("数芯半导体")
    explorer.click(INSTITUTE, keys=["Shift"])
    card = page.locator("#card")
    expect(card.get_by_role("heading", level=2)).to_have_text("已选 2 个实体")
    card.get_by_role("button", name="共同邻居").click()
    expect(card).to_contain_text("1 个共同邻居")
    assert explorer.shown() == {"数芯半导体", INSTITUTE, "澄湖科技城"}


def test_the_menu_opens_by_right_click_and_by_key(explorer: Explorer, html: str) -> None:
    page = explorer.open(html)
    page.mouse.click(*explorer.where("安创保"), button="right")
    page.get_by_role("menuitem", name="隐藏").click()
    assert "安创保" not in explorer.shown()
    explorer.find("恒瑞科技")
    page.keyboard.press("m")
    expect(page.get_by_role("menu")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert "创新杯大赛" in explorer.shown()
    assert "先进芯片" not in explorer.shown()


def test_arrow_keys_walk_and_zoom_keys_zoom(explorer: Explorer, html: str) -> None:
    page = explorer.open(html)
    page.locator("#canvas").focus()
    page.keyboard.press("Enter")
    first = explorer.selected()
    assert first
    page.locator("#canvas").focus()
    met = set(first)
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
        met.update(explorer.selected())
    assert len(met) > 2
    before = page.evaluate("innokg.zoom()")
    page.keyboard.press("+")
    assert page.evaluate("innokg.zoom()") > before
    page.keyboard.press("Escape")
    assert explorer.selected() == []
