"""An officer filters the queue for what there is to ask, reads it beside the record, and says that it is right."""

import re
from datetime import timedelta

from playwright.sync_api import expect

from server.platform.clock import today
from tests.journeys.barriers import barriers
from tests.quality.writing import look

TOO_MANY, TWICE = "Thu hoạch rau", "Trồng rau cải cùng lớp lớn"


def a_weekday():
    """The last Monday: no question is asked about a Monday."""
    return today() - timedelta(days=today().weekday())


def sent(place):
    """Nine usual records, one with a zero too many, and two that are the same."""
    author, leader, monday = place.client("gv"), place.client("ht"), a_weekday()

    def send(title, **values):
        record = place.activity(author, title, date=values.pop("day", monday).isoformat(), **values)
        place.act(leader, "verify", record)
        return record

    for number in range(9):
        send(f"Tưới rau lần {number}", day=monday - timedelta(days=7 * number), garden_harvest=10 + number % 3)
    send(TOO_MANY, garden_harvest=1200)
    send(TWICE, garden_harvest=11)
    send(f"{TWICE} ", day=monday, garden_harvest=11)
    look(place)


def test_what_there_is_to_ask_is_found_read_and_settled(place, phone):
    sent(place)
    page = phone("so", at="/so/duyet", viewport={"width": 1280, "height": 800}).page
    rows = page.locator("table.queue a.title")
    expect(rows).to_have_count(12)
    page.get_by_label("Điều cần hỏi").select_option(label="Có điều cần hỏi (2)")
    expect(rows).to_have_count(2)
    page.get_by_label("Điều cần hỏi").select_option(label="Số khác mọi khi (1)")
    expect(page).to_have_url(re.compile("hint=number"))
    expect(rows).to_have_text([TOO_MANY])

    rows.first.click()
    asked = page.get_by_role("region", name="Điều cần hỏi")
    expect(asked).to_contain_text("“Sản lượng thu hoạch” là 1.200 kg, gấp 109 lần mọi khi của đơn vị")
    assert barriers(page) == []
    asked.get_by_role("button", name="Đúng").click()
    expect(asked).to_contain_text("đã xem là đúng")
    expect(asked.get_by_role("button", name="Hỏi lại")).to_be_visible()

    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="Không có bản ghi nào khớp bộ lọc")).to_be_visible()
    page.get_by_label("Điều cần hỏi").select_option(label="Có thể ghi hai lần (1)")
    rows.first.click()
    expect(asked).to_contain_text("Có thể đã ghi hai lần")
    asked.get_by_role("link", name=TWICE).click()
    expect(page.get_by_role("heading", name=TWICE)).to_be_visible()
    expect(page.get_by_role("button", name="Duyệt a")).to_be_visible()
