"""A phone that was full, or a person, may clear what the app keeps: the door then says so, and what was unsent."""

CLEAR = """() => new Promise((done, failed) => {
  const clearing = indexedDB.deleteDatabase('lantoa-work')
  clearing.onsuccess = () => done()
  clearing.onerror = clearing.onblocked = failed
})"""


def test_the_door_says_what_was_cleared_and_for_whom(server, place, phone):
    gv = phone("gv")
    server.kill()
    gv.log("Đọc sách cùng em")
    gv.says("1 chờ gửi")
    server.start()
    gv.page.route("**/api/sync", lambda route: route.abort())
    gv.page.goto(f"{gv.url}/api/health")
    gv.page.evaluate(CLEAR)
    gv.page.goto(gv.url)
    note = gv.page.get_by_role("alert").filter(has_text="đã bị xóa")
    note.get_by_text("1 bản ghi chưa gửi").wait_for()
    assert gv.page.locator("input[name=username]").input_value() == place.people["gv"]
    gv.page.unroute("**/api/sync")
    gv.give_password()
    gv.sent()
    server.kill()
    gv.log("Tưới rau cùng em")
    gv.page.get_by_role("link", name="Cài đặt").click()
    gv.press("Đăng xuất")
    gv.press("Đăng xuất khỏi máy này")
    gv.page.locator("input[name=username]").wait_for()
    server.start()
    gv.page.goto(f"{gv.url}/api/health")
    gv.page.evaluate(CLEAR)
    gv.page.goto(gv.url)
    gv.page.locator("input[name=password]").fill("dang go")
    note.get_by_text("1 bản ghi chưa gửi").wait_for()
    assert gv.page.locator("input[name=password]").input_value() == "dang go"


def test_who_signed_out_reads_nothing_of_it(phone):
    gv = phone("gv")
    gv.page.get_by_role("link", name="Cài đặt").click()
    gv.press("Đăng xuất")
    gv.press("Đăng xuất khỏi máy này")
    gv.page.locator("input[name=username]").wait_for()
    assert gv.page.get_by_text("đã bị xóa").count() == 0
