"""A browser of its own on a profile of its own, which can be killed like a phone whose battery dies."""

import os
import signal
import subprocess
import threading
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.fixtures.browser import FLAGS
from tests.journeys.phone import SIZE
from tests.provision import browser_path

ANNOUNCES = "DevTools listening on "


class Handset:
    """What is on its disk outlives ``kill``; nothing else does."""

    def __init__(self, browser: Browser, folder: Path):
        self.driver, self.folder = browser.browser_type, folder
        self.process: subprocess.Popen[str] | None = None

    def switch_on(self) -> Page:
        """Starts the browser; its first tab."""
        flags = [*FLAGS, "--headless=new", "--remote-debugging-port=0", "--lang=vi", f"--user-data-dir={self.folder}"]
        self.process = subprocess.Popen(
            [browser_path() or "chromium", *flags, "about:blank"],
            env=os.environ | {"TZ": "Asia/Ho_Chi_Minh"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        words = self.process.stderr
        assert words is not None
        address = next(line.removeprefix(ANNOUNCES).strip() for line in words if line.startswith(ANNOUNCES))
        # A pipe that nobody reads would stop the browser some day.
        self.reader = threading.Thread(target=words.read, daemon=True)
        self.reader.start()
        self.browser = self.driver.connect_over_cdp(address)
        context = self.browser.contexts[0]
        context.set_default_timeout(20_000)
        page = context.pages[0] if context.pages else context.new_page()
        page.set_viewport_size(SIZE)
        return page

    def switch_off(self) -> None:
        """Closes the browser in peace: cookies, which it writes every half minute, are on its disk."""
        self.browser.new_browser_cdp_session().send("Browser.close")
        self._gone()

    def kill(self) -> None:
        """Every process of the browser at once."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self._gone()

    def _gone(self) -> None:
        self.process.wait()
        self.reader.join()
        self.process.stderr.close()
        self.process = None
        self.browser.close()
