"""The pages in a real browser, under their own policy."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Playwright, expect
from serve_process import Running
from serve_samples import FIRM, SCRIPT

pytestmark = pytest.mark.browser

CHROMIUM = shutil.which("chromium") or ""


@pytest.fixture(scope="module")
def page(server: Running, driver: Playwright) -> Iterator[Page]:
    browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    yield page
    browser.close()
    # An update is refused, as it should be; and where Chromium itself, replacing a word, copies its style into markup,
    # the policy keeps it from that.
    expected = ("403 (Forbidden)", "Applying inline style violates")
    assert [said for said in complaints if not any(words in said for words in expected)] == []
    assert [url for url in requests if not url.startswith((f"http://{server.host}/", "blob:"))] == []


def write(page: Page, text: str) -> None:
    """Replace what is in the editor."""
    page.locator(".cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)


def test_a_query_is_written_and_answered_in_a_table(server: Running, page: Page):
    page.goto(f"http://{server.host}/query")
    expect(page.locator(".cm-content")).to_be_visible()
    page.locator(".cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(
        "SELECT ?firm ?name { ?x ik:incubates ?firm . ?firm skos:prefLabel ?name } ORDER BY ?name"
    )
    page.keyboard.press("Control+Enter")
    expect(page.locator("#results tbody tr")).to_have_count(2)
    expect(page.locator("#results")).to_contain_text(FIRM)
    page.locator("#results a", has_text=FIRM).first.click()
    expect(page.locator("h1")).to_have_text(FIRM)


def test_a_name_is_completed_and_a_fault_is_told(server: Running, page: Page):
    page.goto(f"http://{server.host}/query")
    write(page, "ASK { ")
    page.keyboard.type("澄晶")
    page.locator(".cm-tooltip-autocomplete li", has_text=FIRM).click(timeout=5000)
    expect(page.locator(".cm-content")).to_contain_text(f"<https://w3id.org/innokg/id/{FIRM}>")
    write(page, "DROP ALL")
    page.locator("#run").click()
    expect(page.locator("#results .wrong")).to_contain_text("只能读取")


def test_the_named_queries_are_offered(server: Running, page: Page):
    page.goto(f"http://{server.host}/query")
    page.locator("#named").select_option(index=1)
    expect(page.locator("#status")).to_contain_text("ms")


def test_a_hostile_name_is_text_and_suggestions_come(server: Running, page: Page):
    page.goto(f"http://{server.host}/search?q=研究院")
    expect(page.locator("main")).to_contain_text(SCRIPT)
    page.locator("header input[name=q]").fill("澄晶")
    expect(page.locator("#suggestions option")).to_have_count(1)
