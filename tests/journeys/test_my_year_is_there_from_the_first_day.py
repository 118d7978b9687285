"""My year opens, without network and on its first day, at the last year that has records, and goes out as a file."""

from datetime import date

from playwright.sync_api import expect

from tests.journeys.place import school_year, today


def test_a_teacher_shares_last_years_sheet_without_network(server, place, phone, tmp_path):
    began = int(school_year(today())[:4])
    last = f"{began - 1}-{began}"
    place.activity(place.client("gv"), "Làm cỏ cùng phụ huynh", students=31, date=date(began, 3, 10).isoformat())
    page = phone("gv").page
    server.kill()
    page.route("**/assets/**", lambda route: route.abort())
    page.goto(f"{server.url}/nam-cua-toi?moi")
    expect(page.get_by_label("Năm học")).to_have_value(last)
    numbers = page.locator(".year-sum > div")
    expect(numbers.first).to_contain_text("1")
    expect(numbers.nth(1)).to_contain_text("31")
    expect(page.locator("button.primary")).to_have_text("In minh chứng")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Chia sẻ tệp").click()
    assert saved.value.suggested_filename.endswith(f"{last}.html")
    sheet = page.context.new_page()
    saved.value.save_as(kept := tmp_path / "year.html")
    sheet.goto(kept.as_uri())
    expect(sheet.get_by_text("Làm cỏ cùng phụ huynh")).to_be_visible()
    expect(sheet.locator("dd").nth(1)).to_contain_text("31")
    assert sheet.locator("button, script, [href]").count() == 0
