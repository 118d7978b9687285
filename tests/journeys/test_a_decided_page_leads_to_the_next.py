"""Whoever has decided on all that a page of the queue shows is led on, not left before a list that seems empty."""

from playwright.sync_api import expect

from tests.journeys.queue import TITLES, moved, sent, statuses


def approve_all(page, count: int) -> None:
    page.get_by_label(f"Chọn cả {count} bản ghi").check()
    page.keyboard.press("a")


def test_on_to_the_next_page_and_back_to_the_first(place, waiting, desk):
    records, page = waiting(5), desk()
    page.goto(f"{page.url}?limit=3")
    approve_all(page, 3)
    expect(page.get_by_role("heading", name="Đã xong trang này")).to_be_visible()
    expect(page.get_by_text("Không có bản ghi nào khớp")).to_have_count(0)
    page.get_by_role("button", name="Trang sau").click()
    expect(page.get_by_role("link", name=TITLES[4])).to_be_visible()
    approve_all(page, 2)
    page.get_by_role("button", name="Về đầu danh sách").click()
    moved(page)
    sent(page)
    expect(page.get_by_role("heading", name="Đã xong trang này")).to_have_count(0)
    assert statuses(place, records.values()) == ["approved"] * 5
