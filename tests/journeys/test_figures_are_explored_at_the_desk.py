"""An officer divides a figure as they like: the address says it all, and each cell opens the records that made it."""

import re

from tests.figures.test_overview_stays_fresh import assert_no_barrier, enter

START = "/so/kham-pha?register=activity&measure=activities&period=2025-2026"


def test_a_figure_is_divided_and_a_cell_opens_its_records(page, live_server):
    page.set_viewport_size({"width": 360, "height": 740})
    enter(page, live_server, "so.demo", START)
    page.locator(".crossed tbody tr").first.wait_for()
    page.get_by_text("Bộ lọc khác").click()
    page.get_by_label("Hàng là").select_option("kind")
    page.wait_for_url(re.compile("rows=kind"))
    page.get_by_label("Cột là").select_option("month")
    page.wait_for_url(re.compile("columns=month"))
    page.get_by_role("heading", name="Số hoạt động, theo loại mô hình và tháng").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert_no_barrier(page)
    page.get_by_role("button", name="10/2025").click()
    page.wait_for_url(re.compile("xep=2025-10"))
    page.locator("th[aria-sort=descending]", has_text="10/2025").wait_for()
    cell = page.locator(".crossed tbody tr").first.locator("td.right a").nth(1)
    number = re.sub(r"\D", "", cell.inner_text().split(":")[-1])
    cell.click()
    page.get_by_role("heading", level=1, name="Số hoạt động").wait_for()
    said = page.locator(".behind")
    said.get_by_text("10/2025").wait_for()
    assert re.sub(r"\D", "", said.locator(".sum").inner_text()) == number
    page.go_back()
    page.wait_for_url(re.compile("rows=kind&columns=month&xep=2025-10"))
    page.locator("th[aria-sort=descending]", has_text="10/2025").wait_for()


def test_the_overview_leads_to_its_register(page, live_server):
    enter(page, live_server, "so.demo", "/so?register=model&period=2025-2026")
    page.locator(".register-head").get_by_role("link", name="Khám phá").click()
    page.wait_for_url(re.compile(r"kham-pha\?register=model&unit=.*&period=2025-2026&status=approved"))
    page.locator(".crossed tbody tr").first.wait_for()
    assert page.locator("select[name=register]").input_value() == "model"


def test_a_table_is_saved_by_name_and_stands_on_the_overview(page, live_server):
    enter(page, live_server, "xa.demo", "/so/kham-pha?register=activity&period=2025-2026&rows=month")
    page.get_by_role("button", name="Lưu bảng này").click()
    page.get_by_label("Tên bảng").fill("Từng tháng")
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.get_by_role("button", name="Xóa").click()
    page.get_by_role("button", name="Hoàn tác").click()
    page.get_by_role("button", name="Xóa").wait_for()
    assert_no_barrier(page)
    page.goto(f"{live_server}/so")
    page.get_by_role("link", name="Từng tháng").click()
    page.wait_for_url("**/so/kham-pha?register=activity&period=2025-2026&rows=month")
    page.get_by_role("button", name="Xóa").click()
    page.get_by_role("button", name="Lưu bảng này").wait_for()
