"""A phone without a network hands its work to a colleague's as a file; it counts as its author's, once, and drafts come
to the author's next phone."""

from playwright.sync_api import expect
from sqlalchemy import delete

from server.models.auth import Session
from server.platform.database import write
from tests.journeys.barriers import in_light_and_dark
from tests.journeys.gallery import HELD, album, begin_album, held_photos, take
from tests.journeys.pictures import picture
from tests.journeys.until import until

__all__ = ["album"]


def test_a_colleague_sends_it_and_the_authors_phones_know(server, place, phone, tmp_path):
    author, carrier = phone("gv"), phone("gvb")
    author.page.context.set_offline(True)
    author.log("Đọc sách cùng em")
    author.home()
    author.begin()
    author.page.get_by_label("Đã làm gì").fill("Viết dở trên đường")
    author.page.get_by_text("Đã giữ trên máy lúc").wait_for()
    author.home()
    author.page.get_by_role("link", name="Cài đặt").click()
    author.page.get_by_role("link", name="Mang đi bằng tệp").click()
    expect(author.page.get_by_text("Chưa gửi: 1 thay đổi, 1 bản đang viết dở")).to_be_visible()
    author.press("Lưu ra tệp")
    expect(author.page.get_by_text("Tệp đã sẵn sàng")).to_be_visible()
    assert in_light_and_dark(author.page) == []
    with author.page.expect_download() as saved:
        author.press("Lưu vào máy")
    file = tmp_path / saved.value.suggested_filename
    saved.value.save_as(file)
    assert b"Nguy" not in file.read_bytes()

    carrier.show("/tep")
    expect(carrier.page.get_by_text("Máy này không còn gì chưa gửi")).to_be_visible()
    for _ in range(2):
        carrier.page.get_by_label("Chọn tệp để gửi").set_input_files(file)
        expect(carrier.page.get_by_text("đã nhận 1 thay đổi, 1 bản viết dở")).to_be_visible()
    assert in_light_and_dark(carrier.page) == []
    (record,) = place.activities()
    assert (record["data"]["title"], record["author"]) == ("Đọc sách cùng em", place.accounts["gv"])
    damaged = tmp_path / "hỏng.txt"
    damaged.write_bytes(file.read_bytes()[:-9])
    carrier.page.get_by_label("Chọn tệp để gửi").set_input_files(damaged)
    expect(carrier.page.get_by_text("không mở được tệp này")).to_be_visible()

    replaced = phone("gv")
    replaced.home()
    replaced.page.get_by_text("Viết dở trên đường").wait_for()
    author.page.context.set_offline(False)
    author.home()
    author.sent()
    author.page.get_by_text("Viết dở trên đường").wait_for()
    (still,) = place.activities()
    assert still["id"] == record["id"]


def test_a_leader_takes_in_the_file_of_a_phone_that_is_signed_out(server, place, phone, tmp_path):
    author, carrier = phone("gv"), phone("gvb")
    author.page.context.set_offline(True)
    author.log("Tưới rau cùng phụ huynh")
    author.show("/tep")
    author.press("Lưu ra tệp")
    with author.page.expect_download() as saved:
        author.press("Lưu vào máy")
    file = tmp_path / saved.value.suggested_filename
    saved.value.save_as(file)
    with place.app.app_context(), write() as session:
        session.execute(delete(Session).where(Session.person == place.accounts["gv"]))
    carrier.show("/tep")
    carrier.page.get_by_label("Chọn tệp để gửi").set_input_files(file)
    expect(carrier.page.get_by_text("lãnh đạo đơn vị xem rồi mới tính")).to_be_visible()
    assert place.activities() == []

    desk = phone("ht", at="/so/cho-nhan", viewport={"width": 1280, "height": 800}).page
    expect(desk.get_by_role("link", name="Chờ nhận")).to_contain_text("1")
    waiting = desk.get_by_role("article", name="Tệp chưa gửi của gv")
    expect(waiting).to_contain_text("Tưới rau cùng phụ huynh")
    assert in_light_and_dark(desk) == []
    waiting.get_by_role("button", name="Nhận vào đơn vị").click()
    expect(waiting).to_have_count(0)
    (record,) = place.activities()
    assert (record["author"], record["status"]) == (place.accounts["gv"], "submitted")


def test_an_unfinished_form_opens_with_its_photo_on_the_phone_that_replaces_another(album, place, phone, tmp_path):
    author, carrier = phone("gv", album.url), phone("gvb", album.url)
    author.page.context.set_offline(True)
    begin_album(author.page, "Vườn rau tuần này")
    take(author.page, picture(author.page))
    author.page.get_by_text("Đã giữ trên máy lúc").wait_for()
    taken = held_photos(author.page)
    author.home()
    author.show("/tep")
    expect(author.page.get_by_text("Chưa gửi: 1 bản đang viết dở, 1 ảnh")).to_be_visible()
    author.press("Lưu ra tệp")
    with author.page.expect_download() as saved:
        author.press("Lưu vào máy")
    file = tmp_path / saved.value.suggested_filename
    saved.value.save_as(file)
    carrier.show("/tep")
    carrier.page.get_by_label("Chọn tệp để gửi").set_input_files(file)
    expect(carrier.page.get_by_text("1 bản viết dở")).to_be_visible()

    replaced = phone("gv", album.url)
    replaced.home()
    replaced.page.get_by_text("Vườn rau tuần này").click()
    seen = replaced.page.get_by_role("img", name="Ảnh 1")
    expect(seen).to_be_visible()
    expect(seen).to_have_js_property("naturalHeight", 240)
    held = held_photos(replaced.page)
    assert [(one["sha256"], one["file"]) for one in held] == [(one["sha256"], one["file"]) for one in taken]
    replaced.press("Gửi")
    replaced.saved()
    until(replaced.page, f"async () => (await ({HELD})()).every((one) => one.state === 'held')")
    replaced.sent()
