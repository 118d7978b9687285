"""A teacher switches notices on; a record comes back, the phone rings though the app is closed, and a tap opens it."""

import json
import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import update

from server.models.push import PushSubscription
from server.notices.push.keys import to_text
from server.notices.push.rounds import parcels_of
from server.platform.clock import now
from server.platform.database import read, write
from server.registers.published import renew
from tests.journeys.phone import Phone
from tests.journeys.place import Place

pytestmark = [pytest.mark.slow, pytest.mark.browser]

# The browser of these tests has no window: it shows no notice, lets nobody allow any, and subscribes to nothing.
ALLOWS = """([point, auth]) => {
  Object.defineProperty(Notification, 'permission', { value: 'granted' })
  Notification.requestPermission = async () => 'granted'
  PushManager.prototype.subscribe = async ({ userVisibleOnly, applicationServerKey }) => {
    if (!userVisibleOnly || atob(applicationServerKey.replace(/-/g, '+').replace(/_/g, '/')).length !== 65) throw 1
    return { toJSON: () => ({ endpoint: 'https://push.example/gv', keys: { p256dh: point, auth } }) }
  }
}"""
# Before the worker's own code: messages and taps come from the page, and what it would show is kept.
TRIED = """{
const kept = () => caches.open('shown')
let needs
Object.defineProperty(navigator, 'setAppBadge', { value: async (count) => void (needs = count) })
self.registration.showNotification = async (title, { body, data }) => {
  await 0 // the icon's number comes right behind
  setTimeout(async () => (await kept()).put('/shown', new Response(JSON.stringify([title, body, data, needs]))))
}
WindowClient.prototype.focus = async function () { return this } // as after a tap of a finger
self.addEventListener('message', async ({ data }) => {
  if (data.startsWith('{')) self.dispatchEvent(new PushEvent('push', { data }))
  if (data !== 'tap') return
  const [, , path] = await (await (await kept()).match('/shown')).json()
  const notification = { data: path, close: () => caches.delete('shown') }
  self.dispatchEvent(Object.assign(new ExtendableEvent('notificationclick'), { notification }))
})
}"""
SHOWN = "() => caches.match('/shown').then((found) => found?.json())"
POST = "(said) => navigator.serviceWorker.ready.then((it) => it.active.postMessage(said))"


@pytest.fixture
def dist(dist, tmp_path) -> str:
    """The built client, whose worker a test can look at."""
    copy = Path(shutil.copytree(dist, tmp_path / "dist"))
    for packed in copy.glob("sw.js.*"):
        packed.unlink()
    worker = copy / "sw.js"
    worker.write_text(TRIED + worker.read_text())
    return str(copy)


def allowed(page: Page) -> None:
    """Whoever has this page open has allowed notices."""
    page.evaluate(ALLOWS, [to_text(b"\x04" + os.urandom(64)), to_text(os.urandom(16))])


def switched_on(phone: Phone) -> None:
    """From the settings to the switch, as a person finds it."""
    page = phone.page
    allowed(page)
    phone.show("/cai-dat")
    page.get_by_role("link", name="Thông báo").click()
    expect(page.get_by_text("Chưa có thông báo nào")).to_be_visible()
    page.get_by_role("button", name="Bật báo").click()
    expect(page.get_by_role("button", name="Thôi báo")).to_be_visible()


def message_for(place: Place) -> bytes:
    """What the jobs would send to the teacher's phone now."""
    with place.app.app_context(), read() as session:
        [parcel] = parcels_of(session, place.accounts["gv"], renew(place.app), {}, now())
    return parcel.data


def test_returned_rings_and_opens(phone, place: Place):
    gv = phone("gv")
    record = place.activity(place.client("gv"), "Đọc sách dưới gốc ban")
    switched_on(gv)
    leader = place.client("ht")
    place.act(leader, "return", record, text="Thiếu số học sinh")
    data = message_for(place)
    message = json.loads(data)
    gv.page.evaluate(POST, data.decode())
    assert (message["title"], message["url"]) == ("Bản ghi cần sửa lại", f"/ban-ghi/{record}")
    gv.page.wait_for_function(f"async () => !!(await ({SHOWN})())", timeout=5_000)
    assert gv.page.evaluate(SHOWN) == [message["title"], message["body"], message["url"], 1]
    assert "gốc ban" not in str(message)

    gv.page.evaluate(POST, "tap")
    expect(gv.page).to_have_url(f"{gv.url}/ban-ghi/{record}")
    expect(gv.page.get_by_text("Thiếu số học sinh").first).to_be_visible()
    assert gv.page.evaluate("caches.has('shown')") is False

    allowed(gv.page)  # the tap has loaded it anew
    gv.show("/thong-bao")
    expect(gv.page.get_by_text("Cần sửa lại")).to_be_visible()
    gv.page.get_by_role("button", name="Thôi báo").click()
    expect(gv.page.get_by_role("button", name="Bật báo")).to_be_visible()
    with place.app.app_context(), write() as session:
        assert session.execute(update(PushSubscription).values(failures=0)).rowcount == 0


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
