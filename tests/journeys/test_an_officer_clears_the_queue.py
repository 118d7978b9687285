"""The review queue in a browser: by keyboard alone, in bulk, taken back, without network, and two officers at once."""

import re

from playwright.sync_api import expect

from tests.journeys.queue import TITLES, later, moved, sent, statuses
from tests.log.quarantine import differences


def test_by_keyboard_alone_until_nothing_waits(place, waiting, desk):
    records = waiting(5)
    page = desk()
    expect(page.get_by_text("5 bản ghi chờ thầy/cô")).to_be_visible()
    keys = page.keyboard
    keys.press("?")
    expect(page.get_by_role("dialog", name="Phím tắt")).to_be_visible()
    keys.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    keys.press("j")
    keys.press("j")
    expect(page.get_by_role("link", name=TITLES[1])).to_be_focused()
    keys.press("k")
    keys.press("Enter")
    for number, title in enumerate(TITLES[:4]):
        expect(page.get_by_role("heading", name=title)).to_be_focused()
        expect(page.locator(".since")).to_be_visible()
        keys.press("a")
        expect(page.get_by_role("status").get_by_text(f"Đã duyệt: {title}")).to_be_visible()
        if number == 0:
            keys.press("u")
            expect(page.get_by_text("Đã hoàn tác.")).to_be_visible()
            keys.press("k")
            expect(page.get_by_role("heading", name=title)).to_be_focused()
            keys.press("a")
    expect(page.get_by_role("heading", name=TITLES[4])).to_be_focused()
    keys.press("r")
    keys.type("Ghi rõ số học sinh")
    keys.press("Control+Enter")
    expect(page.get_by_text("Không còn gì chờ thầy/cô")).to_be_visible()
    later(page)
    sent(page)
    assert statuses(place, records.values()) == ["approved"] * 4 + ["returned"]
    assert place.officer.get("/api/records/counts?for=me").json["waiting"] == 0
    assert place.figure("students") == 1 + 2 + 3 + 4
    assert differences(place) == []


def test_bulk_is_taken_back_whole_and_outlives_the_tab(place, waiting, desk):
    records = waiting(4)
    page = desk()
    page.get_by_label(f"Chọn “{TITLES[0]}”").click()
    page.get_by_label(f"Chọn “{TITLES[2]}”").click(modifiers=["Shift"])
    page.keyboard.press("a")
    expect(page.get_by_text("Đã duyệt 3 bản ghi.")).to_be_visible()
    expect(page.locator("table.queue tbody tr")).to_have_count(1)
    page.keyboard.press("u")
    expect(page.locator("table.queue tbody tr")).to_have_count(4)
    moved(page)
    sent(page)
    assert statuses(place, records.values()) == ["verified"] * 4

    page.get_by_label("Chọn cả 4 bản ghi").check()
    page.keyboard.press("a")
    expect(page.get_by_text("4 quyết định chờ gửi")).to_be_visible()
    context = page.context
    page.close()
    assert statuses(place, records.values()) == ["verified"] * 4
    again = context.new_page()
    again.clock.install()
    again.goto(page.url)
    expect(again.get_by_role("heading", name="Chờ duyệt")).to_be_visible()
    moved(again)
    sent(again)
    assert statuses(place, records.values()) == ["approved"] * 4


def test_the_network_goes_in_the_middle_of_ten(server, place, waiting, desk):
    records = waiting(10)
    page = desk()
    page.get_by_role("link", name=TITLES[0]).click()
    for number, title in enumerate(TITLES):
        expect(page.get_by_role("heading", name=title)).to_be_focused()
        if number == 5:
            server.kill()
        page.keyboard.press("a")
    expect(page.get_by_text("Không còn gì chờ thầy/cô").or_(page.get_by_text("Đang ngoại tuyến")).first).to_be_visible()
    later(page)
    expect(page.get_by_text(re.compile(r"\d+ quyết định chờ gửi, đã lưu trên máy này"))).to_be_visible()
    server.start()
    page.get_by_role("button", name="Đồng bộ ngay").click()
    sent(page)
    assert statuses(place, records.values()) == ["approved"] * 10
    assert place.figure("students") == sum(range(1, 11))
    assert differences(place) == []


