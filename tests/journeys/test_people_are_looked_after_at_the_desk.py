"""A leader prints a code, moves people and signs a lost phone out; every page of it is for everyone, by keyboard."""

import re
from datetime import timedelta

from playwright.sync_api import expect

from server.org.one_time_codes import VALID
from server.org.people import add_unit
from server.platform.clock import HERE, now, today
from server.platform.database import write
from tests.journeys.barriers import in_light_and_dark
from tests.journeys.phone import Phone, new_context
from tests.journeys.unit_box import take_unit, unit_box

DESK = {"viewport": {"width": 1280, "height": 800}}
OWN = "suối chảy qua bản"
UNSENT = "Tưới rau cùng phụ huynh"

# Presses a button and moves the focus on to the next one as soon as it is there; whether it is left there.
MOVES_ON = """([open, next]) => new Promise(done => {
  const called = name => [...document.querySelectorAll('button')].find(one => one.textContent.includes(name))
  const frame = () => new Promise(requestAnimationFrame)
  new MutationObserver(async (_, watch) => {
    const button = called(next)
    if (!button) return
    watch.disconnect()
    button.focus()
    for (let n = 0; n < 4; n++) await frame()
    done(document.activeElement === button)
  }).observe(document.body, { childList: true, subtree: true })
  called(open).click()
})"""
COPIES = "card => { for (let n = 1; n < 17; n++) card.after(card.cloneNode(true)) }"


def printed(desk, place):
    """A card has all that its person needs; eight are on a page of A4, and none is on two."""
    card = desk.locator(".code-card")
    card.evaluate(COPIES)
    desk.emulate_media(media="print")
    expect(desk.get_by_role("heading", level=1)).to_be_hidden()
    expires = f"{now().astimezone(HERE) + VALID:%d/%m}"
    for text in (place.school.name, place.people["gvb"], "Quét mã vuông", "Đặt mật khẩu", expires, "xin mã mới"):
        expect(card.first).to_contain_text(text)
    assert card.first.evaluate("card => getComputedStyle(card).breakInside") == "avoid"
    pages = re.search(rb"/Count (\d+)", desk.pdf(prefer_css_page_size=True))
    assert pages
    assert int(pages[1]) == 3, "17 cards fill two pages of eight, and begin a third"
    desk.emulate_media(media="screen")


def test_a_code_is_printed_at_the_desk_and_opens_a_phone(browser, phone, place):
    desk = phone("ht", at="/so/nguoi", **DESK).page
    desk.get_by_label("Tìm người").fill("gvb")
    expect(desk.locator("tbody tr")).to_have_count(1)
    assert in_light_and_dark(desk) == []
    desk.get_by_role("link", name="gvb", exact=True).press("Enter")
    desk.get_by_role("heading", name="gvb").wait_for()
    assert in_light_and_dark(desk) == []
    assert desk.evaluate(MOVES_ON, ["In mã đăng nhập", "Tạo 1 mã"]), (
        "the heading took the focus, and with it the next key"
    )
    desk.get_by_role("button", name="Tạo 1 mã").press("Enter")
    code = desk.locator(".code").inner_text()
    assert desk.get_by_role("img", name="Mã QR").is_visible()
    assert in_light_and_dark(desk) == []
    printed(desk, place)

    context = new_context(browser)
    teacher = Phone(context.new_page(), desk.url.split("/so/")[0])
    sent: list[str] = []
    context.on("request", lambda request: sent.append(f"{request.url} {request.headers.get('referer')}"))
    teacher.page.goto(f"{teacher.url}/vao?ten={place.people['gvb']}#ma={code}")
    expect(teacher.page.locator("input[name=username]")).to_have_value(place.people["gvb"])
    expect(teacher.page.locator("input[name=password]")).to_have_value(code)
    teacher.press("Đăng nhập")
    teacher.page.get_by_label("Mật khẩu mới").fill(OWN)
    teacher.press("Giữ mật khẩu này")
    teacher.page.locator(".saying").get_by_text("Đã đổi mật khẩu").wait_for()
    context.close()
    assert not teacher.errors
    assert sent
    assert not [one for one in sent if code in one], "a log would keep the code"

    desk.goto(f"{teacher.url}/so/nhat-ky?q=gvb")
    deeds = desk.locator("tbody tr")
    expect(deeds.filter(has_text="in mã cho")).to_have_count(1)
    expect(deeds.filter(has_text="chọn mật khẩu")).to_have_count(1)
    since = desk.get_by_label("Từ ngày")
    # What the browser itself writes is not seen: of an empty day WebKit writes today's.
    expect(since).to_have_css("-webkit-text-fill-color", "rgba(0, 0, 0, 0)")
    expect(desk.locator("label", has=since)).to_contain_text("ngày/tháng/năm")
    since.fill("2026-10-05")
    expect(desk.locator("label", has=since)).to_contain_text("05/10/2026")
    assert in_light_and_dark(desk) == []


