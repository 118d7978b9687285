"""Photos go after the text, whatever the network does: "all sent" is said when the server has each and shows it."""

import pytest
from playwright.sync_api import expect

from tests.journeys.gallery import album, begin_album, place, take
from tests.journeys.phone import SENT, Phone, new_context
from tests.journeys.photo_way import Way
from tests.journeys.pictures import PLANTED, picture

__all__ = ["album", "place"]

NOTE = "Thu hoạch rau cải lứa đầu"
MOBILE = """Object.defineProperty(navigator, 'connection', {
  value: Object.assign(new EventTarget(), { type: 'cellular' }),
})"""
KEPT = """async () => {
  const kept = async () => {
    if (!(await indexedDB.databases()).some(({ name }) => name === 'lantoa-seen')) return 0
    const opened = indexedDB.open('lantoa-seen')
    const db = await new Promise((done) => (opened.onsuccess = () => done(opened.result)))
    const asked = db.transaction('previews').objectStore('previews').count()
    await new Promise((done) => (asked.onsuccess = done))
    db.close()
    return asked.result
  }
  while ((await kept()) < 2) await new Promise((go) => setTimeout(go, 20))
}"""
SHOWN = """async ([record, hash, account]) => {
  const answer = await fetch(`/api/records/${record}/photos/${hash}`, { headers: { 'X-Account': account } })
  const bytes = new Uint8Array(await answer.arrayBuffer())
  const text = Array.from(bytes, (one) => String.fromCharCode(one)).join('')
  return [answer.status, answer.headers.get('Content-Type'), text]
}"""

TWO_DAYS_AGO = """async () => {
  const opened = indexedDB.open('lantoa-photos')
  const db = await new Promise((done) => (opened.onsuccess = () => done(opened.result)))
  const tx = db.transaction('photos', 'readwrite')
  const asked = tx.objectStore('photos').getAll()
  asked.onsuccess = () => {
    const before = (at) => new Date(Date.parse(at) - 49 * 3_600_000).toISOString()
    for (const photo of asked.result) tx.objectStore('photos').put({ ...photo, at: before(photo.at) })
  }
  await new Promise((done) => (tx.oncomplete = done))
  db.close()
}"""


@pytest.fixture
def somebody(browser, album, place):
    """``somebody("gv")``: a phone of theirs, signed in at a server that asks for photos; no script may fail on it."""
    phones = []

    def make(name):
        page = new_context(browser).new_page()
        page.add_init_script(MOBILE)
        phones.append(Phone(page, album.url))
        phones[-1].sign_in(place.people[name])
        return phones[-1]

    yield make
    for phone in phones:
        assert not phone.errors
        phone.page.context.close()


def written(place):
    found = place.client("gv").get("/api/records?register=album").json["records"]
    return {record["data"]["note"]: record for record in found}


def looked_at_by_a_leader(leader):
    """First small and without a network, once her list has been open, then large with one."""
    leader.page.get_by_role("link", name="1 bản ghi chờ thầy/cô xác nhận").click()
    leader.page.evaluate(KEPT)
    leader.page.context.set_offline(True)
    leader.page.locator("summary").filter(has_text=NOTE).click()
    expect(leader.page.locator(".photo-grid img")).to_have_count(2)
    leader.page.get_by_role("button", name="Xem lớn ảnh 2").click()
    large = leader.page.get_by_role("dialog").get_by_role("img", name="Ảnh 2")
    expect(large).to_have_attribute("data-large", "false")
    expect(leader.page.get_by_role("button", name="Tải lại")).to_be_visible()
    leader.page.context.set_offline(False)
    leader.press("Tải lại")
    expect(large).to_have_attribute("data-large", "true")


def test_through_a_network_that_loses_parts_all_arrives(somebody, place):
    teacher = somebody("gv")
    page, way = teacher.page, Way(teacher.page)
    begin_album(page, NOTE)
    take(page, picture(page), picture(page, "IMG_0002.jpg", hue=300))
    page.get_by_role("checkbox", name="Có mặt người, đã được đồng ý").first.check()
    way.closed = True
    teacher.press("Gửi")
    teacher.says("2 ảnh chờ gửi")
    assert SENT not in teacher.truth.inner_text()
    assert not way.parts
    offer = page.get_by_text("Có dữ liệu chưa gửi đã hơn 2 ngày")
    expect(offer).to_have_count(0)
    page.evaluate(TWO_DAYS_AGO)
    teacher.home()
    teacher.says("2 ảnh chờ gửi")
    expect(offer).to_be_visible()
    record = written(place)[NOTE]
    photos = record["data"]["photos"]

    way.closed, way.lose = False, 3
    for _ in range(3):
        if not way.lose:
            break
        teacher.sync()
        page.get_by_role("button", name="Đồng bộ ngay", disabled=False).wait_for()
    if SENT not in teacher.truth.inner_text():
        teacher.sync()
    teacher.sent()
    assert way.lose == 0
    order = list(dict.fromkeys(name for name, _ in way.parts))
    assert order == [photo["preview"] for photo in photos] + [photo["sha256"] for photo in photos]
    for photo in photos:
        for name in (photo["sha256"], photo["preview"]):
            status, kind, file = page.evaluate(SHOWN, [record["id"], name, place.accounts["gv"]])
            assert (status, kind) == (200, "image/webp")
            assert PLANTED.decode() not in file
    consents = written(place)[NOTE]["consents"]
    assert {name: each["given"] for name, each in consents.items()} == {photos[0]["sha256"]: True}

    looked_at_by_a_leader(somebody("ht"))


def test_consent_is_withdrawn_offline_and_the_photo_is_gone_at_once(somebody, album, place):
    teacher = somebody("gv")
    page = teacher.page
    begin_album(page, NOTE)
    take(page, picture(page))
    teacher.press("Gửi")
    teacher.sent()
    album.kill()
    teacher.line(NOTE).click()
    page.get_by_role("button", name="Xem lớn ảnh 1").click()
    page.get_by_role("button", name="Rút đồng ý, ẩn ảnh").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("Đã rút đồng ý, ảnh bị ẩn")).to_be_visible()
    expect(dialog.get_by_role("img")).to_have_count(0)
    page.get_by_role("button", name="Đóng").click()
    expect(page.locator(".photo-grid img")).to_have_count(0)
    page.get_by_role("link", name="Sửa").click()
    expect(page.locator(".photo-tiles").get_by_text("Đã rút đồng ý, ảnh bị ẩn")).to_be_visible()
    expect(page.locator(".photo-tiles img")).to_have_count(0)

    album.start()
    teacher.home()
    teacher.sync()
    teacher.sent()
    record = written(place)[NOTE]
    [(photo, consent)] = record["consents"].items()
    assert consent["given"] is False
    assert page.evaluate(SHOWN, [record["id"], photo, place.accounts["gv"]])[0] == 404


def test_photos_wait_for_wifi_where_that_is_chosen(somebody, place):
    teacher = somebody("gv")
    page, way = teacher.page, Way(teacher.page)
    teacher.show("/cai-dat")
    page.get_by_role("checkbox", name="Chỉ gửi ảnh qua Wi-Fi").check()
    teacher.home()
    begin_album(page, NOTE)
    take(page, picture(page))
    teacher.press("Gửi")
    teacher.says("1 ảnh chờ gửi")
    teacher.says("ảnh đang chờ Wi-Fi")
    assert NOTE in written(place)
    assert not way.parts
    page.evaluate(
        "() => { navigator.connection.type = 'wifi'; navigator.connection.dispatchEvent(new Event('change')) }"
    )
    teacher.sent()
    assert way.parts
