"""axe-core, the accessibility checker, finds no serious fault in any state of the page, light or dark."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from page_driver import Explorer

import kg.explore
from kg.model import KnowledgeGraph

pytestmark = pytest.mark.browser
WEB = Path(kg.explore.__file__).parent / "web"


@pytest.fixture(scope="module")
def axe() -> str:
    script = WEB / "node_modules" / "axe-core" / "axe.min.js"
    if not script.exists():
        subprocess.run(["npm", "ci", "--silent"], cwd=WEB, check=True)
    return script.read_text("utf-8")


def _faults(explorer: Explorer, axe: str, only: str) -> list[str]:
    explorer.page.evaluate(axe)
    found = explorer.page.evaluate(f"axe.run(document, {{resultTypes: ['violations'], {only}}})")
    return [
        f"{fault['id']}: {node['target']} {node['failureSummary']}"
        for fault in found["violations"]
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("theme", ["浅色", "深色"])
def test_no_serious_fault_in_any_state(
    explorer: Explorer, seeds: tuple[KnowledgeGraph, str], axe: str, theme: str
) -> None:
    page = explorer.open(seeds[1])
    only = "runOnly: ['color-contrast']" if theme == "深色" else ""  # in the dark only the colours differ
    if theme == "深色":
        page.get_by_role("button", name="深色").click()
    legend = page.locator("#legend")
    faults = _faults(explorer, axe, only)
    for part in ("更多筛选", "颜色与大小", "群组"):
        legend.get_by_text(part, exact=True).click()
    legend.get_by_role("button", name="创新平台的细类").click()
    legend.get_by_role("checkbox", name="联盟").uncheck()
    page.keyboard.press("t")
    explorer.find("西电杭研院")
    page.get_by_placeholder("在表中筛选").fill("研究院")  # a hundred rows alike take their time
    page.locator("#card .evidence summary").first.click()
    faults += _faults(explorer, axe, only)
    page.get_by_role("tab", name="数据").click()
    page.get_by_placeholder("在表中筛选").fill("融资")
    page.get_by_role("combobox").first.focus()
    page.keyboard.insert_text("萧山")
    page.get_by_role("option").first.wait_for()
    faults += _faults(explorer, axe, only)
    page.keyboard.press("Escape")
    page.locator("#card").get_by_role("button", name="路径…").click()
    page.keyboard.insert_text("杭州市")
    page.keyboard.press("Enter")
    page.get_by_role("tab", name="提问").click()
    page.get_by_role("button", name="共建联合实验室的双方").click()
    page.get_by_role("region", name="答案").locator("tbody tr").first.wait_for(timeout=15000)
    faults += _faults(explorer, axe, only)
    page.get_by_role("button", name="导出").first.click()
    faults += _faults(explorer, axe, only)
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    faults += _faults(explorer, axe, only)
    assert faults == []
