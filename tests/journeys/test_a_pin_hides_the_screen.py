"""A PIN on a shared phone is a curtain: it hides the screen without network, work behind it is sent, nobody is locked
out."""

from playwright.sync_api import expect

from tests.journeys.barriers import in_light_and_dark
from tests.journeys.phone import Phone


def anew(shared):
    """The app opened in another tab, as from the home screen after it was closed."""
    page = shared.page.context.new_page()
    page.goto(shared.url, wait_until="commit")
    page.get_by_role("heading", name="Nhập mã PIN").wait_for()
    return Phone(page, shared.url)


def test_it_opens_without_network_and_a_forgotten_one_loses_nothing(server, place, phone):
    shared = phone("gv")
    shared.page.get_by_role("link", name="Cài đặt").click()
    shared.page.get_by_text("Máy có thể tự xóa khi đầy").wait_for()
    shared.press("Đặt mã PIN")
    assert in_light_and_dark(shared.page) == []
    digits = shared.page.get_by_label("Mã PIN mới")
    digits.fill("12")
    shared.press("Giữ mã PIN này")
    assert digits.evaluate("field => field.validationMessage") == "Mã PIN có từ 4 đến 8 chữ số."
    digits.fill("2468")
    shared.press("Giữ mã PIN này")
    shared.page.get_by_role("button", name="Bỏ mã PIN").wait_for()
    server.kill()
    shared.home()
    shared.log("Đọc sách cùng em")

    again = anew(shared)
    expect(again.page.get_by_text("Đọc sách cùng em")).to_have_count(0)
    assert in_light_and_dark(again.page) == []
    again.page.evaluate("location.href = '/vao?ten=gvb#ma=HOA-1234'")
    expect(again.page.locator("input[name=username]")).to_have_value("gvb")
    expect(again.page.locator("input[name=password]")).to_have_value("HOA-1234")
    assert in_light_and_dark(again.page) == []
    again.page.get_by_role("link", name="Quay lại nhập mã PIN").click()
    again.page.get_by_label("Mã PIN của gv").fill("1357")
    again.page.keyboard.press("Enter")
    again.page.get_by_text("Mã PIN không đúng").wait_for()
    again.page.get_by_label("Mã PIN của gv").fill("2468")
    again.page.keyboard.press("Enter")
    again.line("Đọc sách cùng em").wait_for()
    again.page.close()

    forgot = anew(shared)
    shared.page.close()
    for _ in range(5):
        forgot.page.get_by_label("Mã PIN của gv").fill("1357")
        forgot.press("Mở")
        expect(forgot.page.get_by_label("Mã PIN của gv")).to_have_value("")
    forgot.page.get_by_text("thử lại từ").wait_for()
    server.start()
    with forgot.page.expect_response(lambda answer: answer.url.endswith("/api/sync") and answer.ok):
        forgot.page.evaluate("dispatchEvent(new Event('online'))")
    assert [each["data"]["title"] for each in place.activities()] == ["Đọc sách cùng em"], "it was sent unseen"
    forgot.press("Quên mã PIN?")
    forgot.give_password()
    forgot.line("Đọc sách cùng em").wait_for()
    forgot.page.get_by_role("link", name="Cài đặt").click()
    forgot.page.get_by_role("button", name="Đặt mã PIN").wait_for()
    assert not forgot.errors


def test_who_signed_out_finds_the_way_in_beside_it(phone, place):
    shared = phone("gvb")
    shared.page.get_by_role("link", name="Cài đặt").click()
    shared.press("Đăng xuất")
    shared.press("Đăng xuất khỏi máy này")
    # Who leaves the page before it is done has not signed out.
    shared.page.locator("input[name=username]").wait_for()
    shared.sign_in(place.people["gv"])
    shared.page.get_by_role("link", name="Cài đặt").click()
    shared.press("Đặt mã PIN")
    shared.page.get_by_label("Mã PIN mới").fill("2468")
    shared.press("Giữ mã PIN này")
    shared.page.get_by_role("button", name="Bỏ mã PIN").wait_for()
    again = anew(shared)
    again.press("Đăng nhập lại: gvb")
    expect(again.page.locator("input[name=username]")).to_have_value(place.people["gvb"])
    assert in_light_and_dark(again.page) == []
