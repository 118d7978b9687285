"""What is said at the foot of a screen goes when the screen is left, unless it can still be taken back; it covers no
button, looks otherwise where something was not done, and the end of each list can be scrolled free of it."""

import pytest
from playwright.sync_api import expect

WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 360, "height": 740}
COVERED = """(said) => {
  const box = said.getBoundingClientRect()
  const tapped = ':is(main, .foot, .places, .desk-nav) :is(a, button, input, select, summary, tr, li)'
  return [...document.querySelectorAll(tapped)]
    .filter((each) => each.checkVisibility() && !said.contains(each))
    .filter((each) => {
      const { top, bottom, left, right, height } = each.getBoundingClientRect()
      return height && top < box.bottom && bottom > box.top && left < box.right && right > box.left
    }).map((each) => each.outerHTML.slice(0, 200))
}"""


def nothing_is_covered(page):
    """At the end of the page, once all of it is drawn."""
    page.wait_for_function(
        f"""() => {{
          scrollTo(0, document.documentElement.scrollHeight)
          const said = document.querySelector('.saying:not(.undo) p')
          return said && !({COVERED})(said).length
        }}"""
    )


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
def test_on_the_phone(place, phone, size):
    for at in range(8):
        place.activity(place.client("gv"), f"Buổi đọc sách {at}", then=None)
    teacher = phone("gv", viewport=size)
    page, said = teacher.page, teacher.page.locator(".saying p")
    teacher.begin()
    teacher.fill("Làm vườn", 12)
    teacher.press("Lưu nháp")
    expect(said).to_be_visible()
    nothing_is_covered(page)
    page.get_by_role("link", name="Sổ tay").click()
    expect(said).to_have_count(0)

    page.get_by_role("link", name="Trang đầu").click()
    teacher.log("Trồng rau")
    page.get_by_role("link", name="Sổ tay").click()
    expect(said).to_contain_text("Đã lưu trên máy này")
    expect(said).not_to_have_class("failed")
    nothing_is_covered(page)
    page.get_by_role("link", name="Làm vườn").click()
    expect(page.locator(".foot").get_by_role("button").first).to_be_visible()
    nothing_is_covered(page)
    said.get_by_role("button").click()
    expect(said).to_contain_text("Đã thu hồi")


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
def test_at_the_desk(place, phone, size):
    officer = phone("so", at="/so/bao-cao", viewport=WIDE)
    page, said = officer.page, officer.page.locator(".saying:not(.undo) p")
    page.set_viewport_size(size)
    page.get_by_role("heading", level=1).wait_for()
    page.context.set_offline(True)
    page.get_by_role("button", name="Tạo tệp").click()
    expect(said).to_have_class("failed")
    nothing_is_covered(page)
    page.get_by_role("link", name="Tổng quan").click()
    expect(said).to_have_count(0)
