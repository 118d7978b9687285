"""Before a phone has all that the server has for it, no screen claims that there is nothing."""

import pytest

from tests.journeys.phone import Phone, new_context

COMES = "Đang tải sổ của trường về máy"
CLAIMS = ("Chưa có gì để chọn", "Chưa có bản ghi nào", "Không còn gì chờ xác nhận", "Không tìm thấy")
SCREENS = {"gv": ("/so-tay", "/ghi?bieu=activity"), "ht": ("/so-tay", "/duyet")}


@pytest.mark.parametrize("name", SCREENS)
def test_while_the_first_exchange_has_not_come_through(browser, server, place, name):
    place.activity(place.client("gv"), "Trồng rau")
    context = new_context(browser)
    phone = Phone(context.new_page(), server.url)
    context.route("**/api/sync", lambda route: route.abort())
    phone.page.goto(server.url)
    phone.give_password(username=place.people[name])
    phone.page.get_by_role("link", name="Ghi hoạt động" if name == "gv" else "Xác nhận").first.wait_for()
    assert not claims(phone)
    for address in SCREENS[name]:
        phone.page.goto(f"{server.url}{address}")
        phone.page.get_by_text(COMES).wait_for()
        assert not claims(phone), address
    context.unroute("**/api/sync")
    phone.home()
    phone.sent()
    phone.page.goto(f"{server.url}{SCREENS[name][1]}")
    phone.page.get_by_text("Vườn rau điểm Nậm Pan" if name == "gv" else "Trồng rau", exact=True).wait_for()
    assert phone.page.get_by_text(COMES).count() == 0
    context.close()


def claims(phone: Phone) -> list[str]:
    text = phone.page.locator("main").inner_text()
    return [claim for claim in CLAIMS if claim in text]
