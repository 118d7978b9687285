"""Two phones wrote the same answer without having seen each other: both values stand, and one tap chooses."""

import re

from playwright.sync_api import expect

from tests.journeys.phone import Phone

TITLE = "Ngày hội đọc sách"
OTHER = "Mozilla/5.0 (Linux; Android 12; SM-A127F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0.0.0 Mobile"


def write(phone: Phone, record: str, students: int) -> None:
    phone.page.goto(f"{phone.url}/ghi/{record}")
    phone.page.get_by_label("Lượt học sinh, trẻ tham gia").fill(str(students))
    phone.press("Lưu")
    phone.page.locator(".saying").get_by_text("Đã lưu trên máy này").wait_for()
    phone.home()


def disagree(server, first, second, record):
    """Two phones write another number each into one record without network, and send it."""
    server.kill()
    write(first, record, 30)
    write(second, record, 42)
    server.start()
    for each in (first, second, first):
        each.sync()
        each.sent()


def test_both_are_kept_until_somebody_chooses(server, place, phone):
    colleague = place.client("gvb").account
    record = place.activity(place.client("gv"), TITLE, coauthors=[colleague])
    first, second = phone("gv"), phone("gvb")
    disagree(server, first, second, record)
    first.line(TITLE).get_by_text("Hai người cùng sửa").wait_for()
    server.kill()
    first.line(TITLE).click()
    first.page.get_by_role("heading", name="cùng sửa mục “Lượt học sinh, trẻ tham gia”").wait_for()
    choices = first.page.locator("button.choice")
    mine, theirs = (choices.filter(has_text=value) for value in ("30 lượt", "42 lượt"))
    assert choices.count() == 2
    expect(mine).to_contain_text("Thầy/cô")
    expect(theirs).to_contain_text("gvb")
    theirs.click()
    choices.first.wait_for(state="detached")
    server.start()
    first.home()
    first.sync()
    first.sent()
    [held] = place.activities()
    assert (held["data"]["students"], held.get("conflicts") or {}) == (42, {})
    second.page.goto(f"{second.url}/ban-ghi/{record}")
    second.page.locator(".answers").get_by_text("42", exact=False).wait_for()
    expect(second.page.locator("button.choice")).to_have_count(0)


def test_ones_own_two_phones_are_told_apart(server, place, phone):
    record = place.activity(place.client("gv"), TITLE)
    first, second = phone("gv"), phone("gv", user_agent=OTHER)
    disagree(server, first, second, record)
    first.line(TITLE).get_by_text("Hai máy ghi khác nhau").wait_for()
    first.line(TITLE).click()
    first.page.get_by_role("heading", name="Hai máy của thầy/cô").wait_for()
    choices = first.page.locator("button.choice")
    expect(choices.filter(has_text="30 lượt")).to_contain_text("trên máy này")
    expect(choices.filter(has_text="42 lượt")).to_contain_text("Máy kia của thầy/cô: Chrome 109 · Android 12")
    second.page.goto(f"{second.url}/ban-ghi/{record}")
    choices = second.page.locator("button.choice")
    expect(choices.filter(has_text="42 lượt")).to_contain_text("trên máy này")
    expect(choices.filter(has_text="30 lượt")).to_contain_text(re.compile(r"Máy kia của thầy/cô: .+ · Linux, \d"))
