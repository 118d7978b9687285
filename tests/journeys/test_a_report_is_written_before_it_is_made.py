"""A leader says who signs the school's report, changes the drafted assessment, and finds all of it in the file; next
time it is there already."""

import docx
from playwright.sync_api import expect

from server.jobs import chores
from tests.exports.test_exported_files import YEAR
from tests.exports.test_word_report import text_of
from tests.journeys.barriers import barriers
from tests.journeys.test_the_desk_is_for_everyone import BEYOND, NARROW, WIDE


def test_from_the_draft_to_the_file(phone, place, tmp_path):
    desk = phone("ht", at=f"/so/bao-cao?kind=report&register=activity&period={YEAR}", viewport=WIDE).page
    order = desk.get_by_role("button", name="Tạo tệp")
    order.press("Enter")
    dialog = desk.get_by_role("dialog")
    assessment = dialog.get_by_label("Nhận xét, đánh giá")
    expect(assessment).to_have_value("Trường chưa báo cáo: Nhật ký hoạt động mô hình.")
    assert barriers(desk) == []
    dialog.get_by_label("Số", exact=True).fill("45")
    dialog.get_by_label("Chức vụ người ký").fill("KT. HIỆU TRƯỞNG\nPHÓ HIỆU TRƯỞNG")
    dialog.get_by_label("Họ và tên người ký").fill("Lò Thị Mai")
    dialog.get_by_label("Nơi nhận").fill("UBND xã Sín Thầu\n\nLưu hồ sơ")
    assessment.fill("Phong trào đi vào nền nếp.")
    desk.set_viewport_size(NARROW)
    assert desk.evaluate(BEYOND) == []
    dialog.get_by_role("button", name="Tạo báo cáo").press("Enter")
    expect(dialog).to_be_hidden()

    place.app.config.update(EXPORTS=str(tmp_path / "exports"))
    with place.app.app_context():
        chores.work_exports()
    expect(desk.get_by_role("button", name="Tải về")).to_be_visible()
    [made] = (tmp_path / "exports").glob("*.docx")
    text = text_of(docx.Document(str(made)))
    for part in ("Số: 45/BC", "KT. HIỆU TRƯỞNG\nPHÓ HIỆU TRƯỞNG", "Lò Thị Mai", "- UBND xã Sín Thầu;\n- Lưu hồ sơ;"):
        assert part in text, part
    assert "Nhận xét, đánh giá\nPhong trào đi vào nền nếp." in text

    order.press("Enter")
    expect(assessment).to_have_value("Phong trào đi vào nền nếp.")
    expect(dialog.get_by_label("Họ và tên người ký")).to_have_value("Lò Thị Mai")
    dialog.get_by_role("button", name="Lấy lại bản gợi ý").press("Enter")
    expect(assessment).to_have_value("Trường chưa báo cáo: Nhật ký hoạt động mô hình.")


def test_without_network_nothing_is_lost_and_it_is_said(phone):
    page = phone("ht", at=f"/so/bao-cao?kind=report&register=activity&period={YEAR}", viewport=WIDE)
    desk = page.page
    desk.get_by_role("button", name="Tạo tệp").press("Enter")
    dialog = desk.get_by_role("dialog")
    dialog.get_by_label("Họ và tên người ký").fill("Lò Thị Mai")
    desk.context.set_offline(True)
    dialog.get_by_role("button", name="Tạo báo cáo").press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("Chưa nối được với máy chủ")
    expect(dialog.get_by_label("Họ và tên người ký")).to_have_value("Lò Thị Mai")
