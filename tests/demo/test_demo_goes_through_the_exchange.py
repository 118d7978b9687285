"""Every record of the demo was sent by a signed-in phone: the log has it all, and a refusal ends the loading."""

import ast
import re
from collections import Counter

import pytest
from sqlalchemy import func, select

from server.demo import ACCOUNTS, load
from server.demo.phones import Connection, DemoFailed
from server.demo.stamps import person_id, unit_id
from server.log import append
from server.log.verify import compare
from server.models.log import LogEntry, Record, Scope
from server.models.org import Person, Unit
from server.models.periods import Period
from server.platform.config import ROOT
from server.platform.database import read
from sync.protocol.problems import Problem
from sync.protocol.transitions import STATUSES
from tests.fixtures.applications import open_app

pytestmark = pytest.mark.slow


@pytest.fixture
def demo(demo_url):
    with open_app(demo_url, DEMO=True) as app, app.app_context():
        yield app


def records(**wanted):
    with read() as session:
        return session.scalars(select(Record).filter_by(**wanted)).all()


def test_the_whole_province_is_there(demo):
    with read() as session:
        kinds = dict(session.execute(select(Unit.kind, func.count()).group_by(Unit.kind)).all())
        lines = session.execute(select(Unit.level, Unit.reports_to, Unit.parent).where(Unit.kind == "school")).all()
        town = session.get(Unit, unit_id("03334"))
        closed = set(session.scalars(select(Period.key).where(Period.closed)))
    assert kinds == {"province": 1, "commune": 45, "school": 485, "site": 485 - 24 + 60}
    straight = {level for level, reports_to, parent in lines if reports_to != parent}
    assert straight == {"THPT", "GDTX", "TT", "CD"}
    assert {"Noong Bua", "Thanh Trường"} <= set(town.aliases)
    assert {"2023-2024", "2024-H2", "2024"} <= closed
    assert not {"2024-2025", "2025-2026"} & closed  # closed by the department, which may open it again


def test_every_record_is_what_the_log_makes_of_it(demo):
    with read() as session:
        assert compare(session, demo.extensions["registers"]) == []
        entries = session.scalar(select(func.count()).select_from(LogEntry))
        revs = session.scalar(select(func.sum(Scope.rev)))
        senders = session.scalar(select(func.count(LogEntry.session.distinct())))
        silent = session.scalar(select(func.count()).where(LogEntry.session.is_(None)))
    assert entries == revs > 1400  # nothing was refused
    assert senders >= 96 + 24 + 1
    assert silent == 0


def test_it_shows_all_that_can_happen(demo):
    logged = records(register="activity")
    assert {record.status for record in logged} == set(STATUSES)
    assert Counter(record.status for record in logged)["approved"] > 250
    assert sum(bool(record.conflicts) for record in logged) >= 4
    assert sum(record.status == "approved" and "return" in verbs(record) for record in logged) >= 20
    assert sum("replicates" in record.data for record in records(register="model", status="approved")) >= 10
    assert all(record.period == "2025-2026" for record in logged)


def verbs(record):
    return {entry["do"] for entry in record.thread}


def test_the_teacher_whom_visitors_meet_has_something_of_everything(demo):
    mine = records(author=person_id("gv.demo"))
    assert {record.status for record in mine} >= {"draft", "submitted", "returned", "verified", "approved"}
    assert any(record.conflicts for record in mine)


def test_the_shown_accounts_sign_in(demo):
    for username, _ in ACCOUNTS:
        assert Connection(demo.test_client(use_cookies=False), username).account == person_id(username)


def test_a_refusal_ends_the_loading(sqlite_url, monkeypatch):
    honest = append.apply

    def refuses_puts(batch, mutation, target):
        if mutation.do == "put":
            raise Problem("stale")
        return honest(batch, mutation, target)

    monkeypatch.setattr(append, "apply", refuses_puts)
    with open_app(sqlite_url, DEMO=True) as app, pytest.raises(DemoFailed, match="stale"):
        load(app)


def test_a_server_that_does_not_know_the_forms_ends_the_loading(sqlite_url, tmp_path):
    with open_app(sqlite_url, DEMO=True, REGISTERS=[tmp_path]) as app:
        with pytest.raises(DemoFailed, match="unknown_form"):
            load(app)
        with app.app_context(), read() as session:
            assert session.scalar(select(func.count()).select_from(Person)) > 100
            assert session.scalar(select(func.count()).select_from(Record)) == 0


def test_the_demo_writes_units_and_people_alone():
    taken = set()
    for path in (ROOT / "server" / "demo").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and re.match(r"server\.(models|log)\b", node.module or ""):
                taken |= {alias.name for alias in node.names}
    assert taken == {"Unit", "change_catalog"}  # the latter counts that units have changed
