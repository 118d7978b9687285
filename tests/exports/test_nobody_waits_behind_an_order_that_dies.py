"""An order that ends its own making is tried three times, then fails with its reason; those behind it are made."""

import multiprocessing
import os
import signal

import pytest
from sqlalchemy.exc import OperationalError

from server import create_app
from server.exports import rows, steps
from server.exports.storage import Store
from server.exports.word import report
from server.photos.files import PhotoFiles
from server.platform.sandbox.fault import REASONS, SandboxFault
from server.registers import published
from tests.fixtures.applications import REGISTERS
from tests.fixtures.full_disk import full_disk
from tests.village import DAY, SAME_ORIGIN, Village

LIST = {"kind": "records", "format": "json", "register": "probe_direct"}
REPORT = {"kind": "report", "format": "docx", "register": "probe_direct", "period": "2026-2027"}

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["tests.fixtures.ready"])


def work_and_be_killed(url: str, folder: str, poisoned: str) -> None:
    """A process that makes all ordered files and is killed as soon as it reads the first page of the poisoned one."""
    app = create_app({"DATABASE_URL": url, "EXPORTS": folder, "REGISTERS": REGISTERS, "DEMO": False})
    page = rows.page

    def deadly(session, viewer, registers, wanted, language):
        if language == poisoned:
            os.kill(os.getpid(), signal.SIGKILL)
        return page(session, viewer, registers, wanted, language)

    rows.page = deadly
    with app.app_context():
        steps.work(lambda: published.renew(app), Store(folder), PhotoFiles(f"{folder}-photos"))


def english(village: Village, **wanted) -> str:
    """The id of an order for a file with English texts."""
    client = village.client("so")
    headers = SAME_ORIGIN | {"X-Account": client.account, "Accept-Language": "en"}
    return client.http.post("/api/exports", json=wanted, headers=headers).json["id"]


def shown(village: Village, id_: str, language: str = "vi") -> tuple[str, str | None, str | None]:
    client = village.client("so")
    headers = {"X-Account": client.account, "Accept-Language": language}
    job = client.http.get(f"/api/exports/{id_}", headers=headers).json
    return job["state"], job["fault"], job["reason"]


@pytest.mark.trust
def test_the_order_that_kills_its_process_is_tried_three_times_and_holds_up_nobody(village: Village, clerk):
    poisoned = clerk.order(**LIST)
    sound = english(village, **LIST)
    config = village.app.config
    for number in range(4):
        given = (config["DATABASE_URL"], config["EXPORTS"], "vi")
        process = _context.Process(target=work_and_be_killed, args=given, daemon=True)
        process.start()
        process.join(60)
        assert process.exitcode == (-signal.SIGKILL if number < 3 else 0)
        if number == 1:
            assert shown(village, sound)[0] == "done", "made first, by the second process"
    state, fault, reason = shown(village, poisoned)
    assert (state, fault) == ("failed", "died")
    assert "cả ba lần" in reason
    assert "all three attempts" in shown(village, poisoned, "en")[2]


@pytest.mark.parametrize(("error", "fault"), [(KeyError("x"), "broken"), (MemoryError(), "memory")])
def test_an_error_fails_the_order_the_third_time_and_others_are_made_meanwhile(
    village: Village, clerk, monkeypatch, error, fault
):
    page, tried = rows.page, []

    def failing(session, viewer, registers, wanted, language):
        if language == "vi":
            tried.append(language)
            raise error
        return page(session, viewer, registers, wanted, language)

    monkeypatch.setattr(rows, "page", failing)
    wrong, sound = clerk.order(**LIST), english(village, **LIST)
    clerk.work()
    assert (len(tried), shown(village, sound)[0]) == (1, "done")
    clerk.work()
    clerk.work()
    assert (len(tried), shown(village, wrong)[:2]) == (3, ("failed", fault))


def test_pages_that_are_read_are_no_attempts(village: Village, clerk, monkeypatch):
    monkeypatch.setattr(rows, "PAGE", 1)
    teacher = village.client("gv")
    teacher.sync(*[teacher.put(set={"note": f"Số {n}", "n": n, "day": DAY}, then="submit") for n in range(5)])
    assert len(clerk.make(**LIST)) > 100


def test_an_outage_is_no_attempt(village: Village, clerk):
    order = clerk.order(**LIST)
    for _ in range(5):
        with full_disk():
            try:
                clerk.work()
            except OperationalError:
                assert village.app.config["DATABASE_URL"].startswith("sqlite")
    assert shown(village, order)[0] in ("queued", "working")
    clerk.work()
    assert shown(village, order)[0] == "done"


@pytest.mark.parametrize("code", REASONS)
def test_what_the_sandbox_stopped_says_so(village: Village, clerk, monkeypatch, code):
    """What is stopped for its size is stopped the next time as well: once is enough."""

    def stopped(*_given, **_limits):
        raise SandboxFault(code)

    monkeypatch.setattr(report, "run", stopped)
    order = clerk.order(**REPORT)
    rounds = 1 if code in ("memory", "time", "output") else 3
    for _ in range(rounds):
        assert shown(village, order)[0] == "queued"
        clerk.work()
    state, fault, reason = shown(village, order)
    assert (state, fault) == ("failed", "template" if code == "died" else code)
    assert reason.startswith(("Tệp này", "Làm tệp này", "Không làm được báo cáo", "Máy chủ đang bận"))
