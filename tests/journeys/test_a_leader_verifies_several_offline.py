"""A leader without network verifies several at once; what is written for practice counts nowhere and stays."""

from playwright.sync_api import expect

from tests.journeys.place import today

TITLES = ["Tưới vườn rau buổi sáng", "Làm cỏ cùng phụ huynh"]


def test_all_of_them_with_two_taps(server, place, phone):
    waiting = [place.activity(place.client("gv"), title, story="Ai cũng góp một tay.") for title in TITLES]
    leader = phone("ht")
    server.kill()
    # What waits is the first thing offered, and to write is the second.
    acts = leader.page.locator("main a")
    expect(acts.nth(0)).to_contain_text(f"Cũ nhất: ngày {today():%d/%m/%Y}")
    expect(acts.nth(1)).to_contain_text("Ghi hoạt động")
    leader.page.get_by_role("link", name="2 bản ghi chờ thầy/cô xác nhận").click()
    # A line sums each up, and says that both may be one; a tap unfolds what was told.
    line = leader.page.locator("summary").filter(has_text=TITLES[0])
    expect(line).to_contain_text("Lượt học sinh, trẻ tham gia 24 lượt")
    expect(line).to_contain_text(f"{today():%d/%m/%Y}")
    expect(line).to_contain_text("Có thể đã ghi rồi")
    line.click()
    expect(leader.page.locator(".picking .answers")).to_contain_text("Ai cũng góp một tay.")
    expect(leader.page.locator(".picking .note").get_by_role("link")).to_contain_text(TITLES[1])
    leader.page.get_by_text("Chọn cả 2 bản ghi").click()
    leader.press("Xác nhận 2 bản ghi")
    leader.page.get_by_text("Không còn gì chờ xác nhận").wait_for()

    leader.page.get_by_role("link", name="Cài đặt").click()
    leader.page.get_by_role("link", name="Luyện tập").click()
    leader.fill("Ghi thử")
    leader.press("Gửi")
    expect(leader.page.locator(".practised")).to_contain_text("Ghi thử")
    leader.home()
    leader.says("2 chờ gửi")

    server.start()
    leader.sync()
    leader.sent()
    assert {each["id"]: each["status"] for each in place.activities()} == dict.fromkeys(waiting, "verified")
