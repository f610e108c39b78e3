"""axe-core, the accessibility checker, finds no serious fault in any state of the page, light or dark."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from page_driver import Explorer

import kg.explore

pytestmark = pytest.mark.browser
WEB = Path(kg.explore.__file__).parent / "web"


@pytest.fixture(scope="module")
def axe() -> str:
    script = WEB / "node_modules" / "axe-core" / "axe.min.js"
    if not script.exists():
        subprocess.run(["npm", "ci", "--silent"], cwd=WEB, check=True)
    return script.read_text("utf-8")


def _faults(explorer: Explorer, axe: str) -> list[str]:
    explorer.page.evaluate(axe)
    found = explorer.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{fault['id']}: {node['target']} {node['failureSummary']}"
        for fault in found["violations"]
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("theme", ["浅色", "深色"])
def test_no_serious_fault_in_any_state(explorer: Explorer, html: str, axe: str, theme: str) -> None:
    page = explorer.open(html)
    if theme == "深色":
        page.get_by_role("button", name="深色").click()
    faults = _faults(explorer, axe)
    page.locator("#legend").get_by_text("更多筛选").click()
    page.keyboard.press("t")
    explorer.find("西电临研院")
    faults += _faults(explorer, axe)
    page.get_by_role("tab", name="数据").click()
    page.keyboard.press("/")
    page.keyboard.insert_text("澄湖")
    faults += _faults(explorer, axe)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="导出").click()
    faults += _faults(explorer, axe)
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    faults += _faults(explorer, axe)
    assert faults == []
