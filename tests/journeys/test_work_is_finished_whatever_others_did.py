"""Work that somebody else's act meets half-way is finished all the same: returned when its author has left, written
while its model changed, or copied from a day with a colleague who has moved since."""

from playwright.sync_api import expect

from tests.journeys.place import today
from tests.log.quarantine import transfer
from tests.village import code

REASON = "Sĩ số lớp chỉ có 24"
GARDEN = "Vườn rau điểm Huổi Lếch"
INNOVATION, DIGITAL = "Đổi mới, sáng tạo trong quản lý", "đổi mới sáng tạo và chuyển đổi số"
OLD, NEW = ["innovation"], ["innovation", "digital"]


def test_a_leader_mends_what_came_back_after_its_author_left(server, place, phone):
    title = "Thu hoạch rau cải"
    record = place.activity(place.client("gv"), title, students=42)
    place.act(place.client("ht"), "verify", record)
    place.act(place.officer, "return", record, text=REASON, field="students")
    transfer(place, "gv", place.other)
    leader = phone("ht")
    leader.page.goto(f"{leader.url}/ban-ghi/{record}")
    leader.page.get_by_role("link", name="Sửa và gửi lại").click()
    field = leader.page.locator("[data-field=students]")
    field.get_by_text(REASON).wait_for()
    field.get_by_role("textbox").fill("24")
    leader.press("Gửi")
    leader.page.locator(".saying").get_by_text("Đã lưu trên máy này").wait_for()
    leader.home()
    leader.sent()
    leader.page.goto(f"{leader.url}/ban-ghi/{record}")
    expect(leader.page.locator(".steps [aria-current]")).to_have_text("Đã gửi")
    expect(leader.page.locator(".thread li")).to_contain_text(REASON)
    held = place.client("ht").read(record)
    assert (held["status"], held["data"]["students"]) == ("submitted", 24)
    assert (held["author"], held["history"][-1]["by"]) == (place.accounts["gv"], place.accounts["ht"])


def test_a_model_that_changed_meanwhile_refuses_nothing(server, place, phone):
    title, ht = "Tưới rau ở điểm lẻ", place.client("ht")
    values = {"kind": "garden", "name": GARDEN, "movements": OLD}
    model = ht.mutation("put", form="model@1", period=place.year, set=values, then="submit")
    assert code(ht.do(model)) is None
    teacher = phone("gv")
    teacher.page.context.set_offline(True)
    teacher.begin()
    teacher.fill(title, model=GARDEN)
    expect(teacher.page.locator("form.form")).to_contain_text(INNOVATION)
    teacher.press("Gửi")
    teacher.page.locator(".saying").get_by_text("Đã lưu trên máy này").wait_for()
    base = ht.read(model["id"])["version"]
    assert code(ht.do(ht.mutation("put", record=model["id"], base=base, set={"movements": NEW}))) is None
    teacher.home()
    teacher.says("1 chờ gửi")
    teacher.page.context.set_offline(False)
    teacher.sent()
    [held] = place.activities()
    assert (held["status"], held["data"]["kind"], held["data"]["movements"]) == ("submitted", "garden", NEW)
    teacher.line(title).click()
    expect(teacher.page.locator(".answers")).to_contain_text(DIGITAL)


def test_who_has_moved_is_not_copied_from_the_last_one(server, place, phone):
    place.add("gvc", "teacher", place.school)
    gone, stays = place.accounts["gvb"], place.accounts["gvc"]
    place.activity(place.client("gv"), "Tưới rau buổi sáng", students=21, coauthors=[gone, stays])
    teacher = phone("gv")
    transfer(place, "gvb", place.other)
    teacher.exchange()
    teacher.begin()
    colleagues = teacher.page.locator("[data-field=coauthors] .tile")
    expect(colleagues.filter(has_text="gvc")).to_have_count(1)
    expect(colleagues.filter(has_text="gvb")).to_have_count(0)
    teacher.page.get_by_role("button", name="Chép từ lần trước").click()
    teacher.page.get_by_label("Đã làm gì").fill("Tưới rau buổi chiều")
    teacher.press("Gửi")
    teacher.page.locator(".saying").get_by_text("Đã lưu trên máy này").wait_for()
    teacher.home()
    teacher.sent()
    [copy] = [each["data"] for each in place.activities() if each["data"]["title"] == "Tưới rau buổi chiều"]
    assert (copy["coauthors"], copy["students"], copy["date"]) == ([stays], 21, today().isoformat())
    assert copy["model"] == place.models["garden"]
