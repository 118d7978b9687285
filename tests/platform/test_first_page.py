"""What somebody meets who opens the address: the door, Vietnamese first, light and dark, nothing from elsewhere."""

import shutil

import pytest

from server.platform.static_files import DIST
from tests.fixtures.applications import open_app

needs_build = pytest.mark.browser  # `make test` builds the client; `make check` does not


@pytest.fixture(scope="module")
def address(serve, empty_file, tmp_path_factory):
    return serve(f"sqlite:///{shutil.copy(empty_file, tmp_path_factory.mktemp('first') / 'lantoa.db')}")


@pytest.fixture
def first_page(page, address):
    page.goto(address)
    return page


def test_it_asks_who_one_is_in_vietnamese_and_english_is_a_tap_away(first_page):
    assert first_page.get_attribute("html", "lang") == "vi"
    assert first_page.get_by_role("heading", level=1).inner_text() == "Lan Tỏa"
    assert first_page.get_by_label("Tên đăng nhập").get_attribute("name") == "username"
    first_page.get_by_role("button", name="English").click()
    first_page.get_by_label("Username").fill("lan")
    assert first_page.get_attribute("html", "lang") == "en"
    first_page.get_by_role("button", name="Tiếng Việt").click()
    assert first_page.get_by_label("Tên đăng nhập").input_value() == "lan"


def test_it_takes_letters_and_lets_one_enter_before_any_script_has_come(page, address):
    held = []
    page.route("**/*.js", lambda route: held.append(route))
    page.goto(address, wait_until="commit")
    with page.expect_request("**/*.js"):
        page.fill("input[name=username]", "lan")
    page.fill("input[name=password]", "sai")
    page.press("input[name=password]", "Enter")
    page.route("**/*.js", lambda route: route.continue_())
    for route in held:
        route.continue_()
    page.get_by_role("alert").get_by_text("mật khẩu chưa đúng").wait_for()
    assert page.input_value("input[name=username]") == "lan"


def test_a_wrong_password_is_named_and_nothing_typed_is_lost(first_page):
    first_page.get_by_label("Tên đăng nhập").fill("lan")
    first_page.get_by_label("Mật khẩu", exact=True).fill("sai")
    first_page.get_by_role("button", name="Đăng nhập").click()
    first_page.get_by_role("alert").get_by_text("mật khẩu chưa đúng").wait_for()
    assert first_page.get_by_label("Tên đăng nhập").input_value() == "lan"


def test_it_leads_to_help(first_page):
    first_page.get_by_role("link", name="Trợ giúp").click()
    first_page.get_by_role("heading", name="Trợ giúp").wait_for()


@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_and_its_targets_are_large(first_page, width, scheme):
    first_page.set_viewport_size({"width": width, "height": 740})
    first_page.emulate_media(color_scheme=scheme)
    assert first_page.evaluate("document.documentElement.scrollWidth") == width
    heights = first_page.locator("a, button, .tick").evaluate_all("all => all.map(one => one.offsetHeight)")
    assert min(heights) >= 48


def test_what_stands_in_the_page_is_named_by_its_policy_and_nothing_else_may(browser, address):
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    colour = "getComputedStyle(document.querySelector('.primary')).backgroundColor"
    assert page.evaluate(colour) == "rgb(39, 48, 107)"
    for refused in (
        "document.head.append(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}))",
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.ran = 1\">')",
        "setTimeout('window.ran = 1')",
    ):
        page.evaluate(f"(() => {{ try {{ {refused} }} catch {{}} }})()")
        assert page.evaluate("window.ran") is None, refused
    assert page.locator("img[src=x]").count() == 0
    context.close()


ZALO = "Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 Chrome/109.0 Mobile Safari/537.36 Zalo android/1"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 Version/16.6 Mobile Safari/604.1"


def test_where_nothing_would_last_it_says_how_to_go_on_before_anybody_signs_in(browser, address):
    for agent, title in ((ZALO, "Thầy/cô đang mở trong Zalo"), (IPHONE, "Thêm vào màn hình chính")):
        context = browser.new_context(user_agent=agent)
        page = context.new_page()
        page.goto(address)
        page.get_by_role("heading", name=title).wait_for()
        chrome = page.get_by_role("link", name="Mở bằng Chrome")
        if agent == ZALO:
            assert "package=com.android.chrome" in (chrome.get_attribute("href") or "")
        context.close()


def test_inside_zalo_on_an_iphone_safari_is_named_and_no_other_browser(browser, address):
    context = browser.new_context(
        user_agent=IPHONE.replace("Version/16.6 Mobile Safari/604.1", "Mobile/15E148 Zalo iOS")
    )
    page = context.new_page()
    page.goto(address)
    note = page.locator("section.note")
    note.get_by_text("Chọn “Mở bằng Safari”").wait_for()
    assert "Chrome" not in note.inner_text()
    context.close()


@needs_build
def test_what_is_named_by_its_content_is_kept_and_the_page_itself_is_asked_for(sqlite_url):
    script = next((DIST / "assets").glob("index-*.js")).name
    with open_app(sqlite_url) as app:
        client = app.test_client()
        page = client.get("/", headers={"Accept-Encoding": "br"})
        kept = client.get(f"/assets/{script}", headers={"Accept-Encoding": "br"})
    assert page.headers["Cache-Control"] == "max-age=0, public"
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert "immutable" in kept.headers["Cache-Control"]
    assert page.headers["Content-Encoding"] == kept.headers["Content-Encoding"] == "br"
    assert len(kept.data) + len(page.data) < 19_000
    kept.close()
    page.close()
