"""An officer brings a workbook with faults, mends it, brings it again, and prints codes for the new people."""

from playwright.sync_api import expect

from server.models.org import Unit
from server.platform.database import write
from tests.imports.workbooks import workbook
from tests.journeys.barriers import barriers
from tests.journeys.phone import new_context
from tests.journeys.test_every_screen_is_for_everyone import TOGETHER

PEOPLE = [
    ("", "Nguyễn Thị Lan", "giáo viên", "T1", "", ""),
    ("lo.van.an", "Lò Văn An", "giáo viên", "T1", "01/09/2026", ""),
]


def test_an_import_with_errors_then_without(browser, server, place, at_desk, tmp_path):
    with place.app.app_context(), write() as session:
        session.get_one(Unit, place.school.id).code = "T1"
    wrong, right = tmp_path / "Trường.xlsx", tmp_path / "Trường sửa.xlsx"
    wrong.write_bytes(workbook(people=[*PEOPLE, ("", "Vàng A Sú", "giáo viên", "T77", "", "")]))
    right.write_bytes(workbook(people=PEOPLE))
    page = at_desk("ht", "/so/nhap")
    with page.expect_download() as kept:
        page.get_by_role("button", name="Tải tệp mẫu").press("Enter")
    assert kept.value.suggested_filename.endswith(".xlsx")
    assert barriers(page) == []

    page.get_by_label("Chọn tệp .xlsx").set_input_files({"name": "a.xlsx", "mimeType": "x/y", "buffer": b"no workbook"})
    expect(page.get_by_role("alert").filter(has_text="Không đọc được tệp a.xlsx")).to_contain_text(
        "không phải tệp Excel"
    )
    page.get_by_label("Chọn tệp .xlsx").set_input_files(wrong)
    expect(page.get_by_role("row", name="T77")).to_contain_text("4")
    expect(page.get_by_role("button", name="Thực hiện")).to_have_count(0)
    page.get_by_role("link", name="Lỗi").press("Enter")
    expect(page).to_have_url(f"{server.url}/so/nhap?show=faults")
    expect(page.get_by_role("row")).to_have_count(2)
    assert page.evaluate(TOGETHER) == []
    page.get_by_role("link", name="Tất cả").press("Enter")
    assert barriers(page) == []

    page.get_by_label("Chọn tệp khác").set_input_files(right)
    page.get_by_role("button", name="Thực hiện 2 thay đổi").press("Enter")
    page.get_by_text("Đã thực hiện 2 thay đổi").wait_for()
    page.get_by_role("button", name="In mã đăng nhập cho 2 người").press("Enter")
    page.get_by_role("button", name="In các phiếu").wait_for()
    slip = page.get_by_role("listitem").filter(has_text="nguyenthilan")
    code = slip.locator(".code").inner_text()
    assert barriers(page) == []

    other = new_context(browser)
    new = other.new_page()
    new.goto(server.url)
    new.locator("input[name=username]").fill("nguyenthilan")
    new.locator("input[name=password]").fill(code)
    new.get_by_role("button", name="Đăng nhập").click()
    new.get_by_role("heading", name="mật khẩu").wait_for()
    other.close()
