"""Large graphs: usable at two thousand and ten thousand entities, communities that unfold above twenty thousand."""

from __future__ import annotations

import pytest
from page_driver import Explorer
from playwright.sync_api import expect
from synthetic import graph

from kg.explore import render
from kg.graph.ontology import load_vocabulary

pytestmark = pytest.mark.browser


def test_ten_thousand_are_found_and_explored(explorer: Explorer) -> None:
    knowledge = graph(10_000)
    page = explorer.open(render(knowledge, load_vocabulary()))
    expect(page.locator(".status-text")).to_contain_text("10,000 / 10,000 个实体")
    expect(page.locator(".status-text")).to_contain_text("放大可见")
    explorer.find(knowledge.nodes[5000].label)
    assert explorer.selected() == [knowledge.nodes[5000].label]
    page.keyboard.press("1")
    assert 1 <= len(explorer.shown()) < 100
    page.keyboard.press("Control+z")
    page.keyboard.press("t")
    expect(page.locator(".lists-foot")).to_contain_text("共 10,000 行")


def test_twenty_thousand_open_on_communities_that_unfold(explorer: Explorer) -> None:
    knowledge = graph(20_100)
    page = explorer.open(render(knowledge, load_vocabulary()))
    expect(page.locator(".status-text")).to_contain_text("放大或双击展开")
    island = page.evaluate("innokg.island(0)")
    assert island["folded"]
    page.mouse.dblclick(island["x"], island["y"])
    explorer.still()
    island = page.evaluate("innokg.island(0)")
    assert not island["folded"]
    assert 0 < island["x"] < 1280
    page.keyboard.press("0")
    explorer.still()
    assert page.evaluate("innokg.island(0)")["folded"]
    page.keyboard.press("/")
    page.keyboard.insert_text(knowledge.nodes[7].label)
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Enter")
    explorer.still()
    assert page.evaluate("label => innokg.where(label)", knowledge.nodes[7].label)["x"] > 256
    page.keyboard.press("Escape")
    page.keyboard.press("0")
    for _ in range(30):
        page.keyboard.press("+")
    explorer.still()
    assert not page.evaluate("[...Array(9).keys()].every((i) => innokg.island(i).folded)")
