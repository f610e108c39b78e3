"""A reader with only a mouse, or with only a keyboard."""

from __future__ import annotations

from page_driver import Explorer
from playwright.sync_api import Locator


class Hand:
    """What a reader does, the one way or the other. `by_key` never moves the mouse, the mouse never types commands."""

    def __init__(self, explorer: Explorer, *, mouse: bool) -> None:
        self.explorer = explorer
        self.page = explorer.page
        self.mouse = mouse

    def press(self, button: Locator) -> None:
        """A button, a tab, a summary."""
        if self.mouse:
            button.click()
        else:
            button.focus()
            self.page.keyboard.press("Enter")

    def tick(self, box: Locator) -> None:
        """A box or one of several, on or off."""
        if self.mouse:
            box.locator("xpath=ancestor-or-self::label").click()
        else:
            box.focus()
            self.page.keyboard.press("Space")

    def choose(self, label: str, *, also: bool = False) -> None:
        """An entity on the map; `also` keeps those chosen before."""
        if self.mouse:
            self.explorer.click(label, keys=["Shift"] if also else [])
        else:
            self.look_for(label, "Shift+Enter" if also else "Enter")
        self.explorer.still()

    def look_for(self, typed: str, key: str = "Enter") -> None:
        """Search; the mouse clicks what is found, the keyboard confirms it. Typing is typing."""
        if self.mouse:
            self.page.get_by_role("combobox").first.click()
        else:
            self.page.keyboard.press("/")
        self.page.keyboard.insert_text(typed)
        option = self.page.get_by_role("option").first
        option.wait_for()
        if self.mouse:
            option.click()
        else:
            self.page.keyboard.press(key)
        self.explorer.still()

    def do(self, name: str, key: str) -> None:
        """Something a button of the card or the bar does, and a key."""
        if self.mouse:
            self.page.get_by_role("button", name=name, exact=True).click()
        else:
            self.page.keyboard.press(key)
        self.explorer.still()
