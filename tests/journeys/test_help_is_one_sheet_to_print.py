"""Help for each role is one sheet of A4, with its pictures; the phone and the desk lead to it."""

import re

from playwright.sync_api import Page, expect

from server.api.help_sheets import SHEETS
from tests.journeys.barriers import barriers

A4 = (595, 842)  # points
WHOLE = "[...document.images].every((one) => one.complete && one.naturalWidth > 0)"
SIDEWAYS = "document.documentElement.scrollWidth > innerWidth"


def printed(page: Page) -> tuple[int, set[tuple[int, int]]]:
    """How many pages the browser prints, and their sizes in points."""
    pdf = page.pdf(prefer_css_page_size=True)
    counts = re.findall(rb"/Count (\d+)", pdf)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    return max(map(int, counts)), {(round(float(width)), round(float(height))) for width, height in boxes}


def test_each_sheet_is_one_page_of_a4_and_for_everyone(page, server):
    for role, sheet in SHEETS.items():
        page.goto(f"{server.url}/huong-dan/{role}")
        expect(page.get_by_role("heading", level=1)).to_have_text(f"Lan Tỏa cho {sheet.whom}")
        page.wait_for_function(f"() => {WHOLE}")
        assert not page.evaluate(SIDEWAYS), role
        assert printed(page) == (1, {A4}), role
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            assert barriers(page) == [], (role, scheme)


def test_phone_and_desk_lead_to_the_sheet_of_the_role(phone, server):
    teacher = phone("gv")
    teacher.page.goto(f"{server.url}/tro-giup")
    teacher.page.get_by_role("link", name="Hướng dẫn một trang, in được").click()
    expect(teacher.page.get_by_role("heading", name="Lan Tỏa cho giáo viên")).to_be_visible()
    teacher.page.get_by_role("link", name="Về Lan Tỏa").click()
    expect(teacher.page.get_by_role("region", name="Tình trạng dữ liệu")).to_be_visible()
    officer = phone("so", at="/so", viewport={"width": 1280, "height": 800})
    with officer.page.context.expect_page() as opened:
        officer.page.get_by_role("link", name="Hướng dẫn").click()
    expect(opened.value.get_by_role("heading", name="Lan Tỏa cho chuyên viên Sở")).to_be_visible()
    expect(officer.page.get_by_role("heading", level=1)).to_be_visible()
