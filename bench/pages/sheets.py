"""The pictures of the help sheets, of the product's own screens over the demo: ``make sheets`` writes them anew.

They are kept with the sheets, in ``server/api/static/sheets``: neither a build nor a server needs a browser. Whoever
changes a screen that they show takes them again.
"""

import io

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from bench.load.served import served
from bench.pages import province
from bench.pages.album import OUT
from bench.pages.visit import Visit
from server.platform.config import ROOT
from tests.fixtures.browser import FLAGS
from tests.provision import browser_path

SHEETS = ROOT / "server" / "api" / "static" / "sheets"
QUALITY = 45  # of WebP: letters stay sharp in print
DENSE = 1.5  # pixels of a picture to a pixel of the screen
DESK: ViewportSize = {"width": 960, "height": 680}  # small, so that half a sheet's width can be read


def main() -> None:
    """Take all pictures of all sheets."""
    OUT.mkdir(parents=True, exist_ok=True)
    url = province.copy_to(OUT)
    with served(url, LANTOA_WORKERS="1") as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        _teacher(browser, server.url)
        _leader(browser, server.url)
        _commune(browser, server.url)
        _department(browser, server.url)
        _admin(browser, server.url)
        browser.close()
    print(f"{len(list(SHEETS.glob('*.webp')))} pictures: {SHEETS}")


def _teacher(browser: Browser, url: str) -> None:
    visit = Visit(browser, url, "gv.demo", device_scale_factor=DENSE)
    _keep(visit.page, "teacher-home")
    visit.show("/ghi", "form.form")
    visit.page.locator("[name=title]").fill("Tưới rau và nhổ cỏ vườn trường – lớp 2A1")
    visit.page.get_by_text("Đã giữ trên máy").wait_for()
    _keep(visit.page, "teacher-form")
    visit.context.close()


def _leader(browser: Browser, url: str) -> None:
    visit = Visit(browser, url, "ht.demo", device_scale_factor=DENSE)
    _keep(visit.page, "leader-home")
    visit.show("/duyet", ".picking")
    for row in (0, 1):
        visit.page.locator(".picking input").nth(row).check()
    _keep(visit.page, "leader-verify")
    visit.context.close()


def _commune(browser: Browser, url: str) -> None:
    visit = _at_the_desk(browser, url, "xa.demo")
    _keep(visit.page, "commune-overview")
    visit.show("/so/chua-nop", ".dues tbody tr")
    _keep(visit.page, "commune-missing")
    visit.context.close()


def _department(browser: Browser, url: str) -> None:
    visit = _at_the_desk(browser, url, "so.demo")
    _keep(visit.page, "department-overview")
    visit.show("/so/duyet", ".queue tbody tr")
    visit.page.locator(".queue .title").first.click()
    visit.page.locator("main .fields").first.wait_for()
    _keep(visit.page, "department-record")
    visit.context.close()


def _admin(browser: Browser, url: str) -> None:
    visit = _at_the_desk(browser, url, "admin.demo")
    visit.show("/so/nguoi", ".office tbody tr")
    _keep(visit.page, "admin-people")
    visit.show("/so/nhap", "text=Tải tệp mẫu .xlsx")
    _keep(visit.page, "admin-import")
    visit.context.close()


def _at_the_desk(browser: Browser, url: str, username: str) -> Visit:
    visit = Visit(browser, url, viewport=DESK, device_scale_factor=DENSE)
    visit.open_desk(username)
    return visit


def _keep(page: Page, name: str) -> None:
    """Write what the screen shows into the folder of the sheets, under a name."""
    page.evaluate("document.fonts.ready.then(() => scrollTo(0, 0))")
    taken = page.screenshot(animations="disabled")
    Image.open(io.BytesIO(taken)).convert("RGB").save(SHEETS / f"{name}.webp", quality=QUALITY, method=6)


if __name__ == "__main__":
    main()
