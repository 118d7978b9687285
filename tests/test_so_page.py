"""The desk's pages with the demo province: what they say, where their bars lead, and how they look and work."""

import re
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.fixtures.databases import open_app
from tests.village import SAME_ORIGIN

PASSWORD = "demo-thi-dua"
YEAR = "2025-2026"
DESK, PHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def desk(demo_file):
    """Clients of the demo province, by username; nothing is written but sessions."""
    with open_app(f"sqlite:///{demo_file}", DEMO=True) as app:

        def client(*usernames):
            http = app.test_client()
            for username in usernames:
                body = {"username": username, "password": PASSWORD}
                assert http.post("/api/session", json=body, headers=SAME_ORIGIN).status_code == 200
            return http

        yield client


def bars(page):
    """(address, value) of every bar that leads somewhere."""
    found = re.findall(r'<a class="bar" href="([^"]+)">.*?<span class="value">([\d.]+)</span>', page, re.S)
    return [(address.replace("&amp;", "&"), int(value.replace(".", ""))) for address, value in found]


def test_every_bar_of_a_count_opens_the_records_behind_it(desk):
    so = desk("so.demo")
    for register in ("activity", "model"):
        page = so.get(f"/so?register={register}&period={YEAR}").text
        counts = [
            (address, value) for address, value in bars(page) if re.search("measure=(activities|models)", address)
        ]
        assert len(counts) > 15
        for address, value in counts:
            assert f"<h1>{value} bản ghi</h1>" in so.get(address).text, address


def test_the_page_is_in_vietnamese_and_says_how_old_and_how_complete_it_is(desk):
    page = desk("so.demo").get(f"/so?period={YEAR}").text
    assert '<html lang="vi">' in page
    assert "Dữ liệu minh họa" in page
    assert re.search(r"Số liệu lúc \d\d:\d\d \d\d/\d\d/\d{4} ·\s+24/485 trường đã nộp", page)
    assert re.search(r"<dd>\d\d\.\d{3}</dd>", page), "31.591, not 31591"
    for heading in ("Theo tháng", "Theo xã, phường", "Loại mô hình"):
        assert f"<h2>{heading}</h2>" in page


def test_english_is_a_tap_away_and_stays(desk):
    so = desk("so.demo")
    page = so.get("/so?lang=en").text
    assert '<html lang="en">' in page
    assert "Demonstration data" in page
    assert "Theo tháng" not in page
    assert all("lang=en" in address for address, _ in bars(page))


def test_a_new_year_without_figures_shows_the_last_and_says_so(desk):
    page = desk("so.demo").get("/so").text
    assert "chưa có số liệu; trang đang mở năm học 2025–2026" in page
    empty = desk("so.demo").get("/so?period=2026-2027").text
    assert "Chưa có số liệu" in empty
    assert "Tính cả bản ghi chờ duyệt" in empty


def test_each_sees_their_own_units(desk):
    assert "Theo trường" in desk("xa.demo").get(f"/so?period={YEAR}").text
    school = desk("ht.demo").get(f"/so?period={YEAR}").text
    assert "Theo đơn vị" in school
    assert "1/1 trường đã nộp" in school


def test_of_several_accounts_the_officer_is_taken_and_another_can_be_named(desk):
    both = desk("ht.demo", "so.demo")
    assert "24/485" in both.get(f"/so?period={YEAR}").text
    leader = next(
        name.removeprefix("lantoa_")
        for name in (cookie.key for cookie in both._cookies.values())
        if "1/1" in both.get(f"/so?period={YEAR}&account={name.removeprefix('lantoa_')}").text
    )
    page = both.get(f"/so?period={YEAR}&account={leader}").text
    assert all(f"account={leader}" in address for address, _ in bars(page))


def test_refusals_are_pages_with_a_way_on(desk):
    so, admin = desk("so.demo"), desk("admin.demo")
    for client, address, status in (
        (admin, "/so", 403),
        (so, "/so?unit=0193a000-0000-7000-8000-000000000001", 403),
        (so, "/so/khong-co", 404),
        (so, "/so/records/x", 404),
        (so, "/so?period=x", 400),
        (so, "/so/records?sort=%00", 400),
        (so, "/so/static/x.css", 404),
    ):
        answer = client.get(address)
        assert answer.status_code == status, address
        assert answer.mimetype == "text/html", address
        assert 'href="/so"' in answer.text, address


def test_who_is_not_signed_in_comes_back_to_the_page_asked_for(desk):
    answer = desk().get("/so/records?register=activity&status=draft&status=submitted")
    assert answer.status_code == 303
    assert answer.location.startswith("/dang-nhap?next=/so/records")
    for elsewhere in (
        "//evil.example/so",
        "https://evil.example/so",
        "/\\evil.example",
        "javascript:alert(1)",
        "/so\\x",
    ):
        page = desk().get("/dang-nhap", query_string={"next": elsewhere}).text
        assert 'data-next="/so"' in page, elsewhere


def test_a_record_tells_its_fields_and_its_history(desk):
    so = desk("so.demo")
    listed = so.get("/so/records?register=activity&status=returned").text
    record = re.search(r'href="(/so/records/[0-9a-f-]+)"', listed)[1]
    page = so.get(record).text
    assert "Lịch sử" in page
    assert "<strong>Trả lại</strong>" in page
    assert "<blockquote>" in page
    assert "Điểm trường" in page


@pytest.fixture
def signed_in(page, live_server):
    """A browser in which the department's officer has signed in by the page."""
    page.goto(f"{live_server}/so?period={YEAR}")
    page.get_by_label("Tên đăng nhập").fill("so.demo")
    page.get_by_label("Mật khẩu").fill("wrong")
    page.get_by_role("button", name="Đăng nhập").click()
    page.get_by_role("alert").filter(has_text="đăng nhập lại").wait_for()
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector(".bars")
    return page


def test_pages_fold_and_have_no_barrier(signed_in, live_server, tmp_path):
    page = signed_in
    addresses = [f"/so?period={YEAR}", "/so/records?register=activity", "/so/khong-co", "/dang-nhap", "/api/docs"]
    page.goto(f"{live_server}{addresses[1]}")
    addresses.append(urlsplit(page.locator(".title a").first.get_attribute("href")).path)
    for address in addresses:
        for size in (DESK, PHONE):
            for scheme in ("light", "dark"):
                page.set_viewport_size(size)
                page.emulate_media(color_scheme=scheme)
                page.goto(f"{live_server}{address}")
                assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], (address, size)
                found = Axe().run(page)
                assert found.violations_count == 0, (address, size, scheme, found.generate_report())
                page.screenshot(path=tmp_path / "page.png", full_page=True)


def test_it_works_by_keyboard(signed_in):
    page = signed_in
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.locator("a.bar").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/so/records?*")
    page.locator(".title a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".history")


def test_filters_stay_in_the_address_and_signing_out_ends_it(signed_in):
    page = signed_in
    page.get_by_label("Chờ duyệt").check()
    page.get_by_role("button", name="Xem").click()
    page.wait_for_url("**status=submitted*")
    assert "status=approved" in page.url
    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_url("**/dang-nhap*")
    page.goto(urlsplit(page.url)._replace(path="/so", query="").geturl())
    assert urlsplit(page.url).path == "/dang-nhap"
