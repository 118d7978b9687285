"""``flask drill`` tries the whole way back on a copy, says the minutes of each step, and changes nothing."""

import re
from uuid import uuid4

import pytest
from sqlalchemy import func, select, text

from server.cli import drill
from server.models.backups import Backup
from server.models.figures import Cell
from server.models.log import LogEntry, Record, Restore
from server.platform.database import db, read, write

STEPS = ("back up", "restore aside", "migrate", "verify all of it", "replay a phone", "in all")


def drilled(village):
    return village.app.test_cli_runner().invoke(args=["drill"])


@pytest.mark.lengthy
def test_each_step_is_timed_and_nothing_is_changed(village, in_place, tmp_path, monkeypatch):
    own = uuid4()  # other drills may be under way on this cluster
    monkeypatch.setattr(drill, "uuid4", lambda: own)
    gv = village.client("gv")
    gv.do(gv.put())
    done = drilled(village)
    assert done.exit_code == 0, done.output
    assert [step for step in STEPS if not re.search(rf"\d\.\d\d min  {step}", done.output)] == []
    assert "0 differences" in done.output
    assert "mutations sent again" in done.output
    with village.app.app_context(), read() as session:
        counts = [session.scalar(select(func.count()).select_from(what)) for what in (LogEntry, Restore, Backup)]
        assert counts == [1, 0, 0]
        if db.engine.dialect.name == "postgresql":
            left = text("SELECT datname FROM pg_database WHERE datname LIKE :own")
            assert not session.scalars(left, {"own": f"%{own.hex[:12]}%"}).all()
    assert not (tmp_path / "backups").exists()


@pytest.mark.lengthy
def test_what_a_restore_would_not_mend_fails_it(village, in_place):
    gv = village.client("gv")
    gv.do(gv.put())
    with village.app.app_context(), write() as session:
        session.query(Cell).delete()
        session.query(Record).update({"data": {"n": 5}})
    done = drilled(village)
    assert done.exit_code == 1
    assert "would not bring all back" in done.output
