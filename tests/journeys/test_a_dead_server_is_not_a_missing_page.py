"""What needs the server says that it cannot be reached, though the browser believes in its network; what is not
there is said to be missing, with a way back."""

from playwright.sync_api import expect


def test_a_page_that_is_not_there_and_one_that_cannot_be_fetched(server, phone):
    teacher = phone("gv")
    page = teacher.page
    page.goto(f"{teacher.url}/so-tai")
    expect(page.get_by_role("heading", name="Không có trang này")).to_be_visible()
    page.get_by_role("link", name="Trang đầu", exact=True).last.click()
    teacher.sent()

    server.kill()
    page.goto(f"{teacher.url}/so-tai")
    expect(page.get_by_role("heading", name="Trang này cần có mạng")).to_be_visible()
    assert page.evaluate("navigator.onLine")

    server.start()
    page.get_by_role("button", name="Thử lại").click()
    expect(page.get_by_role("heading", name="Không có trang này")).to_be_visible()
    page.get_by_role("link", name="Trang đầu", exact=True).last.click()
    server.kill()
    page.get_by_role("link", name="Năm học của tôi").click()
    page.get_by_role("heading", name="Năm học của tôi").wait_for()
    page.get_by_role("button", name="Tải Excel").click()
    expect(page.locator(".saying")).to_contain_text("Cần có mạng")
    assert not page.get_by_role("alertdialog").count()


def test_a_record_that_is_not_there_offers_no_second_try(phone):
    officer = phone("so", viewport={"width": 1280, "height": 800})
    page = officer.page
    page.goto(f"{officer.url}/so/ban-ghi/01935000-0000-7000-8000-000000000001")
    expect(page.get_by_role("alert").get_by_role("link", name="Về trang đầu")).to_be_visible()
    assert not page.get_by_role("button", name="Thử lại").count()


def test_a_record_that_is_not_on_the_phone_offers_no_second_try(phone):
    teacher = phone("gv")
    page = teacher.page
    page.goto(f"{teacher.url}/ban-ghi/01935000-0000-7000-8000-000000000001")
    expect(page.locator("main").get_by_role("link", name="Sổ tay")).to_be_visible()
    assert not page.get_by_role("button", name="Thử lại").count()
