"""A teacher moves with unsent work: the old school's leader takes it in or refuses it, and the phone says which."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect

from tests.journeys.barriers import barriers
from tests.journeys.place import today
from tests.log.quarantine import differences, transfer

DESK = {"viewport": {"width": 1280, "height": 800}}
KEPT, REFUSED = "Tưới rau cùng phụ huynh", "Đọc sách dưới sân"


def test_unsent_work_of_who_left_is_taken_in_or_refused(phone, place):
    gv = phone("gv")
    gv.page.context.set_offline(True)
    gv.log(KEPT, 31)
    gv.home()
    gv.log(REFUSED, 12)
    # A phone's clock is known but for the time that its request takes on the way.
    soon = timedelta(seconds=3)
    transfer(place, "gv", place.other, ago=-soon)
    left = datetime.now(UTC) + soon  # at the latest: a busy machine takes its time over the transfer
    gv.page.wait_for_function("left => Date.now() > left", arg=left.timestamp() * 1000)
    gv.page.context.set_offline(False)
    gv.says("2 bản ghi máy chủ chưa nhận")
    gv.line(KEPT).get_by_role("link").click()
    gv.page.get_by_text("Bản ghi đang chờ nhà trường nhận.").wait_for()

    desk = phone("ht", at="/so/cho-nhan", **DESK).page
    expect(desk.get_by_role("link", name="Chờ nhận")).to_contain_text("2")
    assert barriers(desk) == []
    first = desk.get_by_role("article", name=KEPT)
    expect(first).to_contain_text("31")
    first.get_by_role("button", name="Nhận vào đơn vị").press("Enter")
    expect(desk.get_by_role("article")).to_have_count(1)
    second = desk.get_by_role("article", name=REFUSED)
    second.get_by_role("button", name="Từ chối").press("Enter")
    second.get_by_role("button", name="Gửi lời từ chối").click()
    expect(second.get_by_role("alert")).to_contain_text("viết lý do")
    second.get_by_label("Lý do").fill("Đã có bài này của cô Mỉ")
    second.get_by_role("button", name="Gửi lời từ chối").click()
    desk.get_by_text("Không có bản ghi nào chờ nhận").wait_for()

    gv.home()
    gv.line(KEPT).get_by_role("link").click()
    gv.page.get_by_text("Nhà trường đã nhận bản ghi.").wait_for()
    gv.home()
    gv.line(REFUSED).get_by_role("link").click()
    gv.page.get_by_text("Nhà trường từ chối: Đã có bài này của cô Mỉ").wait_for()

    [record] = [each for each in place.activities() if each["data"]["title"] == KEPT]
    leader, seen = place.client("ht"), place.client("ht").read(record["id"])
    assert (seen["unit"], seen["status"], seen["data"]["date"]) == (place.school.id, "submitted", today().isoformat())
    place.act(leader, "verify", record["id"])
    place.act(place.officer, "approve", record["id"])
    assert place.figure("students") == 31
    assert differences(place) == []
