"""A browser that the tests of the page share; every complaint of a page and every request fail its test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from page_driver import ARGS, CHROMIUM, Explorer
from page_samples import PINYIN, small
from playwright.sync_api import Browser, sync_playwright

from kg.explore import render
from kg.graph.ontology import load_vocabulary
from kg.model import KnowledgeGraph


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield browser
        browser.close()


@pytest.fixture
def explorer(browser: Browser, tmp_path: Path) -> Iterator[Explorer]:
    context = browser.new_context(
        viewport={"width": 1280, "height": 720}, color_scheme="light", reduced_motion="reduce"
    )
    explorer = Explorer(context, tmp_path)
    yield explorer
    context.close()
    assert explorer.complaints == []
    assert [url for url in explorer.requests if not url.startswith(("file:", "blob:"))] == []


@pytest.fixture(scope="session")
def graph() -> KnowledgeGraph:
    return small()


@pytest.fixture(scope="session")
def html(graph: KnowledgeGraph) -> str:
    return render(graph, load_vocabulary(), title="澄湖创新知识图谱", pinyin=PINYIN)
