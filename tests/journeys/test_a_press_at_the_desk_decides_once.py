"""At the desk a key or a click decides once, boxes show what is picked, and each decision can be taken back."""

from playwright.sync_api import expect

from tests.journeys.queue import TITLES, later, moved, sent, statuses


def test_a_key_that_is_held_decides_once_and_each_decision_is_taken_back(place, waiting, desk):
    records = waiting(5)
    page = desk()
    page.get_by_role("link", name=TITLES[0]).click()
    expect(page.get_by_role("heading", name=TITLES[0])).to_be_focused()
    page.keyboard.press("x")  # selects in the list; on a record it is no key
    for _ in range(5):
        page.keyboard.down("a")  # the first press, then what a key that is held down repeats
    page.keyboard.up("a")
    expect(page.get_by_role("heading", name=TITLES[1])).to_be_focused()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("a")
    expect(page.get_by_role("heading", name=TITLES[2])).to_be_focused()
    for title in (TITLES[1], TITLES[0]):
        # The latest is what is being said; the one before it has a line of its own.
        expect(page.locator(".undo").get_by_text(f"Đã duyệt: {title}").first).to_be_visible()
        page.keyboard.press("u")
    expect(page.get_by_role("button", name="Hoàn tác")).to_have_count(0)
    moved(page)
    sent(page)
    assert statuses(place, records.values()) == ["verified"] * 5


def test_boxes_show_what_is_picked_and_several_are_returned_at_once(place, waiting, desk):
    records = waiting(4)
    page = desk()
    boxes = [page.get_by_label(f"Chọn “{title}”") for title in TITLES[:4]]
    boxes[0].click()
    expect(boxes[0]).to_be_checked()
    boxes[2].click(modifiers=["Shift"])
    for box in boxes[:3]:
        expect(box).to_be_checked()
    boxes[1].click(modifiers=["Shift"])
    expect(boxes[1]).to_be_checked()
    boxes[0].click()
    expect(boxes[0]).not_to_be_checked()
    expect(page.get_by_text("Đã chọn 2")).to_be_visible()
    page.get_by_role("button", name="Trả lại").click()
    page.get_by_label("Lý do").fill("Ghi rõ số học sinh")
    page.get_by_role("dialog").get_by_role("button", name="Trả lại").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    later(page)
    sent(page)
    assert statuses(place, records.values()) == ["verified", "returned", "returned", "verified"]
