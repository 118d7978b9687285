"""A merger at the desk: nothing is chosen for the officer, it says what it will do, and it can be cancelled before.
So is another level or place from a day on."""

from datetime import timedelta

from playwright.sync_api import expect

from server.org.people import add_unit
from server.platform.database import write
from tests.journeys.place import today
from tests.journeys.unit_box import take_unit, unit_box

DESK = {"viewport": {"width": 1280, "height": 800}}


def test_a_merger_is_said_planned_and_cancelled(phone, place):
    with place.app.app_context(), write() as session:
        for name in ("TH số 10", "TH số 2"):
            add_unit(session, kind="school", name=name, parent=place.commune)
    place.activity(place.client("gv"), "Còn chờ", then="submit")
    desk = phone("so", at=f"/so/don-vi/{place.school.id}", **DESK).page
    name = place.school.name
    desk.get_by_role("button", name="Sáp nhập, chia tách").click()
    into = unit_box(desk, "Tiếp nối bởi trường")
    into.focus()
    expect(into).to_have_value("")
    expect(desk.get_by_role("listbox").get_by_role("option")).to_contain_text(["TH số 2", "TH số 10", "TH Tủa Thàng"])
    take_unit(desk, "Tiếp nối bởi trường", "TH số 2")
    go = desk.get_by_role("button", name="Kết thúc đơn vị")
    go.click()
    expect(desk.get_by_role("dialog")).to_be_visible()
    expect(desk.get_by_role("dialog")).to_contain_text(f"3 người và 1 điểm trường của {name} chuyển về TH số 2")
    expect(desk.get_by_role("dialog")).to_contain_text(f"3 bản ghi ở lại {name}")
    expect(desk.get_by_role("dialog")).to_contain_text("Trong đó 1 bản ghi đang chờ xác nhận hoặc duyệt")
    desk.get_by_label("Gõ tên trường sẽ kết thúc").fill("TH Khác")
    go.click()
    expect(desk.get_by_role("dialog")).to_be_visible()
    desk.get_by_label("Gõ tên trường sẽ kết thúc").fill(name.lower())
    go.click()
    expect(desk.get_by_role("dialog")).to_have_count(0)
    expect(desk.get_by_text("vẫn hủy được")).to_be_visible()
    desk.get_by_role("button", name="Hủy sáp nhập, chia tách").click()
    expect(desk.get_by_text("vẫn hủy được")).to_have_count(0)
    expect(desk.get_by_role("button", name="Sáp nhập, chia tách…")).to_be_visible()
    assert place.officer.get(f"/api/units/{place.school.id}").json["ended"] is None


def test_another_level_holds_from_the_day_that_is_chosen_and_is_cancelled_before(phone, place):
    desk = phone("so", at=f"/so/don-vi/{place.school.id}", **DESK).page
    unit = f"/api/units/{place.school.id}"
    desk.get_by_role("button", name="Sửa đơn vị").click()
    expect(desk.get_by_label("Áp dụng từ ngày")).to_have_count(0)
    desk.get_by_label("Loại trường").select_option("THCS")
    expect(desk.get_by_label("Áp dụng từ ngày")).to_have_value(today().isoformat())
    desk.get_by_label("Áp dụng từ ngày").fill((today() + timedelta(days=1)).isoformat())
    desk.get_by_role("button", name="Lưu").click()
    cancel = desk.get_by_role("button", name="Hủy thay đổi này")
    expect(cancel).to_be_visible()
    now = place.officer.get(unit).json
    assert (now["level"], now["planned"]["change"]) == (None, {"level": "THCS"})
    cancel.press("Enter")
    expect(cancel).to_have_count(0)
    assert place.officer.get(unit).json["planned"] is None
