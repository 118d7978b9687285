"""A form of another system is uploaded as it is: what it does not say is asked, what is not kept is said, and a teacher
fills it in, with its notes, conditions, sums and constraints, without a network."""

from playwright.sync_api import expect

from tests.journeys.barriers import barriers
from tests.journeys.test_every_screen_is_for_everyone import TOGETHER
from tests.registers.test_registers_published_without_a_programmer import workbook_of

HEADS = ("type", "name", "label", "relevant", "constraint", "constraint_message", "calculation", "default", "trigger")
SURVEY = [
    (*HEADS, "mau"),
    ("select_one yn", "Benh", "Có em bị ốm?"),
    ("integer", "si-so", "Sĩ số?", *[""] * 6, "xanh"),
    ("integer", "so-em", "Mấy em?", "${Benh}='yes'", ". <= ${si-so}", "Nhiều hơn sĩ số", "", "", "${Benh}"),
    ("note", "goi", "Gọi trạm y tế ngay\nrồi báo **gia đình**", "${Benh}='yes' and ${so-em} > 2"),
    ("calculate", "con-lai", "Còn lại", "", "", "", "${si-so} - coalesce(${so-em}, 0)"),
    ("text", "truc", "Trong ${con-lai} em, ai trực?"),
    ("text", "noi", "Ở đâu?", "", "", "", "", "Điểm trường chính"),
]
CHOICES = [("list_name", "name", "label"), ("yn", "yes", "Có"), ("yn", "no", "Không")]


def test_from_another_systems_form_to_a_record(server, place, phone, at_desk, tmp_path):
    file = tmp_path / "Theo dõi sức khoẻ.xlsx"
    file.write_bytes(workbook_of(SURVEY, CHOICES, []))
    desk = at_desk("so", "/so/bieu")
    desk.get_by_label("Tải lên tệp biểu mẫu").set_input_files(file)

    expect(desk.get_by_label("Tên biểu")).to_have_value("Theo dõi sức khoẻ")
    expect(desk.get_by_label("Mã biểu")).to_have_value("theo_doi_suc_khoe")
    desk.get_by_text("điều trong tệp chưa giữ được hoặc được đổi").click()
    expect(desk.get_by_text("survey, dòng 4: Chưa giữ được nội dung cột “trigger”")).to_be_visible()
    expect(desk.get_by_text("survey: Bỏ qua cột “mau”.")).to_be_visible()
    assert desk.evaluate(TOGETHER) == []
    assert barriers(desk) == []
    desk.get_by_label("Ghi theo kỳ nào?").select_option("once")
    desk.get_by_label("Hiệu trưởng, BGH").uncheck()
    desk.get_by_role("button", name="Xem bản nháp").press("Enter")

    handset = desk.get_by_role("region", name="Như trên điện thoại")
    expect(handset.get_by_text("Gọi trạm y tế ngay")).to_have_count(0)
    handset.get_by_text("Có", exact=True).click()
    handset.get_by_label("Sĩ số?").fill("30")
    handset.get_by_label("Mấy em?").fill("3")
    expect(handset.get_by_label("Trong 27 em, ai trực?")).to_be_visible()
    note = handset.get_by_text("Gọi trạm y tế ngay")
    expect(note).to_be_visible()
    assert note.inner_text() == "Gọi trạm y tế ngay\nrồi báo gia đình"
    assert barriers(desk) == []
    desk.get_by_role("button", name="Ban hành").press("Enter")
    expect(desk.get_by_role("listitem").filter(has_text="Theo dõi sức khoẻ")).to_contain_text("Ban hành")

    teacher = phone("gv")
    teacher.page.goto(f"{server.url}/ghi?bieu=theo_doi_suc_khoe")
    teacher.page.get_by_text("Có", exact=True).wait_for()
    server.end()
    fill_in(teacher)
    server.start()
    teacher.home()
    teacher.sent()
    (record,) = place.officer.get("/api/records?register=theo_doi_suc_khoe").json["records"]
    told = {"benh": "yes", "si_so": 22, "so_em": 4, "truc": "Lò Văn Á", "noi": "Điểm trường chính"}
    assert record["data"] == told


def fill_in(teacher):
    """Fills in what its check does not allow, is told so in the form's own words, mends it and sends it."""
    teacher.page.get_by_text("Có", exact=True).click()
    teacher.page.get_by_label("Sĩ số?").fill("22")
    teacher.page.get_by_label("Mấy em?").fill("40")
    teacher.page.get_by_text("Gọi trạm y tế ngay").wait_for()
    teacher.press("Gửi")
    expect(teacher.page.locator(".fault")).to_have_text("Nhiều hơn sĩ số")
    teacher.page.get_by_label("Mấy em?").fill("4")
    teacher.page.get_by_label("Trong 18 em, ai trực?").fill("Lò Văn Á")
    expect(teacher.page.locator("dl.copied")).to_contain_text("Còn lại18")
    teacher.press("Gửi")
    teacher.saved()


def test_who_fills_a_form_in_and_who_decides_is_asked_when_all_else_is_known(server, at_desk, tmp_path):
    file = tmp_path / "san.xlsx"
    settings = [("form_id", "form_title", "lt_period"), ("san", "Sân", "once")]
    file.write_bytes(workbook_of([("type", "name", "label"), ("text", "a", "Sân nào?")], CHOICES, settings))
    desk = at_desk("so", "/so/bieu")
    desk.get_by_label("Tải lên tệp biểu mẫu").set_input_files(file)

    expect(desk.get_by_role("group", name="Ai ghi?")).to_be_visible()
    expect(desk.get_by_label("Ai duyệt?")).to_have_value("leader,department")
    expect(desk.get_by_label("Tên biểu")).to_have_count(0)
    desk.get_by_label("Hiệu trưởng, BGH").uncheck()
    desk.get_by_label("Ai duyệt?").select_option("department")
    desk.get_by_role("button", name="Xem bản nháp").press("Enter")
    expect(desk.get_by_role("region", name="Như trên điện thoại")).to_contain_text("Sân nào?")
