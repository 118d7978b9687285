"""A link to a screen of the app, passed on by Zalo, opens the app where it was never opened before."""

import re

import pytest

from server.platform.app_pages import PLACES
from server.platform.config import ROOT
from tests.fixtures.applications import open_app


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


def test_what_is_no_screen_is_not_found(sqlite_url):
    with open_app(sqlite_url) as app:
        answer = app.test_client().get("/khong-co")
        assert (answer.status_code, answer.json["code"]) == (404, "not_found")