def plan_and_take_back(desk, place, near):
    """A transfer is dated tomorrow, says what it leaves, and is taken back with one tap."""
    move, dialog = desk.get_by_role("button", name="Chuyển công tác", exact=True), desk.get_by_role("dialog")
    move.press("Enter")
    expect(unit_box(dialog, "Đơn vị")).to_have_value("")
    take_unit(dialog, "Đơn vị", near.name)
    first_day = dialog.locator("input[type=date]")
    assert first_day.input_value() == (today() + timedelta(days=1)).isoformat()
    expect(dialog).to_contain_text(f"gv thôi làm Giáo viên, {place.school.name} và bắt đầu làm Giáo viên, {near.name}")
    expect(dialog).to_contain_text(f"1 bản ghi ở lại {place.school.name}")
    expect(dialog).to_contain_text("Trong đó 1 bản nháp")
    assert in_light_and_dark(desk) == []
    dialog.get_by_role("button", name="Chuyển công tác").press("Enter")
    desk.get_by_text(f"chuyển sang: Giáo viên, {near.name}").wait_for()
    assert in_light_and_dark(desk) == []
    desk.get_by_role("button", name="Hủy chuyển công tác").press("Enter")
    expect(desk.locator(".lines > li").filter(has_text="Giáo viên")).to_have_count(1)
    expect(desk.locator(".planned")).to_have_count(0)


def test_a_transfer_lets_unsent_work_wait_and_a_lost_phone_is_signed_out(phone, place):
    with place.app.app_context(), write() as session:
        near = add_unit(session, kind="school", name="THCS Sín Thầu", parent=place.commune)
    elsewhere = place.client("gv")
    place.activity(elsewhere, "Bản nháp ở trường cũ", then=None)
    assert elsewhere.send("DELETE", "/api/session").status_code == 204
    gv = phone("gv")
    gv.page.context.set_offline(True)
    gv.log(UNSENT, 31)

    desk = phone("xa", at=f"/so/nguoi/{place.accounts['gv']}", **DESK).page
    plan_and_take_back(desk, place, near)
    move, dialog = desk.get_by_role("button", name="Chuyển công tác", exact=True), desk.get_by_role("dialog")
    move.press("Enter")
    take_unit(dialog, "Đơn vị", near.name)
    dialog.get_by_label("Từ hôm nay").check()
    dialog.get_by_role("button", name="Chuyển công tác").press("Enter")
    desk.locator(".lines").get_by_text(near.name).wait_for()
    expect(desk.locator(".lines .past")).to_contain_text("TH Sín Thầu")

    gv.page.context.set_offline(False)
    gv.home()
    gv.line(UNSENT).get_by_role("link").click()
    gv.page.get_by_text("Bản ghi đang chờ nhà trường nhận.").wait_for()

    desk.get_by_role("button", name="Thu hồi").first.click()
    desk.get_by_role("dialog").get_by_role("button", name="Thu hồi").press("Enter")
    desk.get_by_text("Chưa đăng nhập trên máy nào.").wait_for()
    gv.home()
    gv.page.get_by_text("đăng nhập lại").first.wait_for()
    gv.line(UNSENT).wait_for()

    for path in ("/so/don-vi", f"/so/don-vi/{near.id}", "/so/may"):
        desk.goto(f"{gv.url}{path}")
        desk.get_by_role("heading", level=1).wait_for()
        desk.wait_for_load_state("networkidle")
        assert in_light_and_dark(desk) == []


def test_a_split_asks_of_each_site_where_it_goes(phone, place):
    with place.app.app_context(), write() as session:
        heirs = [add_unit(session, kind="school", name=name, parent=place.commune) for name in ("TH số 1", "TH số 2")]
    so = phone("so", at=f"/so/don-vi/{place.school.id}", **DESK)
    desk = so.page
    desk.get_by_role("button", name="Sáp nhập, chia tách").click()
    take_unit(desk, "Tiếp nối bởi trường", "TH số 1")
    desk.get_by_role("button", name="Chia cho một trường nữa").click()
    take_unit(desk, "và trường", "TH số 2")
    desk.get_by_role("button", name="Kết thúc đơn vị").click()
    expect(desk.get_by_role("dialog")).to_be_visible()
    desk.get_by_label("Điểm trung tâm").select_option("TH số 2")
    desk.get_by_label("Kết thúc ngay hôm nay, không hủy được").check()
    desk.get_by_label("Gõ tên trường sẽ kết thúc").fill(place.school.name)
    desk.get_by_role("button", name="Kết thúc đơn vị").click()
    expect(desk.get_by_role("dialog")).to_have_count(0)
    sites = place.officer.get(f"/api/units?kind=site&unit={heirs[1].id}").json["units"]
    assert [one["name"] for one in sites] == ["Điểm trung tâm"]
    desk.goto(f"{so.url}/so/may")
    expect(desk.locator(".holders > li")).to_have_count(7)
    expect(desk.locator(".holders")).to_contain_text("TH Tủa Thàng")
