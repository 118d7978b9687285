"""A form whose choices are in CSV files: the officer is asked for these, and what is wrong in one is mended there."""

from playwright.sync_api import expect

from tests.journeys.barriers import barriers
from tests.journeys.test_every_screen_is_for_everyone import TOGETHER
from tests.registers.test_registers_published_without_a_programmer import workbook_of

SURVEY = [
    ("type", "name", "label", "choice_filter"),
    ("select_one_from_file tinh.csv", "tinh", "Tỉnh"),
    ("select_one_from_file xa.csv", "xa", "Xã", "tinh=${tinh}"),
    ("select_one_from_file bản, tổ.csv", "ban", "Bản"),
]
SETTINGS = [
    ("form_id", "form_title", "lt_period", "lt_by", "lt_review"),
    ("xa", "Khảo sát xã", "once", "teacher", "department"),
]
XA = "name,label,tinh\n1,Mường Nhé,db\n2,Sìn Hồ,lc\n"


def test_from_a_form_with_files_to_choices_on_a_phone(server, place, phone, at_desk, tmp_path):
    form, province, commune = (tmp_path / name for name in ("Khảo sát.xlsx", "tinh (1).csv", "xa.csv"))
    form.write_bytes(workbook_of(SURVEY, [("list_name", "name", "label")], SETTINGS))
    province.write_text("name,label\ndb,Điện Biên\nlc,Lai Châu\n", "utf-8")
    commune.write_text(f"{XA}2,Hai lần,lc\n", "utf-8")
    desk = at_desk("so", "/so/bieu", viewport={"width": 360, "height": 740})
    desk.get_by_label("Tải lên tệp biểu mẫu").set_input_files(form)

    of = {name: desk.get_by_role("group", name=f"Tệp danh sách {name}.csv") for name in ("tinh", "xa")}
    of["ban"] = desk.get_by_role("group", name="Tệp danh sách bản, tổ.csv")
    expect(of["ban"]).to_be_visible()
    expect(desk.get_by_label("Tên biểu")).to_have_count(0)
    go = desk.get_by_role("button", name="Xem bản nháp")
    expect(go).to_be_disabled()
    assert desk.evaluate(TOGETHER) == []
    assert barriers(desk) == []
    choose(of, tinh=province, xa=commune)
    go.press("Enter")
    expect(desk.get_by_role("cell", name="Lựa chọn “2” có hai lần trong danh sách “xa.csv”.")).to_be_visible()
    commune.write_text(XA, "utf-8")
    choose(of, tinh=province, xa=commune)
    go.press("Enter")

    handset = desk.get_by_role("region", name="Như trên điện thoại")
    handset.get_by_text("Lai Châu", exact=True).click()
    expect(handset.get_by_role("group", name="Xã")).to_contain_text("Sìn Hồ")
    expect(handset.get_by_role("group", name="Xã")).not_to_contain_text("Mường Nhé")
    expect(desk.get_by_text("Không có tệp “bản, tổ.csv” nên câu này được hỏi bằng chữ.")).to_be_visible()
    desk.get_by_role("button", name="Ban hành").press("Enter")
    expect(desk.get_by_role("listitem").filter(has_text="Khảo sát xã")).to_contain_text("Ban hành")

    teacher = phone("gv")
    teacher.page.goto(f"{server.url}/ghi?bieu=xa")
    teacher.page.get_by_text("Điện Biên", exact=True).click()
    teacher.page.get_by_text("Mường Nhé", exact=True).click()
    teacher.press("Gửi")
    teacher.saved()
    teacher.home()
    teacher.sent()
    (record,) = place.officer.get("/api/records?register=xa").json["records"]
    assert record["data"] == {"tinh": "db", "xa": "1"}


def choose(of, **files):
    for name, file in files.items():
        of[name].locator("input[type=file]").set_input_files(file)
    of["ban"].get_by_label("Không có tệp này: hỏi bằng chữ").check()
