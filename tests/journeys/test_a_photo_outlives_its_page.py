"""A page that Android kills behind the camera or its pictures comes back to its form, with the photo or its place."""

import base64

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.gallery import album, begin_album, held_photos, take
from tests.journeys.phone import Phone, new_context
from tests.journeys.pictures import PLANTED, no_picture, picture

__all__ = ["album"]

NOTE = "Làm luống rau cùng lớp 4A"
LATE = """() => {
  // The disk is too late for a draft that names two photos: the phone is killed before.
  const put = IDBObjectStore.prototype.put
  IDBObjectStore.prototype.put = function (value, ...key) {
    const two = (one) => Array.isArray(one) && one[1]?.sha256
    const late = this.name === 'drafts' && Object.values(value.values?.values ?? {}).some(two)
    return late ? this.get(...key) : put.call(this, value, ...key)
  }
}"""


@pytest.fixture
def teacher(album, place, handset):
    """A phone that is ready for offline, on a server that asks for photos; it is switched off."""
    Phone(handset.switch_on(), album.url).sign_in(place.people["gv"])
    handset.switch_off()
    album.kill()
    return place


def again(handset, album) -> Page:
    page = handset.switch_on()
    page.goto(album.url)
    return page


def test_killed_behind_the_camera_or_its_pictures_it_comes_back_to_the_place_of_the_photo(teacher, album, handset):
    page = again(handset, album)
    begin_album(page, NOTE)
    for behind, instead in (("Chụp ảnh", "Chọn lại"), ("Chọn lại", "Chụp lại")):
        with page.expect_file_chooser():
            page.get_by_role("button", name=behind).first.click()
        handset.kill()

        page = again(handset, album)
        place = page.get_by_role("heading", name="Ảnh vừa chụp hoặc chọn chưa kịp lưu")
        expect(place).to_be_in_viewport()
        expect(page.get_by_label("Ghi chú")).to_have_value(NOTE)
        expect(page.get_by_role("button", name=instead)).to_be_visible()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Chụp lại").click()
    chooser.value.set_files(picture(page))
    expect(page.get_by_role("button", name="Bỏ ảnh 1")).to_be_visible()
    expect(place).to_have_count(0)


def test_killed_with_the_photo_taken_it_is_there(teacher, album, handset):
    page = again(handset, album)
    begin_album(page, NOTE)
    take(page, picture(page))
    page.get_by_role("checkbox", name="Có mặt người").check()
    page.get_by_text("Đã giữ trên máy lúc").wait_for()
    page.evaluate(LATE)
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Chọn ảnh").first.click()
    chooser.value.set_files([picture(page, "IMG_0002.jpg", hue=40), picture(page, "IMG_0003.jpg", hue=90)])
    page.get_by_role("button", name="Bỏ ảnh 3").wait_for()
    handset.kill()

    page = again(handset, album)
    expect(page.get_by_role("img", name="Ảnh 1")).to_be_in_viewport()
    expect(page.get_by_role("img", name="Ảnh 3")).to_be_attached()
    expect(page.get_by_role("checkbox", name="Có mặt người").first).to_be_checked()
    expect(page.get_by_label("Ghi chú")).to_have_value(NOTE)
    page.get_by_role("button", name="Gửi", exact=True).click()
    Phone(page, album.url).says("3 ảnh chờ gửi")
    handset.kill()

    page = again(handset, album)
    Phone(page, album.url).says("3 ảnh chờ gửi")
    Phone(page, album.url).line(NOTE).click()
    page.get_by_role("button", name="Xem lớn ảnh 1").click()
    expect(page.get_by_role("dialog").get_by_role("img", name="Ảnh 1")).to_be_visible()


def test_what_is_kept_is_small_upright_and_without_a_cameras_notes(browser, album, place):
    page = new_context(browser).new_page()
    phone = Phone(page, album.url)
    phone.sign_in(place.people["gv"])
    begin_album(page, NOTE)
    take(page, picture(page), picture(page, "IMG_0002.jpg", hue=40), no_picture())
    page.get_by_text("“ghi-chu.jpg” không phải ảnh").wait_for()
    expect(page.get_by_label("Ghi chú")).to_have_value(NOTE)
    held = held_photos(page)
    assert len(held) == 4
    for photo in held:
        file = base64.b64decode(photo["file"])
        small = "of" in photo
        assert len(file) == photo["bytes"] <= (12_000 if small else 200_000)
        assert max(photo["w"], photo["h"]) <= (240 if small else 1280)
        # The camera lay on its side, and said so.
        assert photo["h"] > photo["w"]
        assert PLANTED not in file
        assert b"Exif" not in file
    assert not phone.errors
    page.context.close()
