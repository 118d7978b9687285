"""The public pages: no barrier that axe finds, no sideways scrolling at 200 %, whole without scripts, read offline."""

import pytest
from playwright.sync_api import expect

from tests.journeys.barriers import in_light_and_dark
from tests.journeys.phone import new_context
from tests.journeys.until import until

ADDRESSES = ("", "/mo-hinh", "/mo-hinh/garden", "/en/models/garden", "/so-lieu", "/khong-co")
PHONE = {"width": 360, "height": 740}
TOO_WIDE = "document.documentElement.scrollWidth > innerWidth"


@pytest.fixture
def reader(browser, server):
    """A reader's page, which nobody has signed in on; no script may fail on it."""
    contexts, faults = [], []

    def make(**options):
        context = new_context(browser, viewport=PHONE, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        return page

    yield make
    for context in contexts:
        context.close()
    assert not faults


def test_axe_finds_nothing_and_nothing_scrolls_sideways(reader, server, place):
    page, faults = reader(), []
    for address in ADDRESSES:
        page.goto(f"{server.url}/dien-hinh{address}")
        faults += in_light_and_dark(page)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        faults += [(address, "too wide")] if page.evaluate(TOO_WIDE) else []
    assert faults == []


def test_everything_is_there_without_scripts(reader, server, place):
    page = reader(java_script_enabled=False)
    page.goto(f"{server.url}/dien-hinh")
    page.get_by_role("link", name="Vườn rau em chăm").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vườn rau em chăm")
    expect(page.get_by_role("listitem").filter(has_text=place.school.name)).to_be_visible()
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_text("Where it began")).to_be_visible()


def test_what_was_opened_is_read_without_a_network_and_nothing_else_is_the_apps(reader, server, place):
    page = reader()
    page.goto(f"{server.url}/dien-hinh")
    page.evaluate("navigator.serviceWorker.ready.then(() => {})")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    page.get_by_role("link", name="Vườn rau em chăm").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vườn rau em chăm")
    until(page, "() => caches.match(location.href)")
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vườn rau em chăm")
    page.goto(f"{server.url}/dien-hinh")
    expect(page.get_by_role("heading", level=1)).to_contain_text("lan tới nhiều trường")
    page.goto(f"{server.url}/dien-hinh/en/models")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no network")
    names = page.evaluate("caches.keys()")
    assert names == ["dien-hinh-1"], "a reader loads the app"


def test_an_officer_lets_everybody_read_figures_and_takes_it_back(reader, server, place, phone):
    body = {"title": "Sơ kết năm học", "unit": place.province.id, "period": place.year, "registers": ["activity"]}
    assert place.officer.post("/api/snapshots", body).status_code == 201
    desk = phone("so", at="/so/bao-cao?phan=chot", viewport={"width": 1280, "height": 800}).page
    desk.get_by_role("button", name="Công khai", exact=True).click()
    expect(desk.get_by_text("Đã đưa lên trang công khai.")).to_be_visible()
    address = desk.get_by_role("link", name="Xem trang công khai").get_attribute("href")
    page = reader()
    page.goto(f"{server.url}{address}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sơ kết năm học")
    desk.get_by_role("button", name="Hoàn tác").click()
    expect(desk.get_by_text("Đã gỡ khỏi trang công khai.")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bảng số liệu này không còn được công bố")
