"""A backup holds the database of one moment, whatever is written while it is copied, and holds up no writer."""

import pytest
from sqlalchemy import text

from server.backups import dump
from server.backups.make import make
from server.platform.database import db
from server.registers import published


@pytest.fixture
def gv(village):
    return village.client("gv")


def test_what_is_written_meanwhile_waits_for_the_next_one(gv, village, in_place, monkeypatch):
    """On SQLite between two of its steps; on PostgreSQL between the heads and pg_dump."""
    gv.do(gv.put())
    written = []
    if village.app.config["DATABASE_URL"].startswith("sqlite"):
        monkeypatch.setattr(dump, "PAGES", 16)
    else:
        real = dump.run
        monkeypatch.setattr(dump, "run", lambda *given: (write(0, 1), real(*given)))

    def write(done, total):
        if len(written) < 3:
            written.append(gv.do(gv.put()))

    with village.app.app_context():
        made = make(village.app.config, published.renew(village.app), "all", write)
    assert written
    assert made.faults == []
    with village.app.app_context(), db.engine.connect() as connection:
        rev, safe = connection.execute(text("SELECT max(rev), max(safe) FROM scope")).one()
    assert rev - safe == len(written)
