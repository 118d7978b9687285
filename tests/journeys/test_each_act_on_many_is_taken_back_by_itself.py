"""Many records are returned, rejected and opened again with one reason; each act can be taken back for ten seconds."""

from playwright.sync_api import expect

from tests.journeys.queue import TITLES, moved, sent, statuses

REASON = "Ghi rõ lớp nào"


def pick(page, *titles):
    for title in titles:
        page.get_by_label(f"Chọn “{title}”").check()


def decide(page, verb, reason=REASON):
    page.locator(".bulk").get_by_role("button", name=verb).click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("Lý do").fill(reason)
    sheet.get_by_role("button", name=verb, exact=True).click()
    expect(sheet).to_have_count(0)


def test_several_acts_in_a_row_and_one_of_them_is_taken_back(place, waiting, desk):
    records = waiting(6)
    page = desk()
    pick(page, TITLES[0], TITLES[1])
    decide(page, "Trả lại")
    pick(page, TITLES[2], TITLES[3])
    decide(page, "Không duyệt")
    pick(page, TITLES[4])
    page.keyboard.press("a")
    acts = page.get_by_role("list", name="Các quyết định còn hoàn tác được").get_by_role("listitem")
    expect(acts).to_contain_text(["Đã trả lại 2 bản ghi.", "Không duyệt 2 bản ghi."])
    expect(page.locator("table.queue tbody tr")).to_have_count(1)
    acts.first.get_by_role("button", name="Hoàn tác").click()
    expect(page.get_by_text("Đã hoàn tác.")).to_be_visible()
    expect(page.locator("table.queue tbody tr")).to_have_count(3)
    page.get_by_role("link", name="Nhật ký").click()
    expect(page.get_by_role("heading", name="Nhật ký")).to_be_visible()
    moved(page)
    sent(page)
    assert statuses(place, records.values()) == [*["verified"] * 2, *["rejected"] * 2, "approved", "verified"]
    rejected = [place.officer.read(records[title]) for title in TITLES[2:4]]
    assert [each["thread"][-1]["text"] for each in rejected] == [REASON] * 2

    page.goto(page.url.replace("/so/nhat-ky", "/so/duyet?for=all&sort=title&register=activity"))
    page.get_by_label("Chọn cả 6 bản ghi trên trang").check()
    expect(page.locator(".bulk")).to_contain_text("Duyệt 3 bản ghi")
    expect(page.locator(".bulk").get_by_role("button", name="Mở khóa 3")).to_be_visible()
    decide(page, "Mở khóa")
    expect(page.locator(".bulk")).to_contain_text("Đã chọn 3")
    moved(page)
    sent(page)
    assert statuses(place, records.values()) == [*["verified"] * 2, *["submitted"] * 2, "verified", "verified"]
