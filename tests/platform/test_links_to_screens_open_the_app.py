"""A link to a screen of the app, passed on by Zalo, opens the app where it was never opened before."""

import re

import pytest

from server.platform.app_pages import PLACES
from server.platform.config import ROOT
from tests.fixtures.applications import open_app

AHEAD = "Wed, 01 Jan 2098 00:00:00 GMT"


def test_the_server_knows_the_clients_places():
    pattern = (ROOT / "client" / "src" / "routes" / "addresses.ts").read_text()
    named = re.search(r"\(\$\|\(([a-z|-]+)\)", pattern)
    assert named is not None
    assert set(named[1].split("|")) == PLACES


@pytest.mark.parametrize("path", ["/ghi", "/ban-ghi/01935000-0000-7000-8000-000000000001", "/so-tay?q=vuon"])
def test_a_screens_address_is_the_apps_page(sqlite_url, path):
    with open_app(sqlite_url) as app:
        client = app.test_client()
        with client.get(path) as screen, client.get("/") as first:
            assert screen.status_code == 200
            assert screen.data == first.data


def test_a_mistyped_address_gets_the_apps_page_and_is_not_found(sqlite_url):
    person = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "If-Modified-Since": AHEAD}
    with open_app(sqlite_url) as app:
        client = app.test_client()
        with client.get("/khong-co/trang?nay=1", headers=person) as answer, client.get("/") as first:
            assert answer.status_code == 404
            assert answer.data == first.data
            assert answer.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]
        with client.get("/mark.svg", headers={"Accept": "text/html"}) as file:
            assert (file.status_code, file.mimetype) == (200, "image/svg+xml")


@pytest.mark.parametrize(
    ("path", "accepts"), [("/api/khong-co", "text/html"), ("/assets/khong-co.js", "*/*"), ("/khong-co", "*/*")]
)
def test_what_no_person_opens_is_not_found_in_the_one_shape(sqlite_url, path, accepts):
    with open_app(sqlite_url) as app:
        answer = app.test_client().get(path, headers={"Accept": accepts})
        assert (answer.status_code, answer.json["code"]) == (404, "not_found")
