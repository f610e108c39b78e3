"""Names, sentences and headings that would like to be more than text stay harmless and legible."""

from __future__ import annotations

from dataclasses import replace

import pytest
from page_driver import Explorer
from page_samples import small
from playwright.sync_api import Browser, expect

from kg.explore import render
from kg.graph.ontology import load_vocabulary
from kg.model import KnowledgeGraph

pytestmark = pytest.mark.browser

HOSTILE = (
    "</script><script>window.hit=1</script>",
    "<img src=x onerror=window.hit=1>",
    "javascript:window.hit=1",
    "安全\u202egnp.exe\u202c",
    "长" * 10_000,
    "半个\ud83d字",
    "<!--<script>window.hit=1</script>-->",
    "=cmd|'/c calc'!A0",
    "{{script}}",
    "a\u0000b\r\nc",
)


def _hostile() -> KnowledgeGraph:
    knowledge = small()
    nodes = tuple(
        replace(node, label=name, aliases=(name[::-1], f"“{name[:50]}”"))
        for node, name in zip(knowledge.nodes, HOSTILE, strict=False)
    )
    facts = tuple(
        replace(fact, context=HOSTILE[i % len(HOSTILE)] + fact.context, rule=HOSTILE[i % len(HOSTILE)])
        for i, fact in enumerate(knowledge.facts)
    )
    sources = tuple(replace(source, title=HOSTILE[i], date="<b>") for i, source in enumerate(knowledge.sources))
    return KnowledgeGraph(nodes + knowledge.nodes[len(HOSTILE) :], facts, knowledge.figures, sources)


def test_hostile_words_stay_words(explorer: Explorer) -> None:
    page = explorer.open(render(_hostile(), load_vocabulary(), title=HOSTILE[0]))
    page.keyboard.press("t")
    for tab in ("关系", "数据", "实体"):
        page.get_by_role("tab", name=tab).click()
    for name in HOSTILE[:7]:
        page.keyboard.press("Escape")
        page.evaluate("name => document.getElementById('search').focus()", name)
        page.get_by_role("combobox").fill(name[:150])
        page.keyboard.press("Enter")
        explorer.still()
        card = page.locator("#card")
        if card.locator("details").count():
            card.locator("details").first.locator("summary").click()
        text = card.locator("h2").inner_text()
        assert text
        assert not any(mark in text for mark in "\u202e\u202c\ud83d")
    assert page.evaluate("window.hit") is None
    assert page.locator("img, iframe, a[href^='javascript']").count() == 0
    expect(page.locator("script")).to_have_count(3)
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_a_name_that_turns_text_around_is_shown_straight(explorer: Explorer) -> None:
    page = explorer.open(render(_hostile(), load_vocabulary()))
    explorer.find("安全gnp")
    expect(page.locator("#card h2")).to_have_text("安全gnp.exe")


def test_even_a_script_put_into_the_page_by_force_does_not_run(browser: Browser, html: str, tmp_path: object) -> None:
    context = browser.new_context()
    explorer = Explorer(context, tmp_path)  # type: ignore[arg-type]
    page = explorer.open(
        html.replace("</body>", "<img src=x onerror='window.hit=1'><script>window.hit=1</script></body>")
    )
    assert page.evaluate("window.hit") is None
    assert (
        page.evaluate(
            "() => { try { document.body.innerHTML = '<b>x</b>'; return 'ran'; } catch { return 'refused'; } }"
        )
        == "refused"
    )
    refused = page.evaluate("fetch('https://example.org/').then(() => 'sent', () => 'refused')")
    assert refused == "refused"
    context.close()
    assert [url for url in explorer.requests if "example.org" in url] == []
