"""Two taps for one: what was tapped is done once, and nothing that comes to lie under the finger is done at all."""

from playwright.sync_api import expect

# The other half of a double tap: it comes as soon as the screen has changed, at the same place.
ONCE_MORE = """
button => {
  const { x, y, width, height } = button.getBoundingClientRect()
  const at = { clientX: x + width / 2, clientY: y + height / 2, bubbles: true, cancelable: true }
  const tap = () => {
    const on = document.elementFromPoint(at.clientX, at.clientY)
    on.dispatchEvent(new PointerEvent('pointerdown', at))
    on.dispatchEvent(new MouseEvent('click', at))
  }
  new MutationObserver((_, watch) => {
    if (!document.querySelector('.home')) return
    watch.disconnect()
    tap()
    document.body.dataset.tapped = 'twice'
  }).observe(document, { childList: true, subtree: true })
  tap()
}
"""
THRICE = "button => { for (let n = 0; n < 3; n++) button.click() }"
TITLES = ["Tưới vườn rau buổi sáng", "Làm cỏ cùng phụ huynh", "Bắt sâu vườn cải"]


def test_a_double_tap_on_send_stays_on_the_first_screen(server, place, phone):
    teacher = phone("gv")
    teacher.begin()
    teacher.fill("Chạm hai lần")
    send = teacher.page.get_by_role("button", name="Gửi", exact=True)
    send.scroll_into_view_if_needed()
    send.evaluate(ONCE_MORE)
    expect(teacher.page.locator("body")).to_have_attribute("data-tapped", "twice")
    expect(teacher.line("Chạm hai lần")).to_be_visible()
    assert teacher.page.evaluate("location.pathname") == "/"

    teacher.begin()
    teacher.fill("Chạm ba lần")
    teacher.page.get_by_role("button", name="Gửi", exact=True).evaluate(THRICE)
    expect(teacher.line("Chạm ba lần")).to_be_visible()
    teacher.sync()
    teacher.sent()
    assert sorted(each["data"]["title"] for each in place.activities()) == ["Chạm ba lần", "Chạm hai lần"]


def test_a_leader_takes_each_decision_back_by_itself(server, place, phone):
    first, second, third = [place.activity(place.client("gv"), title) for title in TITLES]
    leader = phone("ht")
    leader.page.goto(f"{leader.url}/duyet")
    for title in TITLES[:2]:
        leader.page.get_by_label(f"Chọn “{title}”").check()
    leader.press("Xác nhận 2 bản ghi")
    decided = leader.page.get_by_role("region", name="Vừa quyết định")
    expect(decided.get_by_role("listitem")).to_have_count(2)
    leader.page.get_by_label(f"Chọn “{TITLES[2]}”").check()
    leader.page.get_by_role("button", name="Xác nhận", exact=True).evaluate(THRICE)
    expect(decided.get_by_role("listitem")).to_have_count(3)
    decided.get_by_role("listitem").filter(has_text=TITLES[0]).get_by_role("button", name="Hoàn tác").click()
    expect(decided.get_by_role("listitem")).to_have_count(2)
    expect(leader.line(TITLES[0])).to_be_visible()
    # A page that is loaded again sends what it held back, all the same.
    leader.home()
    leader.sent()
    stand = {each["id"]: each["status"] for each in place.activities()}
    assert stand == {first: "submitted", second: "verified", third: "verified"}
