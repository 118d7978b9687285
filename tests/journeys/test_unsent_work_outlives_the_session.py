"""A session that ended, and somebody who signs out, leave what is unsent on the phone, and say so."""

from playwright.sync_api import expect

TITLE = "Đọc sách cùng em"


def test_a_session_that_ended_asks_for_the_password_and_goes_on(phone, place):
    teacher = phone("gv")
    teacher.page.context.clear_cookies()
    teacher.log(TITLE)
    teacher.says("Phiên đăng nhập đã hết")
    teacher.says("1 chờ gửi")
    assert place.activities() == []
    teacher.truth.get_by_role("link", name="Đăng nhập lại").click()
    assert teacher.page.locator("input[name=username]").input_value() == place.people["gv"]
    teacher.give_password()
    teacher.sent()
    [sent] = place.activities()
    assert sent["data"]["title"] == TITLE
    assert teacher.line(TITLE).count() == 1


def test_who_signs_out_finds_it_again(server, phone, place):
    teacher = phone("gv")
    server.kill()
    teacher.log(TITLE)
    teacher.page.get_by_role("link", name="Cài đặt").click()
    teacher.press("Đăng xuất")
    teacher.page.get_by_text("1 bản ghi chưa gửi vẫn nằm lại trên máy này").wait_for()
    teacher.press("Đăng xuất khỏi máy này")
    teacher.page.get_by_role("heading", name="Lan Tỏa").wait_for()
    assert TITLE not in teacher.page.content()

    server.start()
    teacher.page.goto(teacher.url)
    teacher.give_password(username=place.people["gvb"])
    teacher.sent()
    expect(teacher.line(TITLE)).to_have_count(0)
    assert place.activities() == []

    teacher.page.goto(f"{teacher.url}/vao")
    teacher.give_password(username=place.people["gv"])
    teacher.sent()
    [sent] = place.activities()
    assert sent["author"] == place.client("gv").account
    assert teacher.line(TITLE).count() == 1
