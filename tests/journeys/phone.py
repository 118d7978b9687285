"""What a person does on the phone, by what stands on the screen."""

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.fixtures.browser import watch
from tests.village import PASSWORD

SIZE = {"width": 360, "height": 740}
SENT = "Đã gửi hết"
STORED = """async (part) => {
  // The service worker's own lists of what it stores after the first exchange, and once the desk has been opened.
  const worker = await (await fetch('/sw.js')).text()
  const pause = () => new Promise((go) => setTimeout(go, 20))
  const all = async (files) => {
    while (!(await Promise.all(files.map((file) => caches.match(file)))).every(Boolean)) await pause()
  }
  if (part === 'later') return all(/later:(.*?)desk:/.exec(worker)[1].match(/\\/assets\\/[\\w.-]+/g))
  const list = /\\/assets\\/desk-\\w+\\.json/.exec(worker)[0]
  await all([list])
  await all(await (await caches.match(list)).json())
}"""


def new_context(browser: Browser, **options) -> BrowserContext:
    settings = {"locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh", "viewport": SIZE} | options
    context = browser.new_context(**settings)
    context.set_default_timeout(20_000)
    return context


class Phone:
    """One tab of somebody's phone; every error of a script is kept in ``errors``."""

    def __init__(self, page: Page, url: str):
        self.page, self.url = page, url
        self.errors: list[object] = []
        watch(page, self.errors)

    def sign_in(self, username: str, password: str = PASSWORD, at: str = "/") -> None:
        """Signs in at the door, and waits until everything that offline needs is on the phone.

        ``at``: the address of the desk's screen that then stands there.
        """
        self.page.goto(self.url + at)
        self.give_password(password, username)
        self.sent()
        self.page.evaluate("navigator.serviceWorker.ready.then(() => null)")
        self.page.evaluate(STORED, "later")

    def give_password(self, password: str = PASSWORD, username: str | None = None) -> None:
        if username:
            self.page.locator("input[name=username]").fill(username)
        self.page.locator("input[name=password]").fill(password)
        self.page.get_by_role("button", name="Đăng nhập").click()

    def home(self) -> None:
        """Opens the app anew, as from its icon on the home screen."""
        self.page.goto(self.url, wait_until="commit")
        self.page.get_by_role("region", name="Tình trạng dữ liệu").wait_for()

    def show(self, address: str) -> None:
        """Opens a screen within the app, as a tap does; nothing stands there that was said on the one before."""
        self.page.evaluate(
            "to => { history.pushState({}, '', to); dispatchEvent(new PopStateEvent('popstate')) }", address
        )
        expect(self.page.locator(".saying p")).to_have_count(0)

    @property
    def truth(self) -> Locator:
        return self.page.get_by_role("region", name="Tình trạng dữ liệu")

    def says(self, words: str) -> None:
        expect(self.truth).to_contain_text(words, timeout=20_000)

    def sent(self) -> None:
        self.says(SENT)

    def sync(self) -> None:
        """A tap on *Đồng bộ ngay*."""
        self.truth.get_by_role("button", name="Đồng bộ ngay").click()

    def exchange(self) -> None:
        """Synchronises, and waits until what the server answered is on the phone; "all sent" alone may stand before."""
        with self.page.expect_response(lambda answer: answer.url.endswith("/api/sync") and answer.ok):
            self.sync()
        self.truth.get_by_role("button", name="Đồng bộ ngay", disabled=False).wait_for()

    def begin(self) -> None:
        self.page.get_by_role("link", name="Ghi hoạt động").click()

    def fill(self, title: str, students: int = 24, model: str = "Vườn rau điểm Nậm Pan") -> None:
        self.page.get_by_text(model, exact=True).click()
        self.page.get_by_label("Đã làm gì").fill(title)
        self.page.get_by_label("Lượt học sinh, trẻ tham gia").fill(str(students))

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def saved(self) -> None:
        self.page.get_by_role("status").filter(has_text="Đã lưu trên máy này").first.wait_for()

    def log(self, title: str, students: int = 24) -> None:
        """Records an activity from the home screen and sends it, which says that it is saved."""
        self.begin()
        self.fill(title, students)
        self.press("Gửi")
        self.page.locator(".saying").get_by_text("Đã lưu trên máy này").wait_for()

    def line(self, title: str) -> Locator:
        """The record's line in the list that is shown."""
        return self.page.locator("li.line").filter(has_text=title)
