"""A teacher switches notices on; a record comes back, the phone rings though the app is closed, and a tap opens it."""

import os
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import update

from server.models.push import PushSubscription
from server.notices.push.keys import to_text
from server.notices.push.rounds import parcels_of
from server.platform.clock import now
from server.platform.database import read, write
from server.registers.published import renew
from tests.fixtures.browser import FLAGS
from tests.fixtures.notice_board import NoticeBoard
from tests.journeys.phone import SIZE, Phone
from tests.journeys.place import Place
from tests.provision import whole_browser_path

pytestmark = [pytest.mark.slow, pytest.mark.browser]

# A browser subscribes at its maker's service, which no test may call; all else of a notice is real.
SUBSCRIBES = """([point, auth]) => {
  PushManager.prototype.subscribe = async ({ userVisibleOnly, applicationServerKey }) => {
    if (!userVisibleOnly || atob(applicationServerKey.replace(/-/g, '+').replace(/_/g, '/')).length !== 65) throw 1
    return { toJSON: () => ({ endpoint: 'https://push.example/gv', keys: { p256dh: point, auth } }) }
  }
}"""


@pytest.fixture
def board():
    """What shows the notices of this test's browser."""
    board = NoticeBoard()
    yield board
    board.end()


@pytest.fixture
def device(browser, board, tmp_path):
    """A whole browser on a profile of its own, which may show notices."""
    context = browser.browser_type.launch_persistent_context(
        tmp_path / "profile",
        executable_path=whole_browser_path(),
        headless=False,
        args=[*FLAGS, "--headless=new"],
        env=os.environ | {"DBUS_SESSION_BUS_ADDRESS": board.address},
        permissions=["notifications"],
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        viewport=SIZE,
    )
    context.set_default_timeout(20_000)
    yield context
    context.close()


def subscribes(page: Page) -> None:
    page.evaluate(SUBSCRIBES, [to_text(b"\x04" + os.urandom(64)), to_text(os.urandom(16))])


def switched_on(phone: Phone) -> None:
    """From the settings to the switch, as a person finds it."""
    page = phone.page
    subscribes(page)
    phone.show("/cai-dat")
    page.get_by_role("link", name="Thông báo").click()
    expect(page.get_by_text("Chưa có thông báo nào")).to_be_visible()
    page.get_by_role("button", name="Bật báo").click()
    expect(page.get_by_role("button", name="Thôi báo")).to_be_visible()


def public_page(context: BrowserContext, url: str) -> Page:
    """A public page that has no worker of its own yet, so that the app's is in charge of it."""
    page = context.new_page()
    page.route("**/*.js", lambda route: route.abort())
    page.goto(f"{url}/dien-hinh")
    return page


def message_for(place: Place) -> bytes:
    """What the jobs would send to the teacher's phone now."""
    with place.app.app_context(), read() as session:
        [parcel] = parcels_of(session, place.accounts["gv"], renew(place.app), {}, now())
    return parcel.data


def deliver(context: BrowserContext, url: str, data: bytes) -> None:
    """What the browser does when a message comes from its maker's service, decrypted."""
    cdp = context.new_cdp_session(context.pages[0])
    found: list[dict] = []
    cdp.on("ServiceWorker.workerRegistrationUpdated", lambda told: found.extend(told["registrations"]))
    cdp.send("ServiceWorker.enable")
    context.pages[0].wait_for_function("() => true")
    [worker] = {one["registrationId"] for one in found if one["scopeURL"] == f"{url}/"}
    message = {"origin": url, "registrationId": worker, "data": data.decode()}
    cdp.send("ServiceWorker.deliverPushMessage", message)
    cdp.detach()


def counted_on_the_icon(context: BrowserContext) -> None:
    """Has the worker keep the number that it gives to the app's icon, which no desktop here shows."""
    context.service_workers[0].evaluate("() => void (navigator.setAppBadge = async (n) => void (self.needs = n))")


def test_returned_rings_and_opens(device: BrowserContext, board: NoticeBoard, server, place: Place):
    phone = Phone(device.new_page(), server.url)
    phone.sign_in(place.people["gv"])
    record = place.activity(place.client("gv"), "Đọc sách dưới gốc ban")
    switched_on(phone)
    leader = place.client("ht")
    place.act(leader, "return", record, text="Thiếu số học sinh")
    data = message_for(place)
    counted_on_the_icon(device)

    # The app is closed, and somebody reads a public page.
    phone.page.close()
    reader = public_page(device, server.url)
    deliver(device, server.url, data)
    shown = board.shown()
    assert shown["title"] == "Bản ghi cần sửa lại"
    assert "Nhật ký hoạt động" in shown["body"]
    assert "gốc ban" not in str(shown)
    assert "học sinh" not in str(shown)
    assert device.service_workers[0].evaluate("self.needs") == 1
    with device.expect_page() as opened:
        board.press(shown["n"])
    page = opened.value
    assert urlsplit(page.url).path == f"/ban-ghi/{record}"
    expect(page.get_by_text("Thiếu số học sinh").first).to_be_visible()
    assert urlsplit(reader.url).path == "/dien-hinh"

    # Somebody else uses the phone by now; the app is open.
    page.goto(f"{server.url}/vao")
    other = Phone(page, server.url)
    other.give_password(username=place.people["gvb"])
    expect(page.get_by_role("heading", name="gvb")).to_be_visible()
    deliver(device, server.url, data)
    board.press(board.shown()["n"])
    expect(page.get_by_text("Thiếu số học sinh").first).to_be_visible()
    other.home()
    expect(page.get_by_role("heading", name="gv", exact=True)).to_be_visible()

    row = page.get_by_role("link", name="thông báo mới")
    row.click()
    expect(page.get_by_text("Cần sửa lại")).to_be_visible()
    subscribes(page)
    page.get_by_role("button", name="Thôi báo").click()
    expect(page.get_by_role("button", name="Bật báo")).to_be_visible()
    with place.app.app_context(), write() as session:
        assert session.execute(update(PushSubscription).values(failures=0)).rowcount == 0
    phone.page = page
    phone.home()
    expect(row).to_have_count(0)
    assert not phone.errors


def test_at_the_desk_the_bell_says_how_many_are_new(phone, place: Place):
    own = place.activity(place.client("ht"), "Tập huấn tổ trưởng")
    place.act(place.officer, "return", own, text="Bổ sung ảnh")
    ht = phone("ht", at="/so", viewport={"width": 1280, "height": 800})
    bell = ht.page.get_by_role("link", name="Thông báo")
    expect(bell).to_contain_text("3")  # two models of the school were approved
    bell.click()
    expect(ht.page.get_by_role("heading", name="Thông báo")).to_be_visible()
    ht.page.get_by_role("button", name="Đánh dấu đã đọc hết").click()
    expect(ht.page.get_by_text("Đã đọc hết")).to_be_visible()
    ht.page.get_by_role("link", name="Cần sửa lại: Tập huấn tổ trưởng").click()
    expect(ht.page).to_have_url(f"{ht.url}/ban-ghi/{own}")
