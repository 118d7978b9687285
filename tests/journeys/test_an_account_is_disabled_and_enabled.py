"""An account is disabled at the desk for a reason; its phone keeps what it holds and sends it once it is enabled."""

from playwright.sync_api import expect

from tests.journeys.barriers import barriers

DESK = {"viewport": {"width": 1280, "height": 800}}
WRITTEN = "Quét sân trường"
REASON = "Điện thoại bị mất, chờ xác minh"


def test_from_the_desk_and_back(phone, place):
    gv = phone("gv")
    desk = phone("ht", at=f"/so/nguoi/{place.accounts['gv']}", **DESK).page
    desk.get_by_role("button", name="Khóa tài khoản").press("Enter")
    dialog = desk.get_by_role("dialog")
    dialog.get_by_label("Lý do").fill(REASON)
    assert barriers(desk) == []
    dialog.get_by_role("button", name="Khóa tài khoản").press("Enter")
    expect(desk.get_by_text("ht khóa lúc")).to_contain_text(REASON)
    expect(desk.get_by_role("button", name="In mã đăng nhập")).to_have_count(0)
    assert barriers(desk) == []

    gv.log(WRITTEN, 12)
    gv.page.get_by_text("Phiên đăng nhập đã hết").wait_for()

    desk.goto(f"{gv.url}/so/nguoi")
    expect(desk.locator("tbody tr").filter(has_text="Bị khóa")).to_have_count(1)
    desk.goto(f"{gv.url}/so/nhat-ky?q={REASON.split(',')[0]}")
    expect(desk.locator("tbody tr").filter(has_text="khóa tài khoản của")).to_contain_text(REASON)
    desk.goto(f"{gv.url}/so/nguoi/{place.accounts['gv']}")
    desk.get_by_role("button", name="Mở khóa tài khoản").press("Enter")
    desk.get_by_role("button", name="In mã đăng nhập").wait_for()

    gv.page.get_by_role("link", name="Đăng nhập lại").click()
    gv.give_password(place.password)
    gv.sent()
    assert WRITTEN in [one["data"].get("title") for one in place.client("gv").sync()["changes"]]
