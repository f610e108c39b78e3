"""What readers of other graph tools look for: colour and size by choice, a frame around several, a small map, a fresh start."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from page_driver import Explorer
from page_hand import Hand
from page_samples import small
from playwright.sync_api import expect

from kg.explore import render
from kg.graph.ontology import load_vocabulary

pytestmark = pytest.mark.browser


def _drawn(hand: Hand) -> dict[str, tuple[str, float]]:
    """Colour and radius of the sheet (a policy) and of the pill (a person), of which the map has one each."""
    page = hand.page
    page.get_by_role("button", name="导出").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="SVG").click()
    signs = re.findall(
        r'scale\(([\d.]+)\)" d="(M-.72-1|M0-1.04A)[^"]*" fill="([^"]+)"', Path(download.value.path()).read_text("utf-8")
    )
    return {
        shape: (fill, float(radius)) for radius, shape, fill in reversed(signs)
    }  # the map's come before the legend's


def test_colour_and_size_tell_what_one_likes(hand: Hand, html: str) -> None:
    page = hand.explorer.open(html)
    legend = page.locator("#legend")
    sheet, pill = "M-.72-1", "M0-1.04A"
    plain = _drawn(hand)
    hand.press(legend.get_by_text("颜色与大小"))
    hand.tick(legend.get_by_role("radio", name="群组"))
    grouped = _drawn(hand)
    assert grouped[pill][0] != plain[pill][0]
    assert grouped[pill][1] == plain[pill][1]
    expect(legend.locator(".swatch").first).to_be_visible()
    hand.tick(legend.get_by_role("radio", name="类别"))
    hand.tick(legend.get_by_role("radio", name="数据数"))
    told = _drawn(hand)
    assert told[pill][0] == plain[pill][0]
    assert told[sheet][1] > told[pill][1]  # one figure, and none
    hand.tick(legend.get_by_role("radio", name="一样"))
    alike = _drawn(hand)
    assert alike[sheet][1] == alike[pill][1]


def test_a_frame_chooses_what_lies_in_it_and_a_key_chooses_all(hand: Hand, html: str) -> None:
    page = hand.explorer.open(html)
    if hand.mouse:
        places = [hand.explorer.where(label) for label in ("数芯半导体", "澄湖科技城")]
        (left, right), (top, bottom) = (sorted(values) for values in zip(*places, strict=True))
        page.keyboard.down("Shift")
        page.mouse.move(left - 26, top - 26)
        page.mouse.down()
        page.mouse.move(right + 26, bottom + 26, steps=4)
        expect(page.locator(".marquee")).to_be_visible()
        page.mouse.up()
        page.keyboard.up("Shift")
        expect(page.locator(".marquee")).to_have_count(0)
        assert {"数芯半导体", "澄湖科技城"} <= set(hand.explorer.selected())
        assert len(hand.explorer.selected()) < 19
    else:
        page.locator("#canvas").focus()
        page.keyboard.press("Control+a")
        assert set(hand.explorer.selected()) == hand.explorer.shown()


def test_the_small_map_shows_up_once_something_lies_outside_and_leads_there(explorer: Explorer, html: str) -> None:
    page = explorer.open(html)
    small_map = page.locator(".minimap")
    expect(small_map).to_be_hidden()
    page.mouse.move(570, 400)
    for _ in range(4):
        page.mouse.wheel(0, -400)
    explorer.still()
    expect(small_map).to_be_visible()
    before = page.evaluate("innokg.where('安创保')")
    small_map.click(position={"x": 20, "y": 20})
    explorer.still()
    assert page.evaluate("innokg.where('安创保')") != before
    page.keyboard.press("0")
    explorer.still()
    expect(small_map).to_be_hidden()


def test_finer_classes_unfold(hand: Hand, html: str) -> None:
    page = hand.explorer.open(html)
    legend = page.locator("#legend")
    expect(legend.get_by_role("checkbox", name="研究院所")).to_have_count(0)
    hand.press(legend.get_by_role("button", name="创新平台的细类"))
    hand.tick(legend.get_by_role("checkbox", name="研究院所"))
    assert hand.explorer.shown().isdisjoint({"孤山研究所", "西岭电子大学临澜研究院"})
    assert "澄湖实验室" in hand.explorer.shown()
    expect(legend.get_by_role("checkbox", name="创新平台").first).to_be_checked(indeterminate=True)


def test_one_relation_alone_shows_whom_it_joins(hand: Hand, html: str) -> None:
    page = hand.explorer.open(html)
    row = page.locator("#legend .legend-row", has_text="共建联合实验室").first
    if hand.mouse:
        row.hover()
    hand.press(row.get_by_role("button", name="只看共建联合实验室"))
    assert hand.explorer.shown() == {"西岭电子大学临澜研究院", "云翼物联"}


def test_home_begins_anew_and_can_be_undone(hand: Hand, html: str) -> None:
    page = hand.explorer.open(html)
    hand.choose("恒瑞科技")
    hand.do("聚焦 1 跳", "1")
    focused = hand.explorer.shown()
    hand.do("列表", "t")
    hand.press(page.get_by_role("button", name="总览", exact=True))
    assert len(hand.explorer.shown()) == 19
    assert hand.explorer.selected() == []
    expect(page.locator("#lists")).to_be_hidden()
    hand.do("撤销", "Control+z")
    assert hand.explorer.shown() == focused


def test_where_no_path_joins_two_the_sentences_and_texts_that_name_both_are_shown(explorer: Explorer) -> None:
    knowledge = small()
    kept = tuple(fact for fact in knowledge.facts if fact.predicate == "cooperatesWith")
    sentence = "云翼物联携手恒瑞科技，安创保保驾护航。"
    facts = tuple(replace(fact, context=sentence, quote="云翼物联携手恒瑞科技") for fact in kept)
    page = explorer.open(render(replace(knowledge, facts=facts), load_vocabulary()))
    explorer.find("恒瑞科技")
    page.locator("#card").get_by_role("button", name="路径…").click()
    page.keyboard.insert_text("安创保")
    page.keyboard.press("Enter")
    card = page.locator("#card")
    expect(card).to_contain_text("没有路径")
    expect(card.locator("mark.subject")).to_have_text("恒瑞科技")
    expect(card.locator("mark.object")).to_have_text("安创保")
    card.get_by_role("button", name="安创保").click()
    expect(card.get_by_role("heading", level=2)).to_have_text("安创保")


def test_a_name_within_another_is_marked_too(explorer: Explorer) -> None:
    knowledge = small()
    fact = next(
        fact for fact in knowledge.facts if fact.subject.endswith("澄湖科技城") and fact.object.endswith("澄湖区")
    )
    words = "澄湖区的澄湖"
    nodes = tuple(
        replace(node, aliases=("澄湖区的澄湖",)) if node.label == "澄湖科技城" else node for node in knowledge.nodes
    )
    changed = replace(fact, context=words, quote=words)
    page = explorer.open(render(replace(knowledge, nodes=nodes, facts=(changed,)), load_vocabulary()))
    explorer.find("澄湖科技城")
    sentence = page.locator("#card .sentence")
    assert sentence.locator("mark.object").inner_text() == "澄湖区"
    assert "".join(sentence.locator("mark").all_inner_texts()) == words


def test_two_fingers_zoom_and_a_long_press_opens_the_menu(explorer: Explorer, html: str) -> None:
    page = explorer.open(html)
    x, y = explorer.where("安创保")
    touch = page.context.new_cdp_session(page)

    def send(kind: str, *points: tuple[float, float]) -> None:
        fingers = [{"x": px, "y": py, "id": i} for i, (px, py) in enumerate(points)]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})

    zoom = page.evaluate("innokg.zoom()")
    send("touchStart", (540, 400))
    send("touchStart", (540, 400), (600, 400))
    for spread in range(10, 90, 10):
        send("touchMove", (540 - spread, 400), (600 + spread, 400))
    send("touchEnd")
    explorer.still()
    assert page.evaluate("innokg.zoom()") > 1.5 * zoom
    page.keyboard.press("0")
    explorer.still()
    x, y = explorer.where("安创保")
    send("touchStart", (x, y))
    expect(page.get_by_role("menu")).to_be_visible()
    send("touchEnd")
    assert explorer.selected() == ["安创保"]
