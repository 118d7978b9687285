"""The app as the first release left it on a phone, opened on an upgraded server: all is sent once, all is there."""

import socket
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.fixtures.applications import REGISTERS, open_app
from tests.fixtures.databases import migrate
from tests.fixtures.forking import Forked
from tests.journeys.phone import Phone, new_context
from tests.upgrades.first_release import MOMENT, json_of

SAVED = json_of("browser")
PUT_BACK = (Path(__file__).parent / "put_back.js").read_text()
LOST, NEW, MENDED = "Hái rau cho bếp ăn", "Trồng tỏi quanh luống", "Trồng hành lá"
REFUSED, UNFINISHED = "Cắm biển tên luống", "Đang ghi dở thì hết pin"


@pytest.fixture
def server(sqlite_of_then, tmp_path):
    """The address of a server on the upgraded database."""
    migrate(sqlite_of_then)
    variables = {"DATABASE_URL": sqlite_of_then, "UPGRADES_MOMENT": MOMENT.isoformat(), "LANTOA_WORKERS": "1"}
    with socket.create_server(("127.0.0.1", 0), backlog=128) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        log = tmp_path / "server.stderr"
        forked = Forked(listener, variables | {"LANTOA_LOG_LEVEL": "warning"}, log, "tests.upgrades.wsgi:app")
    yield url
    forked.end()
    with open_app(sqlite_of_then, REGISTERS=REGISTERS[:1]) as app:
        assert app.test_cli_runner().invoke(args=["check"]).stdout == "0 differences\n"


@pytest.fixture
def teacher(browser, server):
    """The phone, switched on: on its disk is what was there, in its cookies the session of then."""
    context = new_context(browser)
    context.add_cookies([{**cookie, "url": server} for cookie in SAVED["cookies"]])
    teacher = Phone(context.new_page(), server)
    teacher.page.clock.install(time=MOMENT)
    teacher.page.goto(f"{server}/api/health")
    teacher.page.evaluate(PUT_BACK, SAVED)
    yield teacher
    context.close()
    assert not teacher.errors


def read(teacher: Phone, path: str):
    """What the server says to this phone's own session."""
    [account] = [row["value"]["id"] for row in SAVED["stores"]["accounts"]["rows"]]
    answer = teacher.page.request.get(f"{teacher.url}/api/{path}", headers={"X-Account": account})
    assert answer.ok, answer.text()
    return answer.json()


def test_what_it_held_is_sent_once_and_what_was_unfinished_is_there(teacher):
    page = teacher.page
    page.goto(teacher.url)
    expect(page.get_by_label("Đã làm gì")).to_have_value(UNFINISHED)
    page.get_by_role("button", name="Quay lại").click()
    teacher.says("Còn 1 bản ghi máy chủ chưa nhận")
    for title in (LOST, NEW, MENDED):
        expect(teacher.line(title)).to_have_count(1)
    expect(teacher.line(REFUSED)).to_contain_text("Máy chủ chưa nhận")

    unsent = [row["value"] for row in SAVED["stores"]["outbox"]["rows"]]
    history = [entry["id"] for one in unsent for entry in read(teacher, f"records/{one['record']}")["history"]]
    assert [history.count(one["mutation"]["id"]) for one in unsent] == [1, 1, 1]
    held = {one["data"].get("title"): one for one in read(teacher, "records?register=activity&limit=100")["records"]}
    sent = {title: (held[title]["status"], held[title]["data"]["students"]) for title in (LOST, NEW, MENDED)}
    assert sent == {LOST: ("submitted", 12), NEW: ("submitted", 26), MENDED: ("submitted", 42)}
    assert UNFINISHED not in held
    assert held[REFUSED]["status"] == "approved"

    page.goto(f"{teacher.url}/ghi")
    expect(page.get_by_label("Đã làm gì")).to_have_value(UNFINISHED)
    teacher.press("Gửi")
    page.locator(".saying").get_by_text("Đã lưu trên máy này").wait_for()
    teacher.home()
    expect(teacher.line(UNFINISHED)).to_contain_text("Chờ trường xác nhận")
