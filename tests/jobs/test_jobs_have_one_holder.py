"""However many processes of jobs are started, one works; another takes over when it ends."""

import os
import subprocess
import sys
import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from server.jobs import chores
from server.models.auth import Session, SignInFailure
from server.models.periods import Period
from server.org import people
from server.platform.clock import HERE, now
from server.platform.config import ROOT
from server.platform.database import write

HOLD = """
from server import create_app
from server.jobs import lock
app = create_app()
with app.app_context(), lock.hold_lock(app.config["DATABASE_URL"]):
    print("held", flush=True)
    input()
"""


@pytest.fixture
def holder(database_url):
    """Starts a process that takes the lock and lets it go once its input ends."""
    started = []

    def start():
        process = subprocess.Popen(
            [sys.executable, "-c", HOLD],
            cwd=ROOT,
            env=os.environ | {"DATABASE_URL": database_url},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.mark.slow
def test_the_second_waits_until_the_first_is_gone(holder):
    first = holder()
    assert first.stdout.readline() == "held\n"
    second = holder()
    lines = []
    reader = threading.Thread(target=lambda: lines.append(second.stdout.readline()))
    reader.start()
    reader.join(timeout=3)
    assert lines == [], "two processes hold the lock"
    first.kill()
    reader.join(timeout=30)
    assert lines == ["held\n"]


def test_sessions_that_ran_out_are_forgotten(app):
    with app.app_context():
        with write() as session:
            person = people.add_person(session, username="an", name="An")
            session.flush()
            for digest, days in (("old", -1), ("new", 1)):
                session.add(Session(digest=digest, person=person.id, expires=now() + timedelta(days=days)))
            for username, days in (("an", 8), ("binh", 6)):
                session.add(SignInFailure(username=username, address="192.0.2.1", at=now() - timedelta(days=days)))
        chores.purge_sessions()
        with write() as session:
            assert session.scalars(select(Session.digest)).all() == ["new"]
            assert session.scalars(select(SignInFailure.username)).all() == ["binh"]


def test_the_next_year_is_always_ready(app):
    with app.app_context():
        chores.extend_periods()
        chores.extend_periods()
        year = now().astimezone(HERE).year
        with write() as session:
            keys = set(session.scalars(select(Period.key)))
    assert {f"{year}-{year + 1}", f"{year + 1}-{year + 2}", f"{year + 1}-H2", str(year + 1)} <= keys
