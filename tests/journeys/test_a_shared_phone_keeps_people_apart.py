"""Two people on one phone: each sees their own, switching needs no network, and each one's work goes out as theirs."""

from playwright.sync_api import expect


def test_each_writes_and_sends_as_oneself(server, place, phone):
    shared = phone("gv")
    shared.page.get_by_role("link", name="Cài đặt").click()
    shared.page.get_by_role("link", name="Thêm tài khoản").click()
    shared.give_password(username=place.people["gvb"])
    shared.sent()
    server.kill()
    shared.log("Đọc sách cùng em")
    shared.page.get_by_role("link", name="Cài đặt").click()
    shared.press("Chuyển sang gv")
    shared.page.get_by_role("heading", name="gv", exact=True).wait_for()
    expect(shared.line("Đọc sách cùng em")).to_have_count(0)
    shared.log("Tưới rau buổi sáng")
    shared.says("1 chờ gửi")

    server.start()
    shared.exchange()
    shared.sent()
    sent = {each["data"]["title"]: each["author"] for each in place.activities()}
    assert sent == {
        "Đọc sách cùng em": place.accounts["gvb"],
        "Tưới rau buổi sáng": place.accounts["gv"],
    }
    shared.page.get_by_role("link", name="Cài đặt").click()
    shared.press("Đăng xuất")
    shared.press("Đăng xuất khỏi máy này")
    shared.page.get_by_role("heading", name="gvb", exact=True).wait_for()
    shared.page.get_by_role("link", name="Cài đặt").click()
    expect(shared.page.get_by_role("button", name="Đăng nhập lại: gv")).to_be_visible()
