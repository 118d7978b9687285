"""Takes pictures of signing in: successful, refused, behind a Wi-Fi portal, in other browsers, with a printed code."""

from playwright.sync_api import Browser, Route

from bench.pages.album import Album
from bench.pages.province import NEW
from bench.pages.visit import Visit

PORTAL = "<!doctype html><title>Wi-Fi</title><h1>Đăng nhập Wi-Fi</h1>"
ZALO = "Mozilla/5.0 (Linux; Android 12; SM-A125F) AppleWebKit/537.36 Chrome/109.0 Mobile Safari/537.36 Zalo android/1"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 Version/16.6 Mobile Safari/604.1"


def door(browser: Browser, url: str, album: Album) -> None:
    visit = Visit(browser, url)
    album.take(visit.page, "door")
    visit.enter("gv.demo", "sai")
    visit.page.get_by_role("alert").get_by_text("chưa đúng").wait_for()
    album.take(visit.page, "door-wrong")
    visit.page.route("**/api/session", lambda route: route.fulfill(body=PORTAL, content_type="text/html"))
    visit.enter("gv.demo")
    visit.page.get_by_role("alert").get_by_text("Chưa nối được").wait_for()
    album.take(visit.page, "door-portal")
    visit.context.close()
    for name, agent in (("zalo", ZALO), ("iphone", IPHONE)):
        visit = Visit(browser, url, user_agent=agent)
        visit.page.get_by_role("button", name="Đăng nhập", disabled=False).wait_for()
        album.take(visit.page, f"door-{name}")
        if name == "iphone":
            visit.enter("gv.demo")
            visit.page.get_by_text("Đã gửi hết").wait_for()
            album.take(visit.page, "home-iphone")
        visit.context.close()


def first_use(browser: Browser, url: str, album: Album) -> None:
    """Take pictures of the first use after signing in with a printed one-time code; that it was one is simulated."""
    visit = Visit(browser, url)

    def answer(route: Route) -> None:
        came = route.fetch()
        code = {"must_choose_password": True, "reset_by": "Trần Văn Hải", "reset_at": "2026-11-23T14:05:00+07:00"}
        route.fulfill(response=came, json=came.json() | code)

    visit.page.route("**/api/session", answer)
    visit.enter(NEW)
    visit.page.get_by_role("heading", name="Chọn mật khẩu").wait_for()
    album.take(visit.page, "password-first")
    visit.page.get_by_role("link", name="Để sau").click()
    visit.page.get_by_text("Đã gửi hết").wait_for()
    album.take(visit.page, "home-code")
    visit.context.close()
