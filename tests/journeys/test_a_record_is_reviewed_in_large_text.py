"""A record is reviewed on a phone with text of twice the size: three quarters of the screen are left to it."""

from playwright.sync_api import expect

from tests.journeys.test_the_desk_is_for_everyone import NARROW, WIDE

FOOT = """() => Math.min(...[...document.querySelectorAll('.desk nav, .review-actions.first')]
  .filter((bar) => getComputedStyle(bar).position === 'fixed')
  .map((bar) => bar.getBoundingClientRect().top))"""
ON_TOP = """button => {
  const { x, y, width, height } = button.getBoundingClientRect()
  return button.contains(document.elementFromPoint(x + width / 2, y + height / 2))
}"""


def test_the_foot_stays_under_a_quarter(place, phone):
    author = place.client("gv")
    place.act(place.client("ht"), "verify", record := place.activity(author, "Dọn vệ sinh góc đọc sách"))
    desk = phone("so", at=f"/so/ban-ghi/{record}", viewport=WIDE).page
    desk.set_viewport_size(NARROW)
    approve = desk.get_by_role("button", name="Duyệt", exact=True)
    expect(approve).to_be_visible()
    for size in ("", "200%"):
        desk.evaluate("size => { document.documentElement.style.fontSize = size }", size)
        desk.wait_for_function(f"() => ({FOOT})() > {NARROW['height']} * 0.75")
        for button in (approve, desk.get_by_role("button", name="Trả lại", exact=True)):
            assert button.evaluate(ON_TOP), (size, button)
    expect(desk.get_by_role("link", name="Chờ duyệt").first).to_be_visible()
    approve.click()
    expect(desk.locator(".saying").filter(has_text="Đã duyệt")).to_be_visible()
