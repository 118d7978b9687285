"""An officer makes a token for another program, reads with it, sees that it was used, and ends it."""

import httpx
from playwright.sync_api import expect

from tests.journeys.barriers import barriers
from tests.journeys.test_the_desk_is_for_everyone import BEYOND, NARROW, WIDE
from tests.village import PASSWORD


def test_made_used_and_ended(phone, server):
    desk = phone("so", viewport=WIDE).page
    desk.get_by_role("link", name="Mã truy cập").press("Enter")
    expect(desk.get_by_role("heading", name="Chưa có mã truy cập nào")).to_be_visible()
    assert barriers(desk) == []
    desk.get_by_role("button", name="Tạo mã truy cập").press("Enter")
    sheet = desk.get_by_role("dialog")
    sheet.get_by_label("Dùng cho việc gì").fill("Báo cáo Power BI")
    sheet.get_by_label("Mật khẩu").fill("sai")
    assert barriers(desk) == []
    sheet.get_by_role("button", name="Tạo mã truy cập").press("Enter")
    expect(sheet.get_by_text("Mật khẩu chưa đúng.")).to_be_visible()
    sheet.get_by_label("Mật khẩu").fill(PASSWORD)
    sheet.get_by_role("button", name="Tạo mã truy cập").press("Enter")
    expect(desk.get_by_role("heading", name="Mã truy cập đã tạo")).to_be_focused()
    token = desk.locator("code").inner_text()
    assert barriers(desk) == []
    row = desk.get_by_role("listitem").filter(has_text="Báo cáo Power BI")
    expect(row).to_contain_text("chưa dùng")

    def ask():
        return httpx.get(f"{server.url}/api/records", headers={"Authorization": f"Bearer {token}"}).status_code

    assert ask() == 200
    desk.reload()
    expect(row).to_contain_text("dùng gần nhất")
    assert token not in desk.content()
    desk.set_viewport_size(NARROW)
    desk.emulate_media(color_scheme="dark", reduced_motion="reduce")
    assert desk.evaluate(BEYOND) == []
    row.get_by_role("button", name="Thu hồi").press("Enter")
    desk.get_by_role("dialog").get_by_role("button", name="Thu hồi").press("Enter")
    expect(desk.get_by_role("heading", name="Chưa có mã truy cập nào")).to_be_visible()
    assert ask() == 401
