"""An officer brings in a report of their own making: faults are mended, then each row is a record, and approved."""

from datetime import date
from io import BytesIO

from openpyxl import Workbook
from playwright.sync_api import expect

from server.models.log import Record
from server.platform.database import read
from tests.journeys.barriers import barriers
from tests.journeys.queue import later, sent
from tests.journeys.test_every_screen_is_for_everyone import TOGETHER

SIZES = ({"width": 1280, "height": 800}, {"width": 360, "height": 740})


def report(place) -> bytes:
    """With titles, two rows of merged headings, a formula, a wrong school, a strange choice, a total and signatures."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Năm 2026"
    sheet.append(("PHÒNG VĂN HÓA – XÃ HỘI",))
    sheet.append(("TỔNG HỢP TẬP HUẤN",))
    sheet.merge_cells("A2:F2")
    sheet.append(("STT", "Trường", "Ngày tổ chức", "Lớp tập huấn", None, "Giáo viên: số người dự"))
    sheet.append((None, None, None, "Tên lớp tập huấn", "Chuyên đề", None))
    for area in ("A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:F4"):
        sheet.merge_cells(area)
    topic = "Quản trị trường học"
    sheet.append((1, place.school.name, date(2026, 10, 5), "Quản trị trường học số", topic, 12))
    sheet.append((2, place.school.name, "06/10/2026", "Soạn bài với AI", "AI", "1.000"))
    sheet.append((3, "TH Không Có", date(2026, 10, 7), "Học bạ số", topic, 7))
    sheet.append(("Tổng cộng", None, None, None, None, "=SUM(F5:F7)"))
    sheet.append((None, None, None, "Người lập biểu"))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def approve_all(phone, place, brought: str) -> None:
    """The department approves both records of the list at the address ``brought``."""
    reviewer = phone("so", at=brought, clock=True, viewport=SIZES[0]).page
    reviewer.get_by_label("Chọn cả 2 bản ghi").check()
    reviewer.keyboard.press("a")
    expect(reviewer.get_by_text("Đã duyệt 2 bản ghi.")).to_be_visible()
    later(reviewer)
    sent(reviewer)
    with place.app.app_context(), read() as session:
        found = session.query(Record).filter_by(register="training").all()
        assert [record.status for record in found] == ["approved"] * 2


def test_a_report_is_matched_mended_brought_in_and_approved(server, place, phone, at_desk, tmp_path):
    file = tmp_path / "Báo cáo 2026.xlsx"
    file.write_bytes(report(place))
    page = at_desk("xa", "/so/nhap-so-lieu")
    page.get_by_label("Chọn tệp Excel").wait_for()
    assert barriers(page) == []
    page.get_by_label("Chọn tệp Excel").set_input_files({"name": "a.xlsx", "mimeType": "x/y", "buffer": b"no workbook"})
    expect(page.get_by_role("alert").filter(has_text="Không đọc được tệp a.xlsx")).to_be_visible()

    page.get_by_label("Chọn tệp Excel").set_input_files(file)
    page.get_by_label("Biểu", exact=True).select_option("training")
    expect(page.get_by_role("combobox", name="Tên lớp tập huấn", exact=True)).to_have_value("3")
    expect(page.get_by_role("combobox", name="Chuyên đề", exact=True)).to_have_value("4")
    assert page.evaluate(TOGETHER) == []
    assert barriers(page) == []
    page.get_by_role("button", name="Xem trước").press("Enter")
    expect(page.get_by_role("button", name="Nhập 1 bản ghi")).to_be_disabled()
    expect(page.get_by_role("row", name="TH Không Có")).to_contain_text("Cột B")
    for size in SIZES:
        page.set_viewport_size(size)
        assert barriers(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_label("“AI” nghĩa là").select_option("genai")
    expect(page.get_by_role("link", name="Lỗi 1")).to_be_visible()
    expect(page.get_by_role("row", name="Soạn bài")).to_have_count(0)
    page.get_by_role("button", name="Bỏ qua dòng này").press("Enter")
    page.get_by_role("link", name="Bỏ qua 3").press("Enter")
    expect(page.get_by_role("row", name="Dòng cộng")).to_be_visible()
    expect(page.get_by_role("row", name="Phần ký tên")).to_be_visible()
    with place.app.app_context(), read() as session:
        assert session.query(Record).filter_by(register="training").count() == 0

    page.get_by_role("button", name="Nhập 2 bản ghi").press("Enter")
    expect(page.get_by_text("Đã nhập 2 bản ghi từ Báo cáo 2026.xlsx")).to_be_visible()
    assert barriers(page) == []
    page.get_by_role("link", name="Xem 2 bản ghi").press("Enter")
    expect(page.get_by_text("Chỉ các bản ghi nhập từ một tệp Excel")).to_be_visible()
    page.get_by_role("link", name="Soạn bài với AI").click()
    expect(page.get_by_text("Nhập từ tệp “Báo cáo 2026.xlsx”, trang “Năm 2026”, dòng 6.")).to_be_visible()
    page.go_back()
    brought = page.url.removeprefix(server.url)

    approve_all(phone, place, brought)
