"""A place is found after a while, in which other columns of its row, and other rows, are filled in: both stay."""

from playwright.sync_api import expect

from tests.registers.test_registers_published_without_a_programmer import publish, upload, workbook_of

SURVEY = [
    ("type", "name", "label", "required"),
    ("date", "ngay", "Ngày", "yes"),
    ("begin_repeat", "cay", "Cây"),
    ("text", "ten", "Tên cây", "yes"),
    ("geopoint", "cho", "Chỗ trồng"),
    ("end_repeat",),
]
SETTINGS = [("form_id", "form_title", "lt_by", "lt_review"), ("trong_cay", "Trồng cây", "teacher", "department")]
# A position that is found when the test says so.
SLOW = """
  navigator.geolocation.getCurrentPosition = (found) => {
    globalThis.find = () => found({ coords: { latitude: 21.4, longitude: 103 } })
  }
"""


def test_a_row_keeps_what_is_typed_while_its_place_is_found(server, place, phone):
    publish(place.officer, upload(place.officer, workbook_of(SURVEY, [("list_name", "name", "label")], SETTINGS)).json)
    teacher = phone("gv")
    page = teacher.page
    page.add_init_script(SLOW)
    page.goto(f"{server.url}/ghi?bieu=trong_cay")
    page.get_by_role("button", name="Thêm dòng").click()
    row = page.get_by_role("group", name="Cây – dòng 1")
    row.get_by_role("button", name="Lấy vị trí").click()
    page.get_by_label("Tên cây").fill("Sơn tra")
    page.get_by_role("button", name="Thêm dòng").click()
    page.get_by_label("Tên cây").nth(1).fill("Mắc ca")
    page.evaluate("find()")
    expect(row).to_contain_text("21,4")
    expect(page.get_by_label("Tên cây").nth(0)).to_have_value("Sơn tra")
    expect(page.get_by_label("Tên cây").nth(1)).to_have_value("Mắc ca")
