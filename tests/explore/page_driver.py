"""Driving the page in a real Chromium with the network shut."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Route

CHROMIUM = "/usr/bin/chromium"
ARGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


class Explorer:
    """A page under test: how to open it, what it complained about, what it asked of the network."""

    def __init__(self, context: BrowserContext, folder: Path) -> None:
        self.folder = folder
        self.complaints: list[str] = []
        self.requests: list[str] = []
        context.on("request", lambda request: self.requests.append(request.url))
        context.route("**/*", self._guard)
        self.page: Page = context.new_page()
        self.page.set_default_timeout(6000)
        self.page.on("console", lambda message: self.complaints.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    @staticmethod
    def _guard(route: Route) -> None:
        if route.request.url.startswith("file:"):
            route.continue_()
        else:
            route.abort()

    def open(self, html: str, fragment: str = "") -> Page:
        path = self.folder / "graph.html"
        path.write_bytes(html.encode("utf-8"))
        self.page.goto(f"{path.as_uri()}{fragment}")
        self.ready()
        return self.page

    def ready(self) -> None:
        self.until("performance.getEntriesByName('innokg-ready').length > 0")
        self.still()

    def until(self, expression: str, seconds: float = 15) -> None:
        """Ask until it is so. (Playwright's own wait evaluates text inside the page, which its policy forbids.)"""
        end = time.monotonic() + seconds
        while not self.page.evaluate(expression):
            assert time.monotonic() < end, f"never: {expression}"
            self.page.wait_for_timeout(30)

    def still(self) -> None:
        """Wait until nothing moves any more."""
        self.until("innokg.still()")

    def where(self, label: str) -> tuple[float, float]:
        """Where an entity is in the window."""
        self.still()
        at = self.page.evaluate("label => innokg.where(label)", label)
        assert at, f"{label} is not shown"
        return at["x"], at["y"]

    def click(self, label: str, keys: Sequence[str] = ()) -> None:
        """Click an entity on the canvas, with keys held down."""
        x, y = self.where(label)
        for key in keys:
            self.page.keyboard.down(key)
        self.page.mouse.click(x, y)
        for key in keys:
            self.page.keyboard.up(key)

    def find(self, typed: str) -> None:
        """Search and go to the first hit."""
        self.page.keyboard.press("/")
        self.page.keyboard.insert_text(typed)
        self.page.wait_for_selector("#found:not([hidden])")
        self.page.keyboard.press("Enter")
        self.still()

    def shown(self) -> set[str]:
        return set(self.page.evaluate("innokg.shown()"))

    def selected(self) -> list[str]:
        found: list[str] = self.page.evaluate("innokg.selected()")
        return found
