"""Pictures of every screen of the phone in each of its states, to be looked at: ``make pictures`` → ``var/pictures``.

Each is taken at 360×740 and 1280×800, light and dark, over the demo province. ``phone-light.html`` and its like show
all of a kind side by side. ``python -m bench.pages.pictures verify`` takes those alone whose name holds the word.
"""

import hashlib
import html
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, Page, Route, ViewportSize, sync_playwright
from sqlalchemy import select

from bench.load.served import served
from server import create_app
from server.demo import PASSWORD
from server.models.org import Person, Role, Unit
from server.org import people
from server.platform.config import ROOT
from server.platform.database import db, write
from tests.fixtures.browser import FLAGS
from tests.provision import browser_path

OUT = ROOT / "var" / "pictures"
SIZES: dict[str, ViewportSize] = {"phone": {"width": 360, "height": 740}, "wide": {"width": 1280, "height": 800}}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
NEW = "moi.demo"  # a teacher of the demo's school who has written nothing yet
PORTAL = "<!doctype html><title>Wi-Fi</title><h1>Đăng nhập Wi-Fi</h1>"
ZALO = "Mozilla/5.0 (Linux; Android 12; SM-A125F) AppleWebKit/537.36 Chrome/109.0 Mobile Safari/537.36 Zalo android/1"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 Version/16.6 Mobile Safari/604.1"
BROKEN = "void (IDBObjectStore.prototype.add = () => { throw new DOMException('full', 'QuotaExceededError') })"


class Album:
    """Takes the pictures; ``wanted`` names those that are kept."""

    def __init__(self, wanted: str):
        self.wanted, self.names = wanted, list[str]()

    def take(self, page: Page, name: str, whole: bool = True) -> None:
        """The page as it stands, in both sizes and schemes; ``whole``: down to its end."""
        if self.wanted not in name:
            return
        self.names.append(name)
        for size, viewport in SIZES.items():
            page.set_viewport_size(viewport)
            if whole:
                height = page.evaluate("document.documentElement.scrollHeight")
                page.set_viewport_size({**viewport, "height": max(viewport["height"], height)})
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                page.screenshot(path=OUT / f"{name}.{size}-{scheme}.png")
        page.set_viewport_size(SIZES["phone"])

    def bind(self) -> None:
        """One page of each kind with all of its pictures."""
        for kind in (f"{size}-{scheme}" for size in SIZES for scheme in SCHEMES):
            figures = "".join(
                f"<figure><figcaption>{html.escape(name)}</figcaption><img src='{name}.{kind}.png'></figure>"
                for name in self.names
            )
            style = "body{display:flex;flex-wrap:wrap;gap:16px;font:14px sans-serif}figure{margin:0}img{width:360px}"
            (OUT / f"{kind}.html").write_text(f"<!doctype html><meta charset=utf-8><style>{style}</style>{figures}")


class Visit:
    """Somebody's phone at ``url``."""

    def __init__(self, browser: Browser, url: str, username: str = "", **options: str):
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

    def show(self, path: str, settled: str = "main") -> None:
        """A screen, opened as a tap does."""
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
        """The address of the first record in the list that says ``word``."""
        href = self.page.locator("li.line a").filter(has_text=word).first.get_attribute("href")
        assert href
        return href


def prepare(url: str) -> None:
    """The demo province, and a teacher who is new in its first school."""
    environment = os.environ | {"DATABASE_URL": url, "LANTOA_DEMO": "1", "LANTOA_LOG_LEVEL": "warning"}
    subprocess.run([sys.executable, "-m", "flask", "demo"], cwd=ROOT, env=environment, check=True)
    app = create_app({"DATABASE_URL": url, "DEMO": True, "LOG_LEVEL": "ERROR"})
    with app.app_context():
        with write() as session:
            school = session.scalars(
                select(Role.unit).join(Person, Person.id == Role.person).where(Person.username == "gv.demo")
            ).first()
            person = people.add_person(
                session, username=NEW, name="Lò Thị Mới", password_hash=people.hash_password(PASSWORD)
            )
            session.flush()
            people.give_role(session, person, session.get_one(Unit, school), "teacher")
            people.change_catalog(session)
        db.engine.dispose()


def _tables() -> str:
    """What a database made by another release would lack."""
    files = sorted((ROOT / "server/migrations/versions").glob("*.py"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:8]


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
    """Who came in with a printed code, as far as the phone can tell."""
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


class Answers:
    """What the phone hears instead of the server: at first a portal's page, then what ``say`` gives."""

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
    """Without network, with a disk that fails, with a session that ended, with answers that say no."""
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
    path = page.locator(".picking > a").first.get_attribute("href")
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


PARTS: tuple[Callable[[Browser, str, Album], None], ...] = (door, first_use, empty, teacher, leader)


def main() -> None:
    """Pictures of all parts, or with words of the command line of those parts and names alone."""
    words = sys.argv[1:]
    parts = [part for part in PARTS if not words or part.__name__ == words[0]] or list(PARTS)
    album = Album(words[-1] if words and words[0] not in [part.__name__ for part in PARTS] else "")
    OUT.mkdir(parents=True, exist_ok=True)
    kept = OUT / f"demo-{_tables()}.db"
    if not kept.exists():
        prepare(f"sqlite:///{kept}")
    used = Path(shutil.copy(kept, OUT / "used.db"))
    with served(f"sqlite:///{used}", LANTOA_WORKERS="1") as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        for part in parts:
            part(browser, server.url, album)
        browser.close()
    album.bind()
    print(f"{len(album.names)} screens, {len(SIZES) * len(SCHEMES)} pictures each: {OUT}")


if __name__ == "__main__":
    main()
