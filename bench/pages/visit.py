"""A visitor's phone in a browser of its own: signs in, opens screens, presses buttons."""

from playwright.sync_api import Browser, BrowserContext

from bench.pages.album import SIZES
from server.demo import PASSWORD

SETTLED = """() => new Promise((done) => {
  let timer = setTimeout(done, 500)
  const again = () => { clearTimeout(timer); timer = setTimeout(done, 500) }
  new MutationObserver(again).observe(document.body, { subtree: true, childList: true })
})"""


class Visit:
    """A person's phone with the app at ``url`` open, signed in if a ``username`` is given.

    ``options``: further settings of the browser's context, such as ``user_agent``.
    """

    def __init__(self, browser: Browser, url: str, username: str = "", **options: object):
        self.url = url
        settings = {"locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh", "viewport": SIZES["phone"]}
        self.context: BrowserContext = browser.new_context(**settings | options)  # type: ignore[arg-type]
        self.context.set_default_timeout(20_000)
        self.page = self.context.new_page()
        self.page.goto(url)
        if username:
            self.enter(username)
            self.page.get_by_text("Đã gửi hết").wait_for()
            self.page.evaluate("navigator.serviceWorker.ready.then(() => null)")

    def enter(self, username: str, password: str = PASSWORD) -> None:
        self.page.locator("input[name=username]").fill(username)
        self.page.locator("input[name=password]").fill(password)
        self.page.get_by_role("button", name="Đăng nhập").click()

    def settle(self) -> None:
        """Wait until nothing has been drawn for half a second."""
        self.page.evaluate(SETTLED)

    def open_desk(self, username: str) -> None:
        """Sign in at the desk, and wait until its first screen is drawn."""
        self.page.goto(f"{self.url}/so")
        self.enter(username)
        self.page.locator("main h1").wait_for()
        self.page.wait_for_load_state("networkidle")

    def show(self, path: str, settled: str = "main") -> None:
        """Open the screen at a path, as a tap on a link does; ``settled``: the selector of what to wait for."""
        self.page.evaluate(
            "to => { history.pushState({depth: 1}, '', to); dispatchEvent(new PopStateEvent('popstate')) }", path
        )
        self.page.locator(settled).first.wait_for()
        self.page.wait_for_load_state("networkidle")

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def fill(self, title: str) -> None:
        self.page.locator(".tile").first.click()
        self.page.locator("[name=title]").fill(title)
        self.page.locator("[name=students]").fill("24")

    def first(self, word: str) -> str:
        """The path of the first record in the list on screen whose row contains ``word``."""
        href = self.page.locator("li.line a").filter(has_text=word).first.get_attribute("href")
        assert href
        return href
