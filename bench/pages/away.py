"""Takes pictures of what a phone shows when the network, the disk, the session or the server fails."""

from playwright.sync_api import Page, Route

from bench.pages.album import Album
from bench.pages.door import PORTAL
from bench.pages.visit import Visit

BROKEN = "void (IDBObjectStore.prototype.add = () => { throw new DOMException('full', 'QuotaExceededError') })"


class Answers:
    """Answers a page's exchanges in place of the server: at first with a Wi-Fi login page, then as ``say`` sets it."""

    def __init__(self, page: Page):
        self.given: tuple[int, str] | None = None
        page.route("**/api/sync", self._answer)

    def say(self, status: int, code: str) -> None:
        self.given = status, code

    def _answer(self, route: Route) -> None:
        if self.given is None:
            route.fulfill(body=PORTAL, content_type="text/html")
        else:
            route.fulfill(status=self.given[0], json={"code": self.given[1], "detail": ""})


def away(visit: Visit, album: Album) -> None:
    """Take pictures without network, with a full disk, with an ended session, and with refusals of the server."""
    page = visit.page
    visit.context.set_offline(True)
    visit.show("/")
    album.take(page, "home-offline")
    visit.show("/ghi", "form.form")
    page.locator("button.copy").click()
    page.locator("[name=title]").fill("Tưới vườn rau buổi chiều cùng lớp 4A")
    page.get_by_text("Đã giữ trên máy lúc").wait_for()
    album.take(page, "log-copied")
    visit.press("Gửi")
    page.locator(".saying p").wait_for()
    album.take(page, "home-waiting", whole=False)
    visit.show("/", "li.line")
    visit.show(visit.first("Chờ gửi"), ".answers")
    album.take(page, "record-waiting")
    visit.show("/cai-dat")
    visit.press("Đăng xuất")
    album.take(page, "settings-leaving")
    visit.show("/so")
    album.take(page, "desk-offline")
    answers = Answers(page)
    visit.context.set_offline(False)
    visit.show("/")
    visit.press("Đồng bộ ngay")
    page.get_by_text("Chưa nối được với máy chủ").first.wait_for()
    album.take(page, "home-portal", whole=False)
    answers.say(401, "unauthenticated")
    visit.press("Đồng bộ ngay")
    page.get_by_text("Phiên đăng nhập đã hết").wait_for()
    album.take(page, "home-ended", whole=False)
    answers.say(400, "malformed")
    page.evaluate("dispatchEvent(new Event('online'))")
    page.get_by_text("Máy chủ chưa nhận").first.wait_for()
    album.take(page, "home-refused", whole=False)
    visit.show(visit.first("Máy chủ chưa nhận"), ".answers")
    album.take(page, "record-refused")
    page.evaluate(BROKEN)
    visit.show("/ghi", "form.form")
    visit.fill("Trồng cây quanh sân trường")
    visit.press("Gửi")
    page.get_by_role("alertdialog").wait_for()
    album.take(page, "trouble")
