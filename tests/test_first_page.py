"""What somebody meets who opens the address: Vietnamese first, light and dark, nothing from elsewhere."""

import shutil
from contextlib import closing

import pytest

from server.pages import DIST
from tests.fixtures.databases import open_app
from tests.fixtures.servers import gunicorn


@pytest.fixture(scope="module")
def address(empty_file, tmp_path_factory):
    folder = tmp_path_factory.mktemp("first_page")
    database = shutil.copy(empty_file, folder)
    with gunicorn(f"sqlite:///{database}", folder / "stderr", LANTOA_WORKERS="1") as address:
        yield address


@pytest.fixture
def first_page(page, address):
    page.goto(address)
    return page


def test_it_says_what_it_is_in_vietnamese_and_english_is_a_tap_away(first_page):
    assert first_page.get_attribute("html", "lang") == "vi"
    assert first_page.get_by_role("heading", level=1).inner_text() == "Lan Tỏa"
    first_page.get_by_role("button", name="English").click()
    assert first_page.get_attribute("html", "lang") == "en"
    first_page.get_by_role("button", name="Tiếng Việt").click()
    assert first_page.get_by_text("không có mạng").count()


def test_it_leads_to_the_charts_and_the_programming_interface(first_page):
    assert {"/so", "/api/docs"} <= {link.get_attribute("href") for link in first_page.get_by_role("link").all()}


@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_and_its_targets_are_large(first_page, width, scheme):
    first_page.set_viewport_size({"width": width, "height": 740})
    first_page.emulate_media(color_scheme=scheme)
    assert first_page.evaluate("document.documentElement.scrollWidth") == width
    heights = first_page.locator("a, button").evaluate_all("all => all.map(one => one.offsetHeight)")
    assert min(heights) >= 48


@pytest.mark.browser  # the client is built for `make test`, not for `make check`
def test_what_is_named_by_its_content_is_kept_and_the_page_itself_is_asked_for(sqlite_url):
    script = next((DIST / "assets").glob("*.js")).name
    with open_app(sqlite_url) as app:
        page, kept = (
            app.test_client().get(path, headers={"Accept-Encoding": "br"}) for path in ("/", f"/assets/{script}")
        )
        with closing(page), closing(kept):
            assert page.headers["Cache-Control"] == "max-age=0, public"
            assert "default-src 'self'" in page.headers["Content-Security-Policy"]
            assert "immutable" in kept.headers["Cache-Control"]
            assert page.headers["Content-Encoding"] == kept.headers["Content-Encoding"] == "br"
            assert len(kept.data) + len(page.data) < 30_000
