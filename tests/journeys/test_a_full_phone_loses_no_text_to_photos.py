"""A phone that is nearly full says so before photos fail; one that is full keeps the text, and names what it lost."""

import pytest

from tests.journeys.gallery import album, begin_album, place
from tests.journeys.phone import Phone, new_context
from tests.journeys.pictures import picture

__all__ = ["album", "place"]

NOTE = "Thu hoạch rau cải lứa đầu"
LITTLE = "navigator.storage.estimate = async () => ({ quota: 100e6, usage: 70e6 })"
FULL = """() => {
  const put = IDBObjectStore.prototype.put
  IDBObjectStore.prototype.put = function (...given) {
    if (this.transaction.db.name === 'lantoa-photos') throw new DOMException('no room', 'QuotaExceededError')
    return put.apply(this, given)
  }
}"""


@pytest.fixture
def page(browser, album, place):
    page = new_context(browser).new_page()
    page.add_init_script(LITTLE)
    Phone(page, album.url).sign_in(place.people["gv"])
    yield page
    page.context.close()


def test_it_warns_first_and_then_says_which_photo_it_could_not_keep(page, album):
    begin_album(page, NOTE)
    page.get_by_text("Máy chỉ còn khoảng 30 MB").first.wait_for()
    page.evaluate(FULL)
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Chụp ảnh").first.click()
    chooser.value.set_files(picture(page))
    page.get_by_text("Máy hết chỗ nên không giữ được ảnh này").wait_for()
    assert page.get_by_label("Ghi chú").input_value() == NOTE
    assert page.get_by_role("button", name="Bỏ ảnh 1").count() == 0
    phone = Phone(page, album.url)
    phone.press("Gửi")
    page.locator(".saying").get_by_text("Đã lưu trên máy này").wait_for()
    phone.home()
    phone.line(NOTE).wait_for()
