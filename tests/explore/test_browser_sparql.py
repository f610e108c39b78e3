"""The SPARQL tab: answered inside the page, from a file, with the network shut; in no page that was not built with it."""

from __future__ import annotations

import pytest
from page_driver import Explorer
from page_samples import PINYIN, small
from playwright.sync_api import expect

from kg.explore import render
from kg.graph.library import named_queries
from kg.graph.ontology import load_vocabulary

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def asking() -> str:
    queries = [(query.title_zh, query.title_en, query.text) for query in named_queries().values()]
    return render(small(), load_vocabulary(), pinyin=PINYIN, sparql=True, queries=queries)


def test_ready_made_questions_and_ones_own_are_answered_in_the_page(explorer: Explorer, asking: str) -> None:
    page = explorer.open(asking)
    page.keyboard.press("t")
    page.get_by_role("tab", name="提问").click()
    page.get_by_role("button", name="共建联合实验室的双方").click()
    answer = page.get_by_role("region", name="答案")
    expect(answer.locator("tbody tr").first).to_contain_text("智能感知联合实验室", timeout=15000)
    answer.get_by_role("button", name="云翼物联").first.click()
    assert explorer.selected() == ["云翼物联"]
    page.get_by_label("SPARQL").fill("ASK { ?x ik:status 'planned' }")
    page.keyboard.press("Control+Enter")
    expect(answer).to_have_text("是")
    page.get_by_label("SPARQL").fill("CONSTRUCT { ?a ik:establishes ?b } WHERE { ?a ik:establishes ?b }")
    page.keyboard.press("Control+Enter")
    expect(answer.locator("pre")).to_contain_text("智能感知联合实验室")


def test_faults_are_told_and_endless_queries_stopped(explorer: Explorer, asking: str) -> None:
    page = explorer.open(asking)
    page.keyboard.press("t")
    page.get_by_role("tab", name="提问").click()
    answer = page.get_by_role("region", name="答案")
    for query in ("SELECT nonsense", "SELECT * { SERVICE <https://example.org/> { ?s ?p ?o } }"):
        page.get_by_label("SPARQL").fill(query)
        page.keyboard.press("Control+Enter")
        expect(answer.locator(".fault")).not_to_be_empty(timeout=15000)
    page.get_by_label("SPARQL").fill("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
    page.keyboard.press("Control+Enter")
    page.get_by_role("button", name="停止").click()
    expect(answer).to_contain_text("已停止")
    page.get_by_label("SPARQL").fill("SELECT (COUNT(?f) AS ?n) { ?f a ik:Fact }")
    page.keyboard.press("Control+Enter")
    expect(answer.locator("tbody td")).to_have_text("24", timeout=15000)


def test_a_page_without_an_engine_has_no_such_tab(explorer: Explorer, html: str) -> None:
    page = explorer.open(html)
    page.keyboard.press("t")
    expect(page.get_by_role("tab")).to_have_count(3)
    assert "oxigraph" not in html.lower()
