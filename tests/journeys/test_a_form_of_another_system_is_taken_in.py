"""A form of another system is uploaded as it is: what it does not say is asked, what is not kept is said, and a teacher
fills it in, with its notes and conditions, without a network."""

from playwright.sync_api import expect

from tests.journeys.barriers import barriers
from tests.journeys.phone import new_context
from tests.journeys.test_every_screen_is_for_everyone import TOGETHER
from tests.registers.test_registers_published_without_a_programmer import workbook_of
from tests.village import PASSWORD

SURVEY = [
    ("type", "name", "label", "relevant", "constraint_message"),
    ("select_one yn", "Benh", "Có em bị ốm?", "", ""),
    ("integer", "so-em", "Mấy em?", "${Benh}='yes'", "Phải là số"),
    ("note", "goi", "Gọi trạm y tế ngay", "${Benh}='yes' and ${so-em} > 2", ""),
]
CHOICES = [("list_name", "name", "label"), ("yn", "yes", "Có"), ("yn", "no", "Không")]


def test_from_another_systems_form_to_a_record(browser, server, place, phone, tmp_path):
    file = tmp_path / "Theo dõi sức khoẻ.xlsx"
    file.write_bytes(workbook_of(SURVEY, CHOICES, []))
    context = new_context(browser, viewport={"width": 1280, "height": 800})
    desk = context.new_page()
    desk.goto(f"{server.url}/so/bieu")
    desk.locator("input[name=username]").fill(place.people["so"])
    desk.locator("input[name=password]").fill(PASSWORD)
    desk.get_by_role("button", name="Đăng nhập").press("Enter")
    desk.get_by_label("Tải lên tệp biểu mẫu").set_input_files(file)

    expect(desk.get_by_label("Tên biểu")).to_have_value("Theo dõi sức khoẻ")
    expect(desk.get_by_label("Mã biểu")).to_have_value("theo_doi_suc_khoe")
    desk.get_by_text("điều trong tệp chưa giữ được hoặc được đổi").click()
    expect(desk.get_by_text("survey, dòng 3: Chưa giữ được nội dung cột “constraint_message”")).to_be_visible()
    assert desk.evaluate(TOGETHER) == []
    assert barriers(desk) == []
    desk.get_by_label("Ghi theo kỳ nào?").select_option("once")
    desk.get_by_label("Hiệu trưởng, BGH").uncheck()
    desk.get_by_role("button", name="Xem bản nháp").press("Enter")

    handset = desk.get_by_role("region", name="Như trên điện thoại")
    expect(handset.get_by_text("Gọi trạm y tế ngay")).to_have_count(0)
    handset.get_by_text("Có", exact=True).click()
    handset.get_by_label("Mấy em?").fill("3")
    expect(handset.get_by_text("Gọi trạm y tế ngay")).to_be_visible()
    assert barriers(desk) == []
    desk.get_by_role("button", name="Ban hành").press("Enter")
    expect(desk.get_by_role("listitem").filter(has_text="Theo dõi sức khoẻ")).to_contain_text("Ban hành")
    context.close()

    teacher = phone("gv")
    teacher.page.goto(f"{server.url}/ghi?bieu=theo_doi_suc_khoe")
    teacher.page.get_by_text("Có", exact=True).wait_for()
    server.end()
    teacher.page.get_by_text("Có", exact=True).click()
    teacher.page.get_by_label("Mấy em?").fill("4")
    teacher.page.get_by_text("Gọi trạm y tế ngay").wait_for()
    teacher.page.get_by_role("button", name="Gửi", exact=True).click()
    teacher.page.get_by_text("Đã lưu trên máy này").first.wait_for()
    server.start()
    teacher.home()
    teacher.sent()
    (record,) = place.officer.get("/api/records?register=theo_doi_suc_khoe").json["records"]
    assert record["data"] == {"benh": "yes", "so_em": 4}
