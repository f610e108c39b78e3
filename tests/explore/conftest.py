"""A browser that the tests of the page share; every complaint of a page and every request fail its test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from page_driver import ARGS, CHROMIUM, Explorer
from page_hand import Hand
from page_samples import PINYIN, small
from playwright.sync_api import Browser, Playwright

from kg import pipeline
from kg.explore import render
from kg.graph.ontology import load_vocabulary
from kg.model import KnowledgeGraph


@pytest.fixture(scope="session")
def browser(driver: Playwright) -> Iterator[Browser]:
    browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGS)
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


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> tuple[KnowledgeGraph, str]:
    """The graph of the project's own texts, and its page as `kg build` writes it."""
    folder = tmp_path_factory.mktemp("seeds")
    report = pipeline.build((), folder)
    return report.graph, (folder / "graph.html").read_text("utf-8")


@pytest.fixture(params=["mouse", "keyboard"])
def hand(request: pytest.FixtureRequest, explorer: Explorer) -> Hand:
    """Someone who uses nothing but the mouse, or nothing but the keyboard."""
    return Hand(explorer, mouse=request.param == "mouse")
