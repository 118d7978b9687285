"""Logged without network, the browser killed, opened again without network: it is there, and later it counts once."""

import pytest

from tests.journeys.phone import Phone

pytestmark = pytest.mark.trust
TITLE = "Trồng rau cải cùng lớp mẫu giáo lớn"


def test_from_a_phone_that_died_offline_to_the_figures(server, place, handset, phone):
    Phone(handset.switch_on(), server.url).sign_in(place.people["gv"])
    handset.switch_off()
    server.kill()
    teacher = Phone(handset.switch_on(), server.url)
    teacher.home()
    teacher.log(TITLE, 31)
    handset.kill()

    teacher = Phone(handset.switch_on(), server.url)
    teacher.home()
    teacher.says("1 chờ gửi")
    assert teacher.line(TITLE).count() == 1
    assert place.activities() == []

    server.start()
    teacher.sync()
    teacher.sent()
    [sent] = place.activities()
    assert (sent["data"]["title"], sent["data"]["students"], sent["status"]) == (TITLE, 31, "submitted")
    assert place.figure("students") == 0

    leader = phone("ht")
    leader.page.get_by_role("link", name="1 bản ghi chờ thầy/cô xác nhận").click()
    server.kill()
    leader.page.locator("summary").filter(has_text=TITLE).click()
    leader.press("Xác nhận")
    leader.page.get_by_text("Không còn gì chờ xác nhận").wait_for()
    leader.home()
    leader.says("1 chờ gửi")
    server.start()
    leader.sync()
    leader.sent()
    place.act(place.officer, "approve", sent["id"])
    assert place.figure("students") == 31

    teacher.sync()
    teacher.page.get_by_role("heading", name="Đã duyệt").wait_for()
    assert teacher.line(TITLE).count() == 1


def test_a_form_that_was_open_opens_again_where_it_was(server, place, handset):
    Phone(handset.switch_on(), server.url).sign_in(place.people["gv"])
    handset.switch_off()
    server.kill()
    teacher = Phone(handset.switch_on(), server.url)
    teacher.home()
    teacher.begin()
    teacher.fill(TITLE, 42)
    teacher.page.get_by_text("Đã giữ trên máy lúc").wait_for()
    handset.kill()

    teacher = Phone(handset.switch_on(), server.url)
    teacher.page.goto(server.url)
    title = teacher.page.get_by_label("Đã làm gì")
    title.wait_for()
    assert title.input_value() == TITLE
    assert teacher.page.get_by_label("Lượt học sinh, trẻ tham gia").input_value() == "42"
    teacher.press("Gửi")
    teacher.says("1 chờ gửi")
    assert place.activities() == []
