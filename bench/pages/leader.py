"""Takes pictures of a school leader's screens, and of some screens in English."""

from playwright.sync_api import Browser

from bench.pages.album import Album
from bench.pages.province import NEW
from bench.pages.visit import Visit


def leader(browser: Browser, url: str, album: Album) -> None:
    visit = Visit(browser, url, "ht.demo")
    page = visit.page
    album.take(page, "home-leader")
    visit.show("/duyet", ".picking")
    album.take(page, "verify", whole=False)
    page.locator(".picking input").nth(0).check()
    page.locator(".picking input").nth(1).check()
    album.take(page, "verify-picked", whole=False)
    visit.press("Trả lại")
    page.locator("dialog").wait_for()
    album.take(page, "return", whole=False)
    visit.press("Đóng")
    page.locator(".picking input").nth(0).uncheck()
    page.locator(".picking input").nth(1).uncheck()
    page.locator(".picking summary").nth(1).click()
    page.locator(".picking .answers").wait_for()
    album.take(page, "verify-unfolded")
    path = page.locator(".picking details a").first.get_attribute("href")
    visit.show(path or "", ".answers")
    album.take(page, "record-judged")
    visit.show("/chua-gui", "li.line")
    album.take(page, "unsent")
    visit.context.set_offline(True)
    visit.show("/cai-dat")
    visit.show("/chua-gui", "li.line")
    album.take(page, "unsent-offline", whole=False)
    visit.show("/duyet", ".picking")
    page.locator(".tick.all input").check()
    page.locator(".actions .primary").click()
    page.locator(".saying").get_by_text("Đã xác nhận").wait_for()
    album.take(page, "verify-empty", whole=False)
    visit.context.close()
    visit = Visit(browser, url, NEW)
    visit.show("/cai-dat")
    page = visit.page
    page.get_by_text("English").click()
    page.get_by_role("heading", name="Settings").wait_for()
    album.take(page, "settings-english")
    visit.show("/ghi", "form.form")
    album.take(page, "log-english")
    visit.context.close()
