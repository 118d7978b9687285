"""A leader reads on the phone's first screen what is due, says without network that there is nothing to report, and the
department sees the school among those that have answered."""

from datetime import date, timedelta

from playwright.sync_api import Locator, Page, expect

from tests.journeys.place import school_year, today


def address(register: str = "initiative") -> str:
    return f"/api/dues/{register}/{school_year(today())}"


def due(page: Page) -> Locator:
    """The line of what is due soon, unfolded below what is overdue."""
    page.get_by_role("button", name="… còn").click()
    return page.locator(".dues-open a").filter(has_text="Sáng kiến")


def test_nothing_to_report_is_said_without_network(place, phone):
    officer = place.officer
    day = (today() + timedelta(days=3)).isoformat()
    assert officer.post(address(), {"day": day}).status_code == 204
    leader = phone("ht")
    page = leader.page
    line = due(page)
    expect(line).to_be_visible()
    page.goto(f"{leader.url}/so/chua-nop/initiative?ky={school_year(today())}")
    button = page.get_by_role("button", name="Đơn vị tôi không phát sinh")
    expect(button).to_be_visible()
    page.context.set_offline(True)
    button.click()
    expect(page.get_by_text("Đã lưu: không phát sinh.")).to_be_visible()
    page.context.set_offline(False)
    page.goto(leader.url)
    leader.sent()
    expect(line).to_have_count(0)
    told = officer.get(address()).json["answers"]
    assert [(one["nothing"], one["late"]) for one in told] == [(True, False)]


def test_what_one_was_reminded_of_comes_first_with_who_and_when(place, phone):
    officer, leader, desk = place.officer, phone("ht"), phone("so", viewport={"width": 1280, "height": 800}).page
    for register, days in (("initiative", 40), ("model", 3)):
        day = (today() + timedelta(days=days)).isoformat()
        assert officer.post(address(register), {"day": day}).status_code == 204
    leader.home()
    due(leader.page).wait_for()
    desk.goto(f"{leader.url}/so/chua-nop/initiative?ky={school_year(today())}")
    row = desk.locator("section.units li").filter(has_text=place.school.name)
    row.get_by_role("checkbox").check()
    desk.get_by_label("Lời nhắn thêm").fill("Nộp trước họp thứ Sáu nhé")
    desk.get_by_role("button", name="Nhắc 1 đơn vị").click()
    expect(row).to_contain_text("Chưa máy nào đồng bộ")
    asked = []
    leader.page.on("request", lambda request: asked.append(request.url))
    leader.sync()
    dues = leader.page.locator(".dues-open li")
    expect(dues.first).to_contain_text(f"nhắc ngày {today():%d/%m/%Y}")
    expect(dues.first).to_contain_text("Sáng kiến")
    expect(dues.first).to_contain_text("Nộp trước họp thứ Sáu nhé")
    assert not [url for url in asked if "/api/catalog" in url]
    desk.reload()
    expect(row).to_contain_text("chưa báo nhận: ht (")
    desk.get_by_text("Đã nhắc 1 lần").click()
    expect(desk.locator(".reminders li")).to_contain_text(place.school.name)
    expect(desk.locator(".reminders q")).to_have_text("Nộp trước họp thứ Sáu nhé")
    leader.exchange()
    desk.reload()
    expect(row).to_contain_text("Máy đã nhận: ht (")
    leader.page.context.set_offline(True)
    leader.home()
    expect(dues.first).to_contain_text("nhắc ngày")
    known = {one["register"] for one in place.client("ht").get("/api/catalog").json["dues"]} - {"model"}
    leader.page.get_by_role("button", name="… còn").click()
    expect(dues).to_have_count(len(known))


def test_what_is_overdue_stands_first_and_the_others_are_counted(place, phone):
    officer, client = place.officer, place.client("ht")
    offsets = {"initiative": 30, "competition_project": -20, "typical_example": 4, "award": -2, "plan": 9}
    for register, days in offsets.items():
        day = (today() + timedelta(days=days)).isoformat()
        assert officer.post(address(register), {"day": day}).status_code == 204
    leader = phone("ht")
    dues = sorted(client.get("/api/catalog").json["dues"], key=lambda due: due["due"])
    late = sum(due["due"] < today().isoformat() for due in dues[3:])
    assert len(dues) > 4
    assert dues[0]["due"] < today().isoformat()
    leader.page.context.set_offline(True)
    leader.home()
    links = leader.page.locator(".dues-open a")
    for link, due in zip(links.all(), dues[:3], strict=False):
        word = "Quá hạn" if due["due"] < today().isoformat() else "Hạn"
        expect(link).to_contain_text(f"{word} {date.fromisoformat(due['due']):%d/%m/%Y}")
    expect(links.locator("visible=true")).to_have_count(3)
    rest = leader.page.get_by_text(f"… còn {len(dues) - 3} việc nữa, {late} đã quá hạn")
    rest.click()
    expect(links.locator("visible=true")).to_have_count(len(dues))
