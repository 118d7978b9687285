"""An officer brings the codes of the sector's database as CSV, sees what changes, and finds a school by its code."""

from playwright.sync_api import expect

from server.models.org import Unit
from server.platform.database import write
from tests.journeys.barriers import barriers


def test_codes_are_brought_shown_and_found(server, place, at_desk):
    with place.app.app_context(), write() as session:
        session.get_one(Unit, place.school.id).code = "T1"
    lines = ["Mã đơn vị;Mã CSDL ngành", "T1;0110317"]
    codes = {"name": "Mã ngành.csv", "mimeType": "text/csv", "buffer": "\r\n".join(lines).encode("utf-8-sig")}
    page = at_desk("so", "/so/nhap", viewport={"width": 360, "height": 740})
    with page.expect_download() as listed:
        page.get_by_role("button", name="Tải danh sách đơn vị hiện có").press("Enter")
    assert listed.value.suggested_filename.startswith("don-vi-")
    assert barriers(page) == []

    page.get_by_label("Chọn tệp .xlsx hoặc .csv").set_input_files(codes)
    expect(page.get_by_role("row", name="Đổi mã CSDL ngành")).to_contain_text("0110317")
    assert barriers(page) == []
    page.get_by_role("button", name="Thực hiện 1 thay đổi").press("Enter")
    page.get_by_text("Đã thực hiện 1 thay đổi").wait_for()

    page.goto(f"{server.url}/so/don-vi?q=0110317")
    page.get_by_role("link", name=place.school.name).click()
    expect(page.get_by_role("definition").filter(has_text="0110317")).to_be_visible()
    page.get_by_role("button", name="Sửa").click()
    expect(page.get_by_label("Mã CSDL ngành")).to_have_value("0110317")
    assert barriers(page) == []
