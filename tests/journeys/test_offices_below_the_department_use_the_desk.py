"""A commune's officer approves what is theirs to approve, and a school's leader has the desk of their own school."""

import pytest
from playwright.sync_api import Page, expect

from server.registers.published import renew
from tests.log.quarantine import differences
from tests.village import SAME_ORIGIN, code

DESK = {"viewport": {"width": 1280, "height": 800}}
HELD = "00:11"  # a little longer than a decision can be taken back
REGISTER = """
key = "reading_corner"
version = 1
title = { vi = "Góc đọc của bản", en = "Village reading corner" }
by = ["teacher"]
period = "event"
period_from = "day"
review = ["leader", "commune"]
list = { title = "name" }

[[fields]]
name = "name"
type = "text"
label = { vi = "Tên góc đọc", en = "Name" }
required = true

[[fields]]
name = "day"
type = "date"
label = { vi = "Ngày mở", en = "Day" }
required = true
"""


@pytest.fixture
def corner(place):
    """A register that ends at the commune, published, and a record of it that the school has verified; its id."""
    headers = SAME_ORIGIN | {"X-Account": place.officer.account, "Content-Type": "application/toml"}
    answer = place.officer.http.post("/api/registers", data=REGISTER.encode(), headers=headers)
    assert answer.status_code in (200, 201), answer.text
    draft = answer.json
    done = place.officer.post(f"/api/registers/{draft['key']}/{draft['version']}/publish", {"digest": draft["digest"]})
    assert done.status_code == 200, done.text
    with place.app.app_context():
        renew(place.app)
    author = place.client("gv")
    put = author.mutation("put", form="reading_corner@1", set={"name": "Góc đọc Tả Kố Khừ", "day": "2026-10-05"})
    assert code(author.do(put | {"then": "submit"})) is None
    place.act(place.client("ht"), "verify", put["id"])
    return put["id"]


def desk(phone, name: str) -> Page:
    return phone(name, at="/so/duyet", clock=True, **DESK).page


def sent(page: Page) -> None:
    page.clock.fast_forward(HELD)
    expect(page.get_by_role("region", name="Tình trạng dữ liệu")).to_contain_text("Đã gửi hết", timeout=20_000)


def test_the_commune_approves_what_ends_with_it(place, corner, phone):
    assert place.officer.get("/api/records/counts?for=me").json["waiting"] == 0
    page = desk(phone, "xa")
    expect(page.get_by_text("1 bản ghi chờ thầy/cô")).to_be_visible()
    page.get_by_role("link", name="Góc đọc Tả Kố Khừ").click()
    expect(page.get_by_role("heading", name="Góc đọc Tả Kố Khừ")).to_be_focused()
    expect(page.locator(".since")).to_be_visible()
    page.keyboard.press("a")
    expect(page.get_by_text("Không còn gì chờ thầy/cô")).to_be_visible()
    sent(page)
    assert place.officer.read(corner)["status"] == "approved"
    assert differences(place) == []


def test_a_leader_looks_after_their_own_school(place, phone):
    mine = place.activity(place.client("gv"), "Tưới rau đầu tuần")
    beyond, values = place.client("ht2"), {"kind": "garden", "name": "Việc của trường khác"}
    assert code(beyond.do(beyond.mutation("put", form="model@1", period=place.year, set=values, then="submit"))) is None
    page = desk(phone, "ht")
    expect(page.get_by_text("1 bản ghi chờ thầy/cô")).to_be_visible()
    expect(page.get_by_text("Việc của trường khác")).to_have_count(0)
    page.get_by_label("Chọn “Tưới rau đầu tuần”").click()
    page.keyboard.press("a")
    expect(page.get_by_text("Không còn gì chờ thầy/cô")).to_be_visible()
    sent(page)
    assert place.officer.read(mine)["status"] == "verified"
    page.get_by_role("navigation").get_by_role("link", name="Tổng quan").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("TH Sín Thầu")
    page.get_by_text("1 chờ duyệt").first.wait_for()
