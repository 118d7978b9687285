"""A number that can be read in two ways, a text that is too long: nothing is guessed and nothing is cut."""

from playwright.sync_api import expect

LONG = "Trồng rau cải cùng lớp mẫu giáo lớn. " * 10


def test_a_number_is_asked_about_and_a_text_is_kept(server, place, phone):
    teacher = phone("gv")
    teacher.begin()
    teacher.fill(LONG)
    title = teacher.page.get_by_label("Đã làm gì")
    expect(title).to_have_value(LONG)
    teacher.press("Gửi")
    expect(title).to_have_value(LONG)
    expect(teacher.page.locator("[data-field=title] .fault")).to_contain_text("Nhiều nhất 200 ký tự. Đang có 370.")
    title.fill("Thu hoạch rau")

    harvest = teacher.page.locator("[data-field=garden_harvest]")
    harvest.get_by_role("textbox").fill("3.500")
    expect(harvest.locator(".read")).to_contain_text("hiểu là 3,5 kg")
    harvest.get_by_role("button", name="Không phải, là 3.500 kg").click()
    expect(harvest.get_by_role("textbox")).to_have_value("3500")
    expect(harvest.locator(".read b")).to_have_text("3.500 kg")
    teacher.press("Gửi")
    expect(teacher.line("Thu hoạch rau")).to_be_visible()
    teacher.sync()
    teacher.sent()
    [held] = place.activities()
    assert held["data"]["garden_harvest"] == 3500
