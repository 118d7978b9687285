"""A time of the day that has ended gets its day, on a screen that was left open, too."""

from playwright.sync_api import expect

from tests.journeys.place import today


def test_a_phone_that_was_left_open_over_night_says_yesterday(phone):
    teacher = phone("gv")
    page = teacher.page
    page.context.set_offline(True)
    page.clock.install()
    teacher.home()
    expect(teacher.truth).not_to_contain_text("hôm qua")
    page.clock.fast_forward("24:00:00")
    expect(teacher.truth).to_contain_text("hôm qua")
    page.clock.fast_forward("24:00:00")
    expect(teacher.truth).to_contain_text(f"ngày {today():%d/%m}")


def test_what_is_printed_has_its_day(place, phone):
    officer = phone("so", viewport={"width": 1280, "height": 800})
    officer.page.goto(f"{officer.url}/so")
    expect(officer.page.get_by_text("Số liệu lúc")).to_contain_text(f"ngày {today():%d/%m/%Y}")
