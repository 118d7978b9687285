"""An administrator sees at the desk what the loss of the machine would cost, orders a backup, and sees it come."""

from playwright.sync_api import expect

from server.jobs import chores
from tests.journeys.barriers import barriers
from tests.journeys.test_the_desk_is_for_everyone import BEYOND, NARROW, WIDE


def test_from_none_to_the_first(phone, place, tmp_path):
    desk = phone("admin", viewport=WIDE).page
    desk.get_by_role("link", name="Sao lưu").press("Enter")
    expect(desk.get_by_text("chưa có bản sao lưu nào đã được kiểm tra")).to_be_visible()
    expect(desk.get_by_text("Thầy/cô đặt LANTOA_BACKUPS")).to_be_visible()
    assert barriers(desk) == []
    order = desk.get_by_role("button", name="Sao lưu ngay")
    order.press("Enter")
    expect(desk.get_by_text("Đang chờ máy chủ bắt đầu sao lưu…")).to_be_visible()
    expect(order).to_have_attribute("aria-disabled", "true")

    place.app.config.update(BACKUPS=str(tmp_path / "backups"), EXPORTS=str(tmp_path / "exports"))
    with place.app.app_context():
        chores.make_ordered_backups()
    row = desk.locator("tbody tr")
    expect(row).to_contain_text("Đã kiểm tra toàn bộ")
    expect(desk.get_by_text("nằm trên chính ổ đĩa của máy này")).to_be_visible()
    expect(order).to_have_attribute("aria-disabled", "false")
    assert barriers(desk) == []
    desk.set_viewport_size(NARROW)
    desk.emulate_media(color_scheme="dark", reduced_motion="reduce")
    assert desk.evaluate(BEYOND) == []
    assert barriers(desk) == []
