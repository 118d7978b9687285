"""A session that ended, and somebody who signs out, leave what is unsent on the phone, and say so."""

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
