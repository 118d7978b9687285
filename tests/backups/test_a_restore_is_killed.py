"""A restore that is killed anywhere leaves the former database or the restored one, whole and ready to be served."""

import multiprocessing
import os
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from server.backups import put_sqlite
from server.backups.make import make
from server.backups.restore import restore
from server.platform.database import db
from server.registers import published
from tests.fixtures.applications import open_app
from tests.village import Village

STEPS = ["chmod", "_finish", "link", "replace", "sync"]


@pytest.fixture
def sqlite_village(sqlite_url, tmp_path):
    with open_app(sqlite_url, BACKUPS=str(tmp_path / "backups"), EXPORTS=str(tmp_path / "exports")) as app:
        yield Village(app)


def die(*given, **named):
    os.kill(os.getpid(), signal.SIGKILL)


def after(work):
    return lambda *given, **named: (work(*given, **named), die())


def put_back(village, name, step):
    """In a child: ends by its own hand right after a step of the swap."""
    owner = {"chmod": Path, "link": os, "replace": Path}.get(step, put_sqlite)
    setattr(owner, step, after(getattr(owner, step)))
    with village.app.app_context():
        restore(village.app.config, name)


def entries(path):
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        (entries,) = connection.execute("SELECT count(*) FROM log_entry").fetchone()
        (restores,) = connection.execute("SELECT count(*) FROM restore").fetchone()
    return entries, restores > 0


@pytest.mark.lengthy
def test_the_former_or_the_new_one_is_whole(sqlite_village, tmp_path):
    village = sqlite_village
    gv = village.client("gv")
    gv.do(gv.put())
    with village.app.app_context():
        made = make(village.app.config, published.renew(village.app))
    gv.do(gv.put())
    with village.app.app_context():
        db.engine.dispose()
    found = []
    for step in STEPS:
        child = multiprocessing.get_context("fork").Process(target=put_back, args=(village, made.name, step))
        child.start()
        child.join()
        assert child.exitcode == -signal.SIGKILL, step
        found.append(entries(tmp_path / "lantoa.db"))
    former, restored = (2, False), (1, True)
    assert found == [former, former, former, restored, restored]
    assert {entries(path) for path in tmp_path.glob("lantoa.db.before-restore-*")} >= {former}
