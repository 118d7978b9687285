"""A day's work, its mistakes and an error of the server leave nothing in the log of who did it and what they wrote; and
each entry of a request names the request."""

import json
import logging
import socket
from io import StringIO

import pytest
from sqlalchemy import text
from structlog.stdlib import ProcessorFormatter

from server.jobs import chores
from server.org import people
from server.platform.database import db, write
from server.platform.log_privacy import without_values
from tests.fixtures.applications import open_app
from tests.fixtures.servers import gunicorn
from tests.village import SAME_ORIGIN, Village

pytestmark = pytest.mark.slow

NAME, PHONE, NOTE = "Quàng Thị Sương Mai", "0912345678", "Em Lò Văn Tủa nghỉ học"
ADDRESS, BROWSER, WRONG = "203.0.113.77", "Điện thoại của Mai", "mật khẩu sai của Mai"
SECRETS = (NAME, PHONE, NOTE, ADDRESS, BROWSER, WRONG, "Quàng", "Tủa", "quangmai")
"""What must not be in the log; usernames of the village are added."""


@pytest.fixture
def chatty(database_url, tmp_path):
    """A village whose server logs all that it ever logs in use, behind one proxy."""
    with open_app(database_url, LOG_LEVEL="INFO", PROXIES=1, EXPORTS=str(tmp_path / "exports")) as app:
        village = Village(app)
        with app.app_context(), write() as session:
            mai = people.add_person(session, username="quangmai", name=NAME, password_hash=village.hash)
            session.flush()
            people.give_role(session, mai, village.school, "teacher")
        village.people["mai"] = "quangmai"
        yield village


@pytest.fixture
def log(chatty):
    """What the server logs, as text."""
    (ours,) = [one for one in logging.getLogger().handlers if isinstance(one.formatter, ProcessorFormatter)]
    written = StringIO()
    usual = ours.setStream(written)
    yield written
    ours.setStream(usual)


def worked(village: Village) -> None:
    """A day of everybody: entry, review, search, a list for the officer, wrong passwords and requests."""
    mai, leader, so = village.sign_in("mai", BROWSER), village.sign_in("ht"), village.sign_in("so")
    put = mai.put(set={"note": f"{NOTE}, gọi {PHONE}", "n": 1, "day": "2026-10-05"}, then="submit")
    assert "refused" not in mai.do(put)
    leader.sync()
    assert so.get(f"/api/records?q={NOTE}").status_code == 200
    assert so.post("/api/exports", {"kind": "records", "format": "csv", "register": "probe_direct"}).status_code == 202
    with village.app.app_context():
        chores.work_exports()
        chores.purge_sessions()
        chores.check_cells()


def mistaken(village: Village) -> None:
    so = village.sign_in("so")
    for username in ("quangmai", NAME):
        wrong = {"username": username, "password": WRONG}
        headers = SAME_ORIGIN | {"X-Forwarded-For": ADDRESS}
        assert village.app.test_client().post("/api/session", json=wrong, headers=headers).status_code in (401, 422)
    assert so.get(f"/api/records?unit={NAME}&q={NOTE}").status_code >= 400
    assert so.get(f"/api/{NAME}").status_code == 404


def broken(village: Village) -> str:
    """An order that meets a table which is not there any more; the id of the request that failed."""
    so = village.sign_in("so")
    with village.app.app_context(), db.engine.begin() as connection:
        connection.execute(text("ALTER TABLE export_job RENAME TO export_job_away"))
    try:
        answer = so.post("/api/exports", {"kind": "records", "format": "csv", "register": "probe_direct", "q": NOTE})
    finally:
        with village.app.app_context(), db.engine.begin() as connection:
            connection.execute(text("ALTER TABLE export_job_away RENAME TO export_job"))
    assert answer.status_code >= 500
    return answer.headers["X-Request-ID"]


def test_the_log_of_a_day_names_nobody(chatty, log):
    chatty.app.testing = False
    worked(chatty)
    mistaken(chatty)
    failed = broken(chatty)
    logged = log.getvalue()
    entries = [json.loads(line) for line in logged.splitlines() if line.startswith("{")]
    assert any("exception" in entry and entry["request"] == failed for entry in entries), "the traceback is logged"
    assert {entry.get("status") for entry in entries} >= {401, 404, 500}
    assert "export ended" in {entry["event"] for entry in entries}
    usernames = [one for one in chatty.people.values() if len(one) > 4]
    assert [secret for secret in (*SECRETS, *usernames) if secret in logged] == []


def test_values_in_an_exception_stay_out_of_the_log(app):
    with app.app_context():
        try:
            with write() as session:
                people.add_person(session, username="quangmai", name=NAME)
                people.add_person(session, username="quangmai", name=NAME)
        except Exception as fault:
            entry = without_values(None, "error", {"event": "x", "exc_info": fault})
    assert "IntegrityError" in entry["exception"]
    assert "add_person" in entry["exception"] or "write" in entry["exception"], "where it happened"
    assert [secret for secret in SECRETS if secret in entry["exception"]] == []


def test_what_gunicorn_refuses_is_logged_without_what_it_was(sqlite_url, tmp_path):
    log = tmp_path / "stderr"
    with gunicorn(sqlite_url, log, LANTOA_LOG_LEVEL="info") as url:
        port = int(url.rpartition(":")[2])
        for bad in (f"quangmai {PHONE} HTTP/1.1", f"GET /?q={PHONE} HTTP/9.9", f"GET / HTTP/1.1\r\n{PHONE} quangmai"):
            with socket.create_connection(("127.0.0.1", port)) as phone:
                phone.sendall(f"{bad}\r\n\r\n".encode())
                assert phone.recv(1 << 16).startswith(b"HTTP/1.1 ")
    logged = log.read_text()
    assert "Starting gunicorn" in logged, "the log is looked at"
    assert [secret for secret in SECRETS if secret in logged] == []


@pytest.mark.parametrize(("proxies", "given", "kept"), [(0, "0123456789abcdef", False), (1, "0123456789abcdef", True)])
def test_a_request_id_is_taken_from_our_own_proxy_alone(sqlite_url, proxies, given, kept):
    with open_app(sqlite_url, PROXIES=proxies) as app:
        http_ = app.test_client()
        for named in (given, "x" * 65, 'a"\n{'.replace("\n", "")):
            answer = http_.get("/api/units", headers={"X-Request-ID": named})
            assert answer.status_code == 401
            assert (answer.headers["X-Request-ID"] == named) == (kept and named == given)
            assert answer.headers["X-Request-ID"]


def test_an_exchange_carries_no_id(village):
    answer = village.app.test_client().post("/api/sync", json={}, headers=SAME_ORIGIN)
    assert answer.status_code == 401
    assert "X-Request-ID" not in answer.headers
