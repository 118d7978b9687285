"""Somebody's hand at a page, whose taps and keys are counted."""

import time
from collections.abc import Callable

from playwright.sync_api import Error, Locator, Page

PATIENCE = 8_000  # milliseconds for a step's end
MOST_TABS = 60


class Hand:
    """Somebody's hand at a page: taps and keys are counted, and when the last of them was."""

    def __init__(self, page: Page):
        self.page, self.count, self.last = page, 0, time.perf_counter()

    def tap(self, where: Locator) -> None:
        where.first.wait_for(timeout=PATIENCE)
        self.count, self.last = self.count + 1, time.perf_counter()
        where.first.click(timeout=PATIENCE)

    def key(self, name: str) -> None:
        self.count, self.last = self.count + 1, time.perf_counter()
        self.page.keyboard.press(name)

    def tab_to(self, where: Locator) -> None:
        """Press Tab until the place has the focus. Raises Error after ``MOST_TABS``."""
        where.first.wait_for(timeout=PATIENCE)
        for _ in range(MOST_TABS):
            if where.first.evaluate("one => one === document.activeElement"):
                return
            self.key("Tab")
        raise Error("out of reach")

    def seen(self, what: Locator) -> None:
        what.first.wait_for(timeout=PATIENCE)

    def text(self, words: str) -> None:
        """Type words, whose letters are not counted."""
        self.page.keyboard.insert_text(words)


Step = tuple[str, Callable[[Hand], None]]
"""What is done, and the doing of it."""
