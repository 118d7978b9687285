"""A record of a closed period says so, and one tap asks an officer to open it again; the form says it while the day is
chosen. A model that others use is not deleted with one tap."""

from playwright.sync_api import expect


def test_a_closed_period_is_told_and_asked_to_be_reopened(place, phone):
    record = place.activity(place.client("gv"), "Tưới rau")
    place.act(place.officer, "return", record, text="Xem lại số học sinh")
    report = {"title": "Chốt", "unit": place.school.id, "period": place.year, "registers": ["activity"], "close": True}
    assert place.officer.post("/api/snapshots", report).status_code == 201
    teacher = phone("gv")
    page = teacher.page
    page.goto(f"{teacher.url}/ban-ghi/{record}")
    expect(page.locator(".locked")).to_contain_text("đã chốt")
    assert not page.get_by_role("link", name="Sửa và gửi lại").count()
    page.get_by_role("button", name="Xin mở lại").click()
    expect(page.locator(".locked")).to_contain_text("Đã xin mở lại")
    teacher.home()
    teacher.sent()
    [waits] = place.officer.get("/api/records?for=me").json["records"]
    assert (waits["id"], bool(waits["reopen_since"])) == (record, True)

    teacher.begin()
    expect(page.locator("[data-field=date] .hint")).to_contain_text("đã chốt")


def test_a_model_that_others_use_says_so_before_it_is_deleted(place, phone):
    leader = phone("ht")
    page = leader.page
    put = place.client("ht").mutation
    model = put("put", form="model@1", period=place.year, set={"kind": "garden", "name": "Vườn ổi"}, then="submit")
    assert "refused" not in place.client("ht").do(model)
    place.activity(place.client("gv"), "Trồng ổi", model=model["id"])
    leader.exchange()
    page.goto(f"{leader.url}/ban-ghi/{model['id']}")
    # The school's only leader may verify the own model, and take it back as any author may.
    for name in ("Thu hồi", "Xác nhận"):
        expect(page.get_by_role("button", name=name)).to_be_visible()
    page.get_by_role("button", name="Xóa").click()
    expect(page.get_by_role("alert")).to_contain_text("Có 1 bản ghi khác đang dùng")
    page.get_by_role("button", name="Vẫn xóa").click()
    page.locator(".saying").get_by_text("Đã xóa bản ghi").wait_for()
