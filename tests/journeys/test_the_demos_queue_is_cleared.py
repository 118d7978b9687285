"""An officer clears all that waits in the demo province without a mouse: overview, queue and `flask check` agree."""

import pytest
from playwright.sync_api import expect

from server.demo import PASSWORD
from server.log.verify import compare
from server.platform.database import read
from tests.fixtures.applications import open_app
from tests.fixtures.servers import gunicorn
from tests.journeys.phone import Phone, new_context
from tests.village import Client

OFFICER = "so.demo"
MODELS = 1  # of those that wait
ASKED = "/api/overview?register=activity&period=2025-2026"


@pytest.fixture
def officer(demo_url):
    """The same person over the API."""
    with open_app(demo_url, DEMO=True) as app:
        yield Client.sign_in(app, OFFICER, "", PASSWORD)


@pytest.fixture
def desk(browser, demo_url, tmp_path):
    with gunicorn(demo_url, tmp_path / "stderr") as url:
        context = new_context(browser, viewport={"width": 1280, "height": 800})
        desk = Phone(context.new_page(), url)
        desk.page.clock.install()
        desk.sign_in(OFFICER, PASSWORD, at="/so/duyet")
        yield desk
        context.close()
        assert desk.errors == []


def stands(officer: Client) -> tuple[int, int, int, int]:
    """Waiting in the queue's counts, waiting in the overview; approved activities in the overview and in the counts."""
    counts = officer.get("/api/records/counts?for=me").json["waiting"]
    seen = officer.get(ASKED).json
    glance = sum(one["waiting"] for one in seen["glance"])
    total = next(one["total"]["value"] for one in seen["measures"] if one["key"] == "activities")
    every = officer.get("/api/records/counts").json["counts"]
    approved = next(one["n"] for one in every if (one["register"], one["status"]) == ("activity", "approved"))
    return counts, glance, total, approved


def test_by_keyboard_alone(desk, officer, demo_url):
    page, keys = desk.page, desk.page.keyboard
    waiting, told, total, approved = stands(officer)
    assert waiting > 30
    expect(page.get_by_text(f"{waiting} bản ghi chờ thầy/cô")).to_be_visible()
    keys.press("j")
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    for left in range(waiting, 0, -1):
        before = page.url
        expect(page.get_by_role("button", name="Duyệt a")).to_be_enabled()
        keys.press("a")
        if left > 1:
            page.wait_for_function("before => location.href !== before", arg=before)
            expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.get_by_text("Không còn gì chờ thầy/cô")).to_be_visible()
    expect(page.get_by_role("button", name="Hoàn tác").last).to_be_visible()
    page.clock.fast_forward("00:11")
    desk.sent()

    nothing, rest, then, now = stands(officer)
    assert nothing == 0
    assert told - rest == waiting
    assert then - total == now - approved == waiting - MODELS
    with officer.http.application.app_context(), read() as session:
        assert compare(session, officer.http.application.extensions["registers"]) == []
