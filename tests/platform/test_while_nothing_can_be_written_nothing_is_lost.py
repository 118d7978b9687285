"""While the disk is full or the database away, requests are answered 503 with a time to come back, health says so, and
the phone keeps what it has; afterwards all goes on by itself."""

import signal
from contextlib import contextmanager

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from server import create_app
from server.platform.database import db
from server.platform.outages import is_outage
from tests.fixtures.applications import open_app
from tests.fixtures.full_disk import full_disk
from tests.village import Village


@pytest.fixture
def on_sqlite(sqlite_url):
    with open_app(sqlite_url) as app:
        yield app


@contextmanager
def another_writer(app):
    """Somebody else holds the lock of writers and does not let it go."""
    with app.app_context():
        connection = db.engine.raw_connection()
        connection.cursor().execute("BEGIN IMMEDIATE")
        yield
        connection.cursor().execute("ROLLBACK")
        connection.close()


def is_told_to_come_back(answer) -> bool:
    return (answer.status_code, answer.json["code"]) == (503, "read_only") and int(answer.headers["Retry-After"]) > 0


def sent(gv, made):
    return gv.post("/api/sync", {"protocol": 1, "nonce": "n", "mutations": [made]})


def test_a_full_disk_takes_nothing_and_loses_nothing(on_sqlite):
    assert signal.getsignal(signal.SIGXFSZ) == signal.SIG_IGN
    village = Village(on_sqlite)
    gv = village.client("gv")
    before, meant = gv.put(), gv.put()
    gv.do(before)
    with full_disk():
        assert is_told_to_come_back(sent(gv, meant))
        assert [gv.get(f"/api/health{path}").status_code for path in ("", "/live", "/ready")] == [503, 200, 503]
        assert gv.get(f"/api/records/{before['id']}").status_code == 200, "what is there can be read"
    assert gv.get("/api/health").status_code == 200
    outcome = sent(gv, meant).json["outcomes"][meant["id"]]
    assert "refused" not in outcome
    assert gv.read(meant["id"])["data"]["n"] == 1


def test_without_a_database_each_request_is_answered_in_the_same_words():
    app = create_app({"DATABASE_URL": "postgresql+psycopg://nobody@127.0.0.1:1/none", "LOG_LEVEL": "CRITICAL"})
    page = app.test_client()
    assert is_told_to_come_back(page.get("/api/session"))
    assert is_told_to_come_back(page.get("/api/catalog"))


def test_a_statement_that_is_wrong_is_no_outage(app):
    with app.app_context(), db.engine.connect() as connection, pytest.raises(DBAPIError) as raised:
        connection.execute(text("SELECT * FROM nowhere"))
    assert not is_outage(raised.value)


def test_a_writer_who_never_ends_is_an_outage(on_sqlite, monkeypatch):
    monkeypatch.setattr("server.platform.write_probe.PATIENCE", 1)
    with another_writer(on_sqlite):
        assert on_sqlite.test_client().get("/api/health").status_code == 503
    assert on_sqlite.test_client().get("/api/health").status_code == 200


@pytest.mark.parametrize("path", ["/api/sync", "/api/session"])
def test_while_the_server_only_reads_it_says_when_to_come_back(app, path):
    app.config["READ_ONLY"] = True
    answer = app.test_client().post(path, json={}, headers={"Origin": "http://localhost"})
    assert is_told_to_come_back(answer)
    assert app.test_client().get("/api/health").status_code == 200, "that is what its operator wants"
