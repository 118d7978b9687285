"""An officer looks at a record's photos large, by keyboard and by fingers, and then decides on it by keyboard."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.barriers import barriers, in_light_and_dark
from tests.journeys.gallery import album, place
from tests.journeys.phone import Phone, new_context
from tests.journeys.queue import DESK, statuses
from tests.photos.pictures import coded, drawn, send, value
from tests.village import DAY, code

__all__ = ["album", "place"]

LARGE = re.compile(r"/photos/[0-9a-f]{64}$")
NARROW = {"width": 360, "height": 740}


@pytest.fixture
def pictured(place, tmp_path):
    """A record that the school has verified, with three photos on the server: two of a field, one of another."""
    place.app.config["PHOTOS"] = str(tmp_path / "photos")
    author, files = place.client("gv"), [coded(drawn(seed=seed)) for seed in (1, 2, 3)]
    photos = [value(file) for file in files]
    answers = {"note": "Thu hoạch rau", "day": DAY, "photos": photos[:2], "more": photos[2:]}
    put = author.mutation("put", form="album@1", set=answers, then="submit")
    assert code(author.do(put)) is None
    for file in files:
        assert send(author, put["id"], file).status_code == 200
    place.act(place.client("ht"), "verify", put["id"])
    return put["id"]


@pytest.fixture
def desk(browser, album, place, pictured):
    """The record on an officer's desk, whose first large photo is lost on the way; no script may fail there."""
    page = new_context(browser, has_touch=True, **DESK).new_page()
    desk, lost = Phone(page, album.url), []

    def lose(route):
        lost.append(route.request.url)
        return route.abort("connectionreset") if len(lost) == 1 else route.continue_()

    page.route(LARGE, lose)
    desk.sign_in(place.people["so"], at=f"/so/ban-ghi/{pictured}")
    yield page
    assert not desk.errors
    page.context.close()


def sharp(page: Page, n: int) -> None:
    """The n-th photo is there in its full size."""
    expect(page.get_by_role("img", name=f"Ảnh {n}/3")).to_have_attribute("data-large", "true")


def touch(page: Page, *path: list[tuple[int, int]]) -> None:
    """Fingers on the screen, at each step of their path where they are then; after the last they are lifted."""
    session = page.context.new_cdp_session(page)
    for at, fingers in enumerate(path):
        points = [{"x": x, "y": y, "id": finger} for finger, (x, y) in enumerate(fingers)]
        kind = "touchMove" if at else "touchStart"
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_photos_are_walked_and_decided_on_by_keyboard(desk, place, pictured):
    keys, viewer = desk.keyboard, desk.get_by_role("dialog", name="Xem ảnh")
    expect(desk.locator(".photo-grid img")).to_have_count(3)
    keys.press("p")
    # The preview stands there meanwhile.
    expect(viewer.get_by_text("Ảnh chưa có trên máy")).to_be_visible()
    expect(viewer.get_by_role("img", name="Ảnh 1/3")).to_have_attribute("data-large", "false")
    viewer.get_by_role("button", name="Tải lại").click()
    sharp(desk, 1)
    expect(viewer.get_by_text("Ảnh 1/3 · Ảnh · gv thêm")).to_be_visible()

    keys.press("ArrowRight")
    keys.press("ArrowRight")
    keys.press("ArrowRight")
    expect(viewer.get_by_text("Ảnh 3/3 · Ảnh thêm")).to_be_visible()
    sharp(desk, 3)
    image = viewer.get_by_role("img", name="Ảnh 3/3")
    lying = image.bounding_box()
    keys.press("r")
    expect(image).to_have_attribute("style", re.compile(r"rotate\(90deg\)"))
    keys.press("+")
    expect(viewer.get_by_text("phóng 150%")).to_be_visible()
    keys.press("0")
    expect(viewer.get_by_text("phóng")).to_have_count(0)
    desk.wait_for_function("() => !document.getAnimations().length")
    standing = image.bounding_box()
    assert lying["width"] > lying["height"]
    assert standing["height"] > standing["width"]

    keys.press("s")
    expect(viewer.get_by_role("region")).to_have_count(2)
    expect(viewer.get_by_text("Ảnh 2/3")).to_be_visible()
    keys.press("ArrowLeft")
    sharp(desk, 1)
    sharp(desk, 3)
    found = in_light_and_dark(desk)
    desk.set_viewport_size(NARROW)
    assert found + barriers(desk) == []
    desk.set_viewport_size(DESK["viewport"])

    # What decides on the record does nothing while a photo is open, wherever the focus is.
    desk.evaluate("document.activeElement.blur()")
    keys.press("a")
    keys.press("Escape")
    expect(viewer).to_have_count(0)
    expect(desk.get_by_role("button", name="Xem lớn ảnh 1").first).to_be_focused()
    expect(desk.get_by_role("button", name="Hoàn tác")).to_have_count(0)
    keys.press("a")
    expect(desk.get_by_role("button", name="Hoàn tác")).to_be_visible()
    assert statuses(place, [pictured]) == ["verified"]


def test_fingers_pinch_drag_and_swipe(desk):
    desk.get_by_role("button", name="Xem lớn ảnh 2").click()
    viewer = desk.get_by_role("dialog", name="Xem ảnh")
    viewer.get_by_role("button", name="Tải lại").click()
    sharp(desk, 2)
    touch(desk, [(600, 400), (680, 400)], [(580, 400), (700, 400)], [(560, 400), (720, 400)])
    expect(viewer.get_by_text("phóng 200%")).to_be_visible()
    image = viewer.get_by_role("img", name="Ảnh 2/3")
    desk.wait_for_function("() => !document.getAnimations().length")
    before = image.bounding_box()
    touch(desk, [(640, 400)], [(640, 440)], [(640, 460)])
    desk.wait_for_function("() => !document.getAnimations().length")
    assert image.bounding_box()["y"] == pytest.approx(before["y"] + 60, abs=1)
    for _ in range(2):
        touch(desk, [(640, 400)])
    expect(viewer.get_by_text("phóng")).to_have_count(0)
    touch(desk, [(700, 400)], [(620, 405)], [(560, 405)])
    expect(viewer.get_by_text("Ảnh 3/3 · Ảnh thêm")).to_be_visible()


def test_the_queue_shows_the_first_photos_of_a_record(desk):
    desk.get_by_role("link", name="Chờ duyệt").first.click()
    desk.get_by_label("Xem").select_option("Tất cả bản ghi")
    row = desk.get_by_role("row").filter(has_text="3 ảnh")
    expect(row.locator("img")).to_have_count(3)
    for n in range(3):
        expect(row.locator("img").nth(n)).to_have_js_property("complete", True)
        assert row.locator("img").nth(n).evaluate("(image) => image.naturalWidth") > 0