def test_of_two_officers_one_wins_and_the_other_sees_why(place, waiting, desk):
    records = waiting(2)
    place.add("so2", "department", place.province)
    first, second = desk("so"), desk("so2")
    for page in (first, second):
        page.get_by_role("link", name=TITLES[0]).click()
        expect(page.get_by_role("button", name="Duyệt a")).to_be_visible()
    first.keyboard.press("a")
    later(first)
    sent(first)
    second.keyboard.press("r")
    second.get_by_label("Lý do").fill("Xem lại")
    second.get_by_role("button", name="Trả lại", exact=True).click()
    later(second)
    refused = second.get_by_role("alert")
    expect(refused).to_contain_text(TITLES[0])
    expect(refused).to_contain_text("có người vừa quyết định trước")
    refused.get_by_role("link", name="Xem bản ghi").click()
    expect(second.locator(".meanwhile")).to_contain_text("Duyệt · so")
    assert statuses(place, records.values()) == ["approved", "verified"]


def test_a_return_travels_to_the_phone_and_what_changed_comes_back(place, waiting, desk, phone):
    [record] = waiting(1).values()
    page = desk()
    own = re.compile(rf"/api/records/{record}$")
    page.route(own, lambda _: None)  # on its way for ever: one decides by what the queue had of the record
    page.get_by_role("link", name=TITLES[0]).click()
    page.get_by_role("button", name="Trả lại vì mục “Lượt học sinh, trẻ tham gia”").click()
    page.get_by_role("button", name="Số liệu chưa khớp.").click()
    page.get_by_role("button", name="Trả lại", exact=True).click()
    page.unroute(own)
    later(page)
    sent(page)

    teacher = phone("gv")
    teacher.line(TITLES[0]).get_by_role("link").click()
    teacher.page.get_by_role("link", name="Sửa và gửi lại").click()
    field = teacher.page.locator("[data-field=students]")
    field.get_by_text("Số liệu chưa khớp.").wait_for()
    field.get_by_role("textbox").fill("24")
    teacher.press("Gửi")
    teacher.saved()
    teacher.home()
    teacher.sent()
    place.act(place.client("ht"), "verify", record)

    page.goto(f"{teacher.url}/so/ban-ghi/{record}")
    changed = page.locator(".fields .changed")
    expect(changed).to_have_count(1)
    expect(changed.locator("del")).to_have_text("1 lượt")
    expect(changed.locator("ins")).to_have_text("24 lượt")
    expect(changed).to_contain_text("gv,")


def test_what_changed_under_a_decision_is_shown_and_decided_again(place, waiting, desk):
    [record] = waiting(1).values()
    page = desk()
    page.get_by_role("link", name=TITLES[0]).click()
    expect(page.get_by_text("Lần đầu thầy/cô xem bản ghi này.")).to_be_visible()
    page.keyboard.press("r")
    page.get_by_label("Lý do").fill("Xem lại số")
    place.client("gv").sync()
    author, seen = place.client("gv"), place.client("gv").read(record)
    edit = author.mutation("put", record=record, base=seen["version"], set={"students": 30})
    assert "refused" not in author.do(edit)
    page.get_by_role("button", name="Trả lại", exact=True).click()
    later(page)
    refused = page.get_by_role("alert")
    expect(refused).to_contain_text("nội dung đã đổi sau khi thầy/cô xem")
    refused.get_by_role("link", name="Xem bản ghi").click()
    changed = page.locator(".fields .changed")
    expect(changed.locator("del")).to_have_text("1 lượt")
    expect(changed.locator("ins")).to_have_text("30 lượt")
    page.get_by_role("button", name="Trả lại r", exact=True).click()
    page.get_by_label("Lý do").fill("Số này cũng chưa khớp")
    page.get_by_role("button", name="Trả lại", exact=True).click()
    expect(page.get_by_role("alert")).to_have_count(0)
    later(page)
    sent(page)
    assert statuses(place, [record]) == ["returned"]


def test_a_filter_typed_by_hand_is_named_and_left_out_at_a_tap(place, waiting, desk):
    waiting(1)
    page = desk()
    page.goto(page.url + "?status=nosuch&age=x&q=tuoi")
    expect(page.get_by_role("alert")).to_contain_text("Trạng thái (status), Chờ bao lâu (age)")
    page.get_by_role("link", name="Bỏ lọc").click()
    expect(page.get_by_role("link", name=TITLES[0])).to_be_visible()
    assert page.url.endswith("?q=tuoi")
