"""Each screen of the desk: no barrier that axe finds, light and dark, wide and narrow; in English; without network."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from server.platform.config import ROOT
from tests.journeys.barriers import barriers
from tests.journeys.phone import STORED
from tests.journeys.test_every_screen_is_for_everyone import SHORT, TOGETHER, VISIBLE, patterns

WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 360, "height": 740}
SCREENS = re.findall(r"name: '([a-z-]*)'", (ROOT / "client/src/desk/frame/screens.ts").read_text())
TEXT = ROOT / "client/src/text"


def words(language: str) -> dict[str, str]:
    """The texts of all screens of the desk."""
    return {
        key: text
        for folder in ("desk", "screens")
        for key, text in json.loads((TEXT / folder / f"{language}.json").read_text()).items()
    }


WORDS = {each: words(each) for each in ("vi", "en")}
BEYOND = """() => [...document.querySelectorAll('.desk *')]
  .filter((each) => each.getBoundingClientRect().right > 360 || each.scrollWidth > 360)
  .map((each) => `${each.tagName}.${each.className}`).slice(0, 5)"""
TITLE = "Dọn vệ sinh góc đọc sách"


@pytest.fixture
def desk(place, phone):
    """An officer's desk with something of everything, and the addresses of all its screens."""
    author, leader = place.client("gv"), place.client("ht")
    waits, returned = place.activity(author, TITLE, students=4000), place.activity(author, "Ngày hội trồng cây")
    place.act(leader, "verify", waits)
    place.act(place.officer, "return", returned, text="Xem lại con số", field="students")
    desk = phone("so", viewport=WIDE)
    desk.addresses = [f"/so/{name}" if name else "/so" for name in SCREENS if name != "ban-ghi"]
    desk.addresses += ["/so/bao-cao?phan=chot", "/so/bao-cao?phan=cum"]
    desk.addresses += ["/so/duyet?for=all", f"/so/ban-ghi/{waits}", f"/so/ban-ghi/{returned}?for=all", "/so/khong-co"]
    return desk


def show(page: Page, address: str) -> None:
    page.evaluate("to => { history.pushState({}, '', to); dispatchEvent(new PopStateEvent('popstate')) }", address)
    expect(page.locator(".desk main h1")).to_be_visible()
    page.wait_for_load_state("networkidle")


def test_axe_finds_nothing_and_nothing_scrolls_sideways(desk):
    faults, page = [], desk.page
    for address in desk.addresses:
        show(page, address)
        for size, scheme in ((WIDE, "light"), (NARROW, "dark")):
            page.set_viewport_size(size)
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            faults += [(address, size, "run together", words) for words in page.evaluate(TOGETHER)]
            faults += [(address, size, scheme, barrier) for barrier in barriers(page)]
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > NARROW["width"]:
            faults.append((address, "at 200 %", wide, page.evaluate(BEYOND)))
        page.evaluate("document.documentElement.style.fontSize = ''")
        page.set_viewport_size(WIDE)
    assert not faults, "\n".join(map(str, faults))


def of_the_desk() -> list[tuple[str, re.Pattern[str]]]:
    ours = {text for key, text in WORDS["vi"].items() if text != WORDS["en"][key] and not text.startswith("{")}
    held = [text for text in ours - set(WORDS["en"].values()) if len(re.sub(r"\{\w+\}", "", text).strip()) >= SHORT]
    return [(text, re.compile(re.sub(r"\\\{\w+\\\}", ".+", re.escape(text)))) for text in held]


def test_english_and_offline(desk, server):
    page = desk.page
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("navigation").get_by_role("link", name="Awaiting review")).to_be_visible()
    known, left = patterns() + of_the_desk(), set()
    for address in desk.addresses:
        show(page, address)
        for text in page.evaluate(VISIBLE):
            left |= {(address, text) for said, pattern in known if pattern.fullmatch(text)}
    assert not left
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    page.evaluate(STORED, "desk")
    server.kill()
    page.goto(f"{desk.url}/so/duyet")
    expect(page.get_by_role("link", name=TITLE)).to_be_visible()
    expect(page.get_by_text("Offline: as this device had it")).to_be_visible()
