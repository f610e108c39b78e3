"""The page of the project's own texts, point by point, each with nothing but a mouse and with nothing but a keyboard."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from itertools import combinations
from math import hypot
from pathlib import Path

import networkx as nx
import pytest
from page_driver import Explorer
from page_hand import Hand
from playwright.sync_api import expect

from kg.model import KnowledgeGraph

pytestmark = pytest.mark.browser
Seeds = tuple[KnowledgeGraph, str]


def _network(graph: KnowledgeGraph) -> nx.Graph:
    """What joins whom, by label."""
    label = {node.iri: node.label for node in graph.nodes}
    network = nx.Graph((label[f.subject], label[f.object]) for f in graph.facts if f.subject != f.object)
    network.add_nodes_from(label.values())
    return network


def _named(graph: KnowledgeGraph, name: str) -> str:
    """The label of the entity with a name."""
    return next(node.label for node in graph.nodes if name in (node.label, *node.aliases))


def test_1_it_opens_on_a_calm_overview(explorer: Explorer, seeds: Seeds) -> None:
    graph, html = seeds
    page = explorer.open(html)
    expect(page.get_by_role("status")).to_contain_text(f"{len(graph.nodes)} / {len(graph.nodes)} 个实体")
    names = page.evaluate("innokg.names().map(({left, top, width, height}) => [left, top, width, height])")
    assert 8 <= len(names) <= 60
    for (left, top, width, height), (x, y, w, h) in combinations(names, 2):
        assert left + width <= x or x + w <= left or top + height <= y + 1 or y + h <= top + 1
    block = re.search(r'id="network">(.*?)</script>', html, re.DOTALL)
    assert block
    data = json.loads(block[1])
    discs = data["communities"][:-1] if data["band"] else data["communities"]
    for (x, y, r), (a, b, s) in combinations(discs, 2):
        assert hypot(x - a, y - b) > r + s + 24  # what is painted is 12 wider on each side
    before = page.evaluate("innokg.where(innokg.shown()[0])")
    page.wait_for_timeout(300)
    assert page.evaluate("innokg.where(innokg.shown()[0])") == before


def test_1_the_map_is_moved_zoomed_and_fitted(hand: Hand, seeds: Seeds) -> None:
    page = hand.explorer.open(seeds[1])
    zoom = page.evaluate("innokg.zoom()")
    where = "innokg.where(innokg.shown()[0])"
    at = page.evaluate(where)
    if hand.mouse:
        page.mouse.move(264, 300)  # beside the legend, where the fitted map leaves a margin
        page.mouse.down()
        page.mouse.move(364, 300, steps=3)
        page.mouse.up()
    else:
        page.locator("#canvas").focus()
        page.keyboard.press("ArrowLeft")
    hand.explorer.still()
    assert page.evaluate(where)["x"] > at["x"]
    if hand.mouse:
        page.mouse.wheel(0, -300)
    else:
        page.keyboard.press("+")
    hand.explorer.still()
    assert page.evaluate("innokg.zoom()") > zoom
    hand.do("全部放进画面", "0")
    assert page.evaluate("innokg.zoom()") == pytest.approx(zoom)


def test_2_it_finds_by_alias_pinyin_initials_and_with_a_slip(hand: Hand, seeds: Seeds) -> None:
    graph, html = seeds
    hand.explorer.open(html)
    institute = _named(graph, "西电杭研院")
    for typed in ("西电杭研院", "xidianhangyanyuan", "xdhyy", "西电杭妍院"):
        hand.look_for(typed)
        assert hand.explorer.selected() == [institute], typed


def test_3_a_card_tells_where_each_fact_is_said(hand: Hand, seeds: Seeds) -> None:
    graph, html = seeds
    page = hand.explorer.open(html)
    label = _named(graph, "西电杭研院")
    node = next(node for node in graph.nodes if node.label == label)
    facts = [fact for fact in graph.facts if node.iri in (fact.subject, fact.object)]
    hand.choose(label)
    card = page.locator("#card")
    expect(card.get_by_role("heading", level=2)).to_have_text(label)
    expect(card.locator(".evidence")).to_have_count(len(facts))
    titles = {source.name: source.title for source in graph.sources}
    for evidence in card.locator(".evidence").all():
        assert evidence.locator(".in-brief cite").inner_text() in titles.values()
        hand.press(evidence.locator("summary"))
        told = evidence.locator(".origin").inner_text()
        said = evidence.locator(".sentence .full").inner_text()
        fact = next(f for f in facts if re.sub(r"\s", "", f.quote) in re.sub(r"\s", "", said) and f.rule in told)
        for words in (titles[fact.document], f"{fact.confidence:.2f}", f"第 {fact.start}–{fact.end} 字"):
            assert words in told
        assert ("计划" if fact.status == "planned" else "已述") in told
        marked = {mark.get_attribute("class") for mark in evidence.locator(".full mark").all()}
        assert len(marked) + evidence.locator(".note").count() == 2  # both ends, or it says that one is carried over


def test_3_planned_relations_say_so_and_are_dashed(hand: Hand, seeds: Seeds) -> None:
    graph, html = seeds
    page = hand.explorer.open(html)
    label = {node.iri: node.label for node in graph.nodes}
    times = Counter(label.values())
    asserted = {(f.subject, f.predicate, f.object) for f in graph.facts if f.status == "asserted"}
    planned = next(
        f
        for f in graph.facts
        if f.status == "planned" and (f.subject, f.predicate, f.object) not in asserted and times[label[f.object]] == 1
    )
    hand.choose(label[planned.object]) if not hand.mouse else hand.look_for(label[planned.object])
    row = page.locator("#card li.planned", has_text=label[planned.subject]).first
    expect(row.locator(".tag.planned").first).to_have_text("计划")
    hand.do("聚焦 1 跳", "1")
    hand.press(page.get_by_role("button", name="导出"))
    with page.expect_download() as download:
        if hand.mouse:
            page.get_by_role("menuitem", name="SVG").click()
        else:
            page.keyboard.press("ArrowDown")
            page.keyboard.press("Enter")
    svg = Path(download.value.path()).read_text("utf-8")
    lines = re.findall(r"<path [^>]*stroke-dasharray[^>]*>", svg)
    assert len(lines) >= 2  # one in the legend, one at least on the map


def test_4_the_legend_and_the_filters(hand: Hand, seeds: Seeds) -> None:
    graph, html = seeds
    page = hand.explorer.open(html)
    legend = page.locator("#legend")
    policies = {node.label for node in graph.nodes if node.type == "Policy"}
    others = {node.label for node in graph.nodes if node.type != "Policy"}
    hand.tick(legend.get_by_role("checkbox", name="政策").first)
    assert hand.explorer.shown() == others
    hand.tick(legend.get_by_role("checkbox", name="政策").first)
    if hand.mouse:
        legend.locator(".legend-row", has_text="政策").first.hover()
    hand.press(legend.get_by_role("button", name="只看政策"))
    assert hand.explorer.shown() == policies
    hand.press(legend.get_by_role("button", name="全选"))
    hand.press(legend.get_by_text("更多筛选"))
    hand.tick(legend.get_by_role("radio", name="计划"))
    edges = {(f.subject, f.predicate, f.object) for f in graph.facts if f.status == "planned"}
    assert page.evaluate("innokg.edges()") == len(edges)
    hand.press(legend.get_by_role("button", name="清除筛选"))
    place = legend.get_by_label("地区及其所辖")
    district = _named(graph, "西湖区")
    if hand.mouse:
        place.select_option(label=district)
    else:
        place.focus()
        for _ in range(place.locator("option").count()):
            if place.locator("option:checked").inner_text() == district:
                break
            page.keyboard.press("ArrowDown")
    inward = nx.DiGraph()
    inward.add_nodes_from(node.iri for node in graph.nodes)
    inward.add_edges_from(
        (f.object, f.subject) for f in graph.facts if f.predicate in ("locatedIn", "partOf") and f.status == "asserted"
    )
    root = next(node.iri for node in graph.nodes if node.label == district)
    label = {node.iri: node.label for node in graph.nodes}
    assert hand.explorer.shown() == {label[iri] for iri in {root, *nx.descendants(inward, root)}}
    assert len(hand.explorer.shown()) > 1


def test_5_focus_expand_collapse_hide_pin_and_every_step_back(hand: Hand, seeds: Seeds) -> None:
    graph, html = seeds
    page = hand.explorer.open(html)
    network = _network(graph)
    label = _named(graph, "西电杭研院")
    near = {hops: set(nx.ego_graph(network, label, hops)) for hops in (1, 2, 3)}
    hand.choose(label)
    states = [hand.explorer.shown()]
    for hops in (1, 2, 3):
        hand.do(f"聚焦 {hops} 跳", str(hops))
        states.append(hand.explorer.shown())
        assert states[-1] == near[hops]
    hand.do(f"聚焦 {1} 跳", "1")
    states.append(hand.explorer.shown())
    other = max(near[1] - {label}, key=lambda name: (network.degree[name], name))
    hand.choose(other)
    hand.do("展开", "e")
    states.append(hand.explorer.shown())
    assert states[-1] == near[1] | set(network[other])
    hand.do("收起邻居", "c")
    states.append(hand.explorer.shown())
    assert states[-1] < states[-2]
    hand.choose(label)
    hand.do("固定", "p")
    hand.do("隐藏", "h")
    assert label not in hand.explorer.shown()
    steps = 8
    for _ in range(steps):
        hand.do("撤销", "Control+z")
    assert hand.explorer.shown() == states[0]
    for state in states[1:]:
        hand.do("重做", "Control+y")
        assert hand.explorer.shown() == state
    expect(page.locator("#card")).to_be_visible()


def test_5_paths_and_common_neighbours(hand: Hand, seeds: Seeds) -> None:
    graph, html = seeds
    page = hand.explorer.open(html)
    network = _network(graph)
    times = Counter(node.label for node in graph.nodes)
    start = _named(graph, "西电杭研院")
    hubs = [name for name, _ in sorted(network.degree, key=lambda item: (-item[1], item[0])) if times[name] == 1]
    ways = nx.single_source_shortest_path_length(network, start)
    end = next(name for name in hubs if ways.get(name, 0) >= 2)
    hand.choose(start)
    hand.press(page.locator("#card").get_by_role("button", name="路径…"))
    hand.choose(end)
    wanted = {tuple(path) for path in nx.all_shortest_paths(network, start, end)}
    expect(page.locator("#card")).to_contain_text(f"{len(wanted)} 条最短路径，每条 {ways[end]} 步")
    found = {tuple(path.locator("bdi").all_inner_texts()) for path in page.locator("#card .paths li").all()}
    assert found == wanted
    with page.expect_download() as download:
        hand.press(page.locator("#card").get_by_role("button", name="导出路径"))
    text = Path(download.value.path()).read_text("utf-8")
    assert f"# {start} — {end}" in text and "[1]" in text and "1. “" in text
    hand.press(page.locator("#card").get_by_role("button", name="回到总览"))
    hand.choose(hubs[0])
    hand.choose(hubs[1], also=True)
    hand.press(page.locator("#card").get_by_role("button", name="共同邻居"))
    shared = set(nx.common_neighbors(network, hubs[0], hubs[1]))
    assert hand.explorer.shown() == {hubs[0], hubs[1], *shared}


def test_6_lists_sort_narrow_and_lead_to_the_map(hand: Hand, seeds: Seeds) -> None:
    graph, html = seeds
    page = hand.explorer.open(html)
    hand.do("列表", "t")
    rows = page.locator("#lists tbody tr")
    head = page.get_by_role("columnheader", name="关系数")
    hand.press(head.get_by_role("button"))
    expect(head).to_have_attribute("aria-sort", "descending")
    top = rows.first.locator("th").inner_text()
    network = _network(graph)
    assert network.degree[top] == max(degree for _, degree in network.degree)
    hand.press(rows.first.get_by_role("button"))
    assert hand.explorer.selected() == [top]
    if hand.mouse:
        page.get_by_role("tab", name="数据").click()
    else:
        page.get_by_role("tab", name="实体").focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
    expect(page.locator(".lists-foot")).to_contain_text(f"共 {len(graph.figures)} 行")
    narrow = page.get_by_placeholder("在表中筛选")
    if hand.mouse:
        narrow.click()
    else:
        narrow.focus()
    subject, count = Counter(figure.subject for figure in graph.figures).most_common(1)[0]
    label = next(node.label for node in graph.nodes if node.iri == subject)
    page.keyboard.insert_text(label)
    expect(page.locator(".lists-foot")).not_to_contain_text(f"共 {len(graph.figures)} 行")
    assert rows.filter(has=page.locator("th", has_text=label)).count() >= count
    hand.press(rows.first.get_by_role("button"))
    expect(page.locator("#card h2")).to_have_text(hand.explorer.selected()[0])


def test_7_the_subset_on_the_screen_is_taken_away(hand: Hand, seeds: Seeds) -> None:
    graph, html = seeds
    page = hand.explorer.open(html)
    label = _named(graph, "西电杭研院")
    hand.choose(label)
    hand.do("聚焦 1 跳", "1")

    def take(item: str) -> bytes:
        hand.press(page.get_by_role("button", name="导出"))
        with page.expect_download() as download:
            if hand.mouse:
                page.get_by_role("menuitem", name=item).click()
            else:
                for _ in range(12):
                    if item in page.locator(":focus").inner_text():
                        break
                    page.keyboard.press("ArrowDown")
                page.keyboard.press("Enter")
        return Path(download.value.path()).read_bytes()

    rows = list(csv.reader(io.StringIO(take("CSV").decode("utf-8-sig"))))
    assert {row[0] for row in rows[1:]} == hand.explorer.shown()
    graphml = nx.parse_graphml(take("GraphML").decode())
    assert {data["label"] for _, data in graphml.nodes(data=True)} == hand.explorer.shown()
    assert take("PNG")[:4] == b"\x89PNG"
    assert take("XLSX")[:2] == b"PK"
    assert b"skos:prefLabel" in take("Turtle")
    assert take("简报").decode().startswith(f"# {label}")


def test_7_a_link_reopens_the_view(explorer: Explorer, seeds: Seeds) -> None:
    graph, html = seeds
    page = explorer.open(html)
    explorer.find("西电杭研院")
    page.keyboard.press("2")
    page.get_by_text("颜色与大小").click()
    page.get_by_text("群组", exact=True).click()
    explorer.until("location.hash.includes('scope=near:2') && location.hash.includes('colour=community')")
    shown, fragment = explorer.shown(), page.evaluate("location.hash")
    page.goto("about:blank")
    explorer.open(html, fragment)
    assert explorer.shown() == shown
    assert explorer.selected() == [_named(graph, "西电杭研院")]
    expect(page.get_by_role("radio", name="群组")).to_be_checked()


def test_8_questions_are_answered_in_the_page(hand: Hand, seeds: Seeds) -> None:
    graph, html = seeds
    page = hand.explorer.open(html)
    hand.do("列表", "t")
    if hand.mouse:
        page.get_by_role("tab", name="提问").click()
    else:
        page.get_by_role("tab", name="实体").focus()
        page.keyboard.press("ArrowLeft")
    hand.press(page.get_by_role("button", name="共建联合实验室的双方"))
    answer = page.get_by_role("region", name="答案")
    labs = {f.iri for f in graph.facts if f.predicate == "coBuildsLabWith"}
    expect(answer.locator("tbody tr").first).to_be_visible(timeout=15000)
    assert 1 <= answer.locator("tbody tr").count() <= 2 * len(labs)
    editor = page.get_by_label("SPARQL")
    editor.fill("SELECT (COUNT(?e) AS ?n) { ?e a ik:Fact }")
    if hand.mouse:
        page.get_by_role("button", name="运行").click()
    else:
        editor.press("Control+Enter")
    expect(answer.locator("tbody td")).to_have_text(str(len(graph.facts)), timeout=15000)


def test_9_languages_and_light_and_no_edge_at_1280_by_720(hand: Hand, seeds: Seeds) -> None:
    page = hand.explorer.open(seeds[1])
    for width, height in (page.evaluate("[innerWidth, innerHeight]"),):
        assert (width, height) == (1280, 720)
    assert page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]") == [1280, 720]
    hand.press(page.get_by_role("button", name="English"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("status")).to_contain_text("entities")
    hand.press(page.get_by_role("button", name="Dark"))
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    hand.press(page.get_by_role("button", name="Help"))
    expect(page.get_by_role("dialog")).to_contain_text("undo, redo")
    if hand.mouse:
        page.get_by_role("dialog").get_by_role("button", name="Close").click()
    else:
        page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_every_control_is_reached_with_the_tab_key(explorer: Explorer, seeds: Seeds) -> None:
    page = explorer.open(seeds[1])
    explorer.find("西电杭研院")
    page.keyboard.press("t")
    controls = """[...document.querySelectorAll('button, input, select, summary, canvas[tabindex]')]
        .filter((control) => control.checkVisibility() && !control.disabled && control.tabIndex >= 0)
        .filter((control) => control.type !== 'radio' || control.checked)"""
    page.evaluate(f"globalThis.unmet = new Set({controls})")
    count = page.evaluate("unmet.size")
    assert count > 60
    page.evaluate("addEventListener('focusin', (event) => unmet.delete(event.target))")
    page.locator("#canvas").focus()
    for _ in range(count + 20):
        page.keyboard.press("Tab")
    assert page.evaluate("[...unmet].map((e) => e.dataset.key ?? e.outerHTML.slice(0, 80))") == []
