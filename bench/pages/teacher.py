"""Takes pictures of a teacher's screens: of a new teacher, who has no records yet, and of one with many."""

from playwright.sync_api import Browser

from bench.pages.album import Album
from bench.pages.away import away
from bench.pages.province import NEW
from bench.pages.visit import Visit


def empty(browser: Browser, url: str, album: Album) -> None:
    visit = Visit(browser, url, NEW)
    album.take(visit.page, "home-empty")
    for path, name in (("/so-tay?loc=cua-toi", "list-empty"), ("/ban-ghi/0", "record-gone"), ("/ghi", "log-new")):
        visit.show(path, "form.form" if name == "log-new" else "main")
        album.take(visit.page, name)
    visit.press("Gửi")
    album.take(visit.page, "log-faults")
    for path, name in (
        ("/tro-giup", "help"),
        ("/luyen-tap", "practice"),
        ("/cai-dat", "settings"),
        ("/mat-khau", "password"),
    ):
        visit.show(path, "form.form" if name == "practice" else "main")
        album.take(visit.page, name)
    visit.show("/luyen-tap", "form.form")
    visit.fill("Tưới vườn rau thử")
    visit.press("Gửi")
    visit.page.locator(".practised").wait_for()
    album.take(visit.page, "practice-full")
    visit.context.close()


def teacher(browser: Browser, url: str, album: Album) -> None:
    visit = Visit(browser, url, "gv.demo")
    page = visit.page
    album.take(page, "home-full")
    visit.show("/so-tay", "li.line")
    album.take(page, "list-full", whole=False)
    page.locator("#find").fill("vuon rau")
    page.locator("li.line").first.wait_for()
    album.take(page, "list-search", whole=False)
    page.locator("#find").fill("qqqq")
    page.get_by_role("heading", name="Không tìm thấy").wait_for()
    album.take(page, "list-nothing")
    page.locator("#find").fill("")
    visit.show("/so-tay?loc=can-xem", "li.line")
    for word, name in (("Trả lại", "returned"), ("Hai người cùng sửa", "conflict")):
        if page.locator("li.line a").filter(has_text=word).count():
            path = visit.first(word)
            visit.show(path, ".answers")
            album.take(page, f"record-{name}")
            if name == "returned":
                visit.show(path.replace("ban-ghi", "ghi"), "form.form")
                album.take(page, "mend")
            visit.show("/so-tay?loc=can-xem", "li.line")
    visit.show("/so-tay?loc=da-duyet", "li.line")
    visit.show(visit.first("Đã duyệt"), ".answers")
    album.take(page, "record-approved")
    visit.press("Ai đã làm gì")
    page.locator(".log li").first.wait_for()
    album.take(page, "record-history")
    away(visit, album)
    visit.context.close()
