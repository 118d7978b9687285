"""An order that hangs ends the process of the jobs, which is started again: that counts as an attempt, and the last one
says why it failed. What a killed process was doing goes with it."""

import multiprocessing
import os
import select
import signal
import tempfile
import threading
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from server import create_app
from server.backups import make, orders, programs, verify
from server.exports import attempts, rows, steps
from server.jobs import chores, work
from server.platform.database import db
from server.registers import published
from tests.exports.clerk import Clerk
from tests.fixtures.applications import REGISTERS

pytestmark = pytest.mark.slow

LIST = {"kind": "records", "format": "json", "register": "probe_direct"}

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["tests.fixtures.ready"])


def hang(*_given, **_named):
    threading.Event().wait()


def application(config):
    names = ("DATABASE_URL", "EXPORTS", "BACKUPS")
    return create_app({name: config[name] for name in names} | {"REGISTERS": REGISTERS, "DEMO": False})


def jobs_that_hang(config) -> None:
    """``flask jobs``, in which whatever is ordered hangs, for at most a moment."""
    rows.page = make.make = hang
    steps.LONGEST = orders.LONGEST = 0.2
    work.work(application(config))


def backup_and_be_killed(config, folder: str) -> None:
    """A process that is killed while it checks a backup."""
    tempfile.tempdir = folder
    app = application(config)
    verify.compare = lambda session, registers: os.kill(os.getpid(), signal.SIGKILL)
    with app.app_context():
        make.make(app.config, published.renew(app))


def run_and_be_killed(script: str, url: str) -> None:
    """A process that runs a program of PostgreSQL's, which here is a script."""
    programs.program = lambda name: script
    programs.run("pg_dump", make_url(url), [])


def ended(target, *given) -> int | None:
    process = _context.Process(target=target, args=given, daemon=True)
    process.start()
    process.join(60)
    return process.exitcode


@pytest.fixture
def config(village, tmp_path):
    """The settings of the village as another process can be given them; files and backups are the test's own."""
    village.app.config.update(BACKUPS=str(tmp_path / "backups"), EXPORTS=str(tmp_path / "exports"))
    return {name: village.app.config[name] for name in ("DATABASE_URL", "EXPORTS", "BACKUPS")}


def test_a_file_that_hangs_has_used_up_an_attempt(village, config, monkeypatch):
    clerk, so = Clerk(village), village.client("so")
    order = clerk.order(**LIST)
    assert ended(jobs_that_hang, config) == 1
    job = so.get(f"/api/exports/{order}").json
    assert (job["state"], job["reason"]) == ("queued", None), "it is tried again"
    monkeypatch.setattr(attempts, "MOST", 1)
    clerk.work()
    job = so.get(f"/api/exports/{order}").json
    assert (job["state"], job["fault"]) == ("failed", "time")
    assert "mất quá nhiều thời gian" in job["reason"]


def test_a_file_that_is_made_the_next_time_has_no_fault(village, config):
    clerk = Clerk(village)
    order = clerk.order(**LIST)
    with clerk.jobs():
        attempts.note_late(attempts.next_order(()))
    clerk.work()
    job = village.client("so").get(f"/api/exports/{order}").json
    assert (job["state"], job["fault"]) == ("done", None)


def test_a_backup_that_hangs_has_used_up_an_attempt(village, config, monkeypatch):
    admin = village.client("admin")
    assert admin.post("/api/backups", {}).status_code == 202
    assert ended(jobs_that_hang, config) == 1
    order = admin.get("/api/backups").json["order"]
    assert (order["state"], order["reason"]) == ("working", None), "it is tried again"
    monkeypatch.setattr(orders, "MOST", 1)
    with village.app.app_context():
        chores.make_ordered_backups()
    order = admin.get("/api/backups").json["order"]
    assert (order["state"], order["fault"], order["reason"]) == ("failed", "late", orders.FAULTS["late"][0])


def test_a_program_ends_with_the_process_that_runs_it(sqlite_url, tmp_path):
    script, says = tmp_path / "pg_dump", tmp_path / "says"
    os.mkfifo(says)
    script.write_text(f"#!/bin/sh\necho $$ > {says}\nexec tail -f /dev/null\n")
    script.chmod(0o700)
    process = _context.Process(target=run_and_be_killed, args=(str(script), sqlite_url), daemon=True)
    process.start()
    running = os.pidfd_open(int(says.read_text()))
    process.kill()
    process.join(60)
    waiting = select.poll()
    waiting.register(running, select.POLLIN)
    assert waiting.poll(20_000), "it runs on without its parent"
    os.close(running)


def left(app, folder: Path) -> list[str]:
    """What is there of a backup that is being made: folders, and databases in which a copy is checked."""
    found = [path.name for path in folder.iterdir()]
    with app.app_context(), db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            oid = connection.scalar(text("SELECT oid FROM pg_database WHERE datname = current_database()"))
            names = connection.scalars(text("SELECT datname FROM pg_database"))
            found += [name for name in names if name.startswith(f"lantoa_check_{oid}_")]
    return found


def test_what_a_killed_backup_has_left_goes_with_the_next(village, config, tmp_path, monkeypatch):
    folder = tmp_path / "scratch"
    folder.mkdir()
    assert ended(backup_and_be_killed, config, str(folder)) == -signal.SIGKILL
    assert left(village.app, folder)
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    with village.app.app_context():
        assert make.make(village.app.config, published.renew(village.app)).faults == []
    assert left(village.app, folder) == []
