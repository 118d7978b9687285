"""A book of a school's gate, kept in Excel with hours and codes, is brought in for an XLSForm's register."""

from datetime import datetime, time
from io import BytesIO

from openpyxl import Workbook
from playwright.sync_api import expect

from tests.journeys.barriers import barriers
from tests.registers.test_registers_published_without_a_programmer import publish, upload, workbook_of

SURVEY = [
    ("type", "name", "label", "constraint", "required"),
    ("date", "ngay", "Ngày trực", "", "yes"),
    ("time", "mo", "Mở cổng lúc", ". >= '05:00'"),
    ("dateTime", "hop", "Họp lúc"),
    ("barcode", "the", "Số thẻ"),
]
SETTINGS = [("form_id", "form_title", "lt_by", "lt_review"), ("so_cong", "Sổ trực cổng", "leader", "department")]


def book(place) -> bytes:
    """Two good rows, one with Excel's own times and one as people type them, and one with an hour that there is not."""
    made = Workbook()
    sheet = made.active
    sheet.append(("Trường", "Ngày trực", "Mở cổng lúc", "Họp lúc", "Số thẻ"))
    school = place.school.name
    sheet.append((school, "05/10/2026", time(6, 45), datetime(2026, 10, 5, 14, 30), "0089345"))
    sheet.append((school, "06/10/2026", "6 giờ 30", "14h ngày 06/10/2026", 8934563138165))
    sheet.append((school, "07/10/2026", "25:00", None, None))
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def test_hours_and_codes_come_in_as_what_they_are(server, place, at_desk, tmp_path):
    publish(place.officer, upload(place.officer, workbook_of(SURVEY, [("list_name", "name", "label")], SETTINGS)).json)
    file = tmp_path / "Sổ trực cổng.xlsx"
    file.write_bytes(book(place))
    page = at_desk("so", "/so/nhap-so-lieu")
    page.get_by_label("Chọn tệp Excel").set_input_files(file)
    page.get_by_label("Biểu", exact=True).select_option("so_cong")
    page.get_by_role("button", name="Xem trước").press("Enter")
    expect(page.get_by_text("Không phải giờ. Ghi như 14:30 hoặc 14h30.")).to_be_visible()
    assert barriers(page) == []
    page.get_by_role("button", name="Bỏ qua dòng này").press("Enter")
    expect(page.get_by_role("link", name="Bỏ qua 1")).to_be_visible()
    page.get_by_role("button", name="Nhập 2 bản ghi").click()
    expect(page.get_by_text("Đã nhập 2 bản ghi từ Sổ trực cổng.xlsx")).to_be_visible()

    records = place.officer.get("/api/records?register=so_cong").json["records"]
    assert sorted((one["data"]["mo"], one["data"]["hop"], one["data"]["the"]) for one in records) == [
        ("06:30", "2026-10-06T14:00", "8934563138165"),
        ("06:45", "2026-10-05T14:30", "0089345"),
    ]
