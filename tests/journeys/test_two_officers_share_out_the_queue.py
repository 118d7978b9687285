"""Two officers share out the queue: one takes and gives records, and each sees what the other has taken and open."""

from playwright.sync_api import expect

from tests.journeys.queue import TITLES, later, sent, statuses


def test_one_takes_and_gives_and_decides_all_the_same(place, waiting, desk):
    records = waiting(4)
    place.add("so2", "department", place.province)
    first, second = desk("so"), desk("so2")
    for title in TITLES[:2]:
        first.get_by_label(f"Chọn “{title}”").check()
    first.get_by_label("Giao cho").select_option(label="so2")
    expect(first.get_by_text("Đã giao 2 bản ghi cho so2.")).to_be_visible()
    row = first.locator("table.queue tbody tr").filter(has_text=TITLES[0])
    expect(row).to_contain_text("so2 nhận xem")

    second.get_by_label("Người nhận").select_option(label="Của tôi")
    expect(second.locator("table.queue a.title")).to_have_text(TITLES[:2])
    second.get_by_role("link", name=TITLES[0]).click()
    expect(second.locator(".sharing")).to_contain_text("Tôi nhận xem")
    first.get_by_role("link", name=TITLES[0]).click()
    expect(first.locator(".sharing")).to_contain_text("so2 đang mở")
    expect(first.locator(".sharing")).to_contain_text("so2 nhận xem")
    first.locator(".sharing").get_by_role("button", name="Tôi nhận").click()
    expect(first.locator(".sharing").get_by_role("button", name="Bỏ giao")).to_be_visible()
    second.keyboard.press("a")
    expect(second.get_by_role("heading", name=TITLES[1])).to_be_focused()
    later(second)
    sent(second)
    assert statuses(place, records.values()) == ["approved", *["verified"] * 3]

    second.get_by_role("link", name="Chờ duyệt").first.click()
    second.get_by_label("Người nhận").select_option(label="Chưa ai nhận")
    expect(second.locator("table.queue a.title")).to_have_text(TITLES[2:4])
    second.get_by_label("Người nhận").select_option(label="Của so")
    expect(second.get_by_role("heading", name="Không có bản ghi nào khớp bộ lọc")).to_be_visible()


def test_who_reviews_alone_is_not_asked_to_share(waiting, desk):
    waiting(1)
    page = desk()
    page.get_by_label(f"Chọn “{TITLES[0]}”").check()
    expect(page.get_by_role("button", name="Duyệt 1 bản ghi")).to_be_visible()
    expect(page.get_by_label("Giao cho")).to_have_count(0)
    expect(page.get_by_label("Người nhận")).to_have_count(0)
