"""An officer keeps the overview open; a school takes up another's model: what they see, open and take away."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from uuid_utils import uuid7

PASSWORD = "demo-thi-dua"
PAGE = "/so?register=activity&period=2025-2026"
DESK, PHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 740}
FRESH = 10_000  # milliseconds


class Hand:
    """Somebody at another machine, over the API."""

    def __init__(self, browser, url, username):
        self.request, self.url = browser.new_context().request, url
        members = {"username": username, "password": PASSWORD}
        self.headers = {"Sec-Fetch-Site": "same-origin"}
        self.headers["X-Account"] = self.post("/api/session", members)["account"]

    def get(self, path):
        answer = self.request.get(self.url + path, headers=self.headers)
        assert answer.ok, answer.text()
        return answer.json()

    def post(self, path, body):
        answer = self.request.post(self.url + path, data=body, headers=self.headers)
        assert answer.ok, answer.text()
        return answer.json()

    def approve(self, record):
        mutation = {"id": str(uuid7()), "do": "approve", "at": "2026-11-23T08:00:00+07:00", "unit": record["unit"]}
        mutation |= {"record": record["id"], "base": record["version"]}
        outcome = self.post("/api/sync", {"protocol": 1, "nonce": "n", "mutations": [mutation]})["outcomes"]
        assert "refused" not in outcome[mutation["id"]], outcome


def enter(page, url, username, address):
    page.goto(url + address)
    page.locator("input[name=username]").fill(username)
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")


def assert_no_barrier(page):
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def whole(text):
    return int(re.search(r"\d[\d.]*", text)[0].replace(".", ""))


@pytest.fixture
def desk(page, live_server):
    """A browser in which the department's officer looks at the overview."""
    page.set_viewport_size(DESK)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server)
    enter(page, live_server, "so.demo", PAGE)
    page.locator(".figures").wait_for()
    return page


def test_a_change_elsewhere_is_seen_and_every_number_opens_its_records(desk, live_server, browser, tmp_path):
    number = desk.locator(".figures dd > .opens").first
    before = whole(number.inner_text())
    other = Hand(browser, live_server, "so.demo")
    other.approve(other.get("/api/records?register=activity&status=verified&limit=1")["records"][0])
    desk.get_by_text("vừa có thay đổi").wait_for(timeout=FRESH)
    assert whole(number.inner_text()) == before + 1, "the number changed without a reload"
    number.click()
    desk.wait_for_url("**/so/duyet?*")
    desk.locator("tbody tr").first.wait_for()
    count = desk.locator(".headed [role=status]").filter(has_text=re.compile(r"\d"))  # it comes after the rows
    assert whole(count.inner_text()) == before + 1
    desk.go_back()

    part = desk.locator(".part", has=desk.get_by_role("heading", name="Loại mô hình"))
    part.get_by_role("button", name="Chép bảng").click()
    desk.get_by_text("Đã chép bảng").wait_for()
    lines = desk.evaluate("navigator.clipboard.readText()").split("\n")
    assert lines[0].split("\t")[:2] == ["Loại mô hình", "Số hoạt động"]
    assert len(lines) == 7
    with desk.expect_download() as saving:
        part.get_by_role("button", name="Lưu ảnh").click()
    saving.value.save_as(tmp_path / "picture.png")
    assert saving.value.suggested_filename.endswith(".png")
    assert (tmp_path / "picture.png").read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"

    bar = desk.locator(".bars th a").first
    commune = bar.inner_text()
    bar.click()
    desk.get_by_role("heading", level=1, name=commune).wait_for()
    assert "unit" in parse_qs(urlsplit(desk.url).query)
    school = desk.locator(".bars th a").first
    name = school.inner_text()
    school.click()
    desk.get_by_role("heading", level=1, name=name).wait_for()
    desk.locator(".people-of").wait_for()
    desk.locator(".path a", has_text=commune).wait_for()


def test_what_is_drawn_can_be_taken_away_and_a_sums_list_says_what_it_lists(desk):
    months = desk.locator(".part", has=desk.get_by_role("heading", name="Tháng"))
    months.get_by_text("Xem bảng").click()
    assert months.locator(".as-table .opens").count() >= 4
    with desk.expect_download() as saving:
        months.get_by_role("button", name="Lưu ảnh").click()
    assert saving.value.suggested_filename.endswith(".png")
    sent = desk.locator(".part", has=desk.get_by_role("heading", name="Ai đã gửi"))
    sent.get_by_role("button", name="Chép bảng").click()
    desk.get_by_text("Đã chép bảng").wait_for()
    lines = desk.evaluate("navigator.clipboard.readText()").split("\n")
    assert lines[0] == "Đơn vị\tThuộc\tTình trạng"
    assert len(lines) > 400

    desk.locator(".figures dd > .opens").last.click()
    desk.locator(".behind .sum").wait_for()


def test_no_barrier_in_either_light_and_nothing_beside_the_page(desk, live_server):
    everywhere = [(size, scheme) for size in (DESK, PHONE) for scheme in ("light", "dark")]
    looked_at = {
        PAGE: everywhere,
        "/so?register=model&period=2025-2026": [(DESK, "light")],
        "/so?register=activity&period=2023-2024": [(PHONE, "dark")],
    }
    for address, ways in looked_at.items():
        desk.goto(live_server + address)
        desk.locator(".parts").wait_for()
        for size, scheme in ways:
            desk.set_viewport_size(size)
            desk.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            assert desk.evaluate("document.documentElement.scrollWidth") <= size["width"], (address, size)
            found = Axe().run(desk)
            assert found.violations_count == 0, (address, size, scheme, found.generate_report())


def test_a_school_takes_up_another_schools_model(page, live_server, browser):
    page.set_viewport_size(DESK)
    leader = Hand(browser, live_server, "ht.demo")
    school = leader.get("/api/session")["roles"][0]["unit"]
    enter(page, live_server, "ht.demo", f"/so/truong/{school}")
    page.locator(".people-of").wait_for()
    assert_no_barrier(page)
    page.get_by_role("link", name="Nhân rộng từ trường khác").click()
    page.get_by_label("Tìm theo tên mô hình").fill("vuon rau ma thi ho")
    page.get_by_role("link", name="Vườn rau em chăm Ma Thì Hồ").click()
    page.get_by_text("Nhân rộng từ: Vườn rau em chăm Ma Thì Hồ").wait_for()
    source = parse_qs(urlsplit(page.url).query)["tu"][0]
    name = page.locator("[name=name]")
    assert name.input_value() == "Vườn rau em chăm Ma Thì Hồ"
    name.fill("Vườn rau bên bờ suối")
    assert_no_barrier(page)
    page.locator("button[type=submit]").click()
    page.get_by_text("Vườn rau bên bờ suối").wait_for()
    found = leader.get("/api/records?register=model&q=ben bo suoi")["records"]
    assert [(one["data"]["replicates"], one["data"]["kind"], one["status"]) for one in found] == [
        (source, "garden", "submitted")
    ]
