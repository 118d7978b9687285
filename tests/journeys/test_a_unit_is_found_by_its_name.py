"""Of hundreds of units one is found by a few letters, by keyboard alone; those taken last stand first."""

import pytest
from playwright.sync_api import Page, expect

from server.org.people import add_unit
from server.platform.database import write
from tests.journeys.barriers import barriers, in_light_and_dark
from tests.journeys.test_the_desk_is_for_everyone import NARROW, SCREENS, WIDE, show
from tests.journeys.unit_box import take_unit, unit_box

DIALOGS = (
    ("nguoi", "Thêm người", "Đơn vị"),
    ("don-vi", "Thêm đơn vị", "Địa bàn"),
    ("don-vi/{school}", "Sửa đơn vị", "Địa bàn"),
    ("don-vi/{school}", "Sáp nhập, chia tách", "Tiếp nối bởi trường"),
    ("nguoi/{person}", "Chuyển công tác", "Đơn vị"),
)
OFFERS_UNITS = """() => [...document.querySelectorAll('select')]
  .filter((one) => [...one.options].filter((option) => option.text.includes('Xã số')).length > 2)
  .map((one) => one.outerHTML.slice(0, 200))"""


def selects_of_units(page: Page, address: str) -> list[str]:
    show(page, address)
    return page.evaluate(OFFERS_UNITS)


@pytest.mark.browser
def test_no_screen_offers_a_select_of_all_units(place, phone):
    with place.app.app_context(), write() as session:
        for n in range(6):
            add_unit(session, kind="commune", name=f"Xã số {n}", parent=place.province)
            add_unit(session, kind="school", name=f"TH Xã số {n}", parent=place.commune)
    so = phone("so", at="/so", viewport=WIDE)
    for name in (one for one in SCREENS if one != "ban-ghi"):
        assert selects_of_units(so.page, f"/so/{name}") == []
    known = {"school": place.school.id, "person": place.accounts["gv"]}
    for path, opening, label in DIALOGS:
        selects_of_units(so.page, f"/so/{path.format(**known)}")
        so.page.get_by_role("button", name=opening).first.click()
        dialog = so.page.get_by_role("dialog")
        expect(unit_box(dialog, label)).to_be_visible()
        assert so.page.evaluate(OFFERS_UNITS) == []
        so.page.keyboard.press("Escape")


@pytest.mark.browser
def test_in_a_dialog_the_keys_of_the_box_leave_it_open(place, phone):
    page = phone("so", at="/so/don-vi", viewport=WIDE).page
    page.set_viewport_size(NARROW)
    page.get_by_role("button", name="Thêm đơn vị").click()
    dialog, box = page.get_by_role("dialog"), unit_box(page.get_by_role("dialog"), "Địa bàn")
    box.focus()
    expect(dialog.get_by_role("option").first).to_be_visible()
    assert in_light_and_dark(page) == []
    page.keyboard.press("Escape")
    expect(dialog.get_by_role("option")).to_have_count(0)
    expect(dialog).to_be_visible()
    take_unit(dialog, "Địa bàn", place.other.name)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


@pytest.mark.browser
def test_a_few_letters_without_signs_find_it_and_it_stands_first_next_time(place, phone):
    page = phone("so", at="/so/duyet", viewport=WIDE).page
    box, options = page.get_by_role("combobox", name="Đơn vị"), page.get_by_role("listbox").get_by_role("option")
    box.focus()
    expect(options.first).to_have_text("Tất cả")
    assert barriers(page) == []
    box.fill("tua th")
    expect(options).to_have_count(2)
    page.keyboard.press("Enter")
    expect(box).to_have_value("TH Tủa Thàng")
    assert f"unit={place.other.id}" in page.url
    page.get_by_role("searchbox").focus()
    box.focus()
    expect(options.nth(1)).to_contain_text("TH Tủa Thàng")
    box.fill("khong co")
    expect(page.get_by_text("Không có đơn vị nào như vậy")).to_be_visible()
    page.keyboard.press("Escape")
    expect(box).to_have_value("TH Tủa Thàng")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "unit=" not in url)
