"""All rows become records or none: not past a fault, not past a refusal of the log, not past a kill."""

import os
import subprocess
import sys

import pytest

from server.imports.records import apply as applying
from server.models.org import Role, Unit
from server.models.record_imports import ImportedRecord, RecordImport
from server.platform.clock import now
from server.platform.config import ROOT
from server.platform.database import read, write
from tests.imports.records.importer import HEAD, Importer, table
from tests.imports.records.test_a_workbook_is_brought_in_once import found
from tests.imports.records.test_rows_become_records import ROWS

KILLED = """
import os
from server import create_app
from server.access.viewer import viewer_of
from server.audit.actor import Act
from server.audit.append import Origin
from server.imports.records import apply
from server.platform.database import write
send = apply.send
def then_killed(*given):
    send(*given)
    os.kill(os.getpid(), 9)
apply.send = then_killed
app = create_app()
with app.app_context(), write() as session:
    viewer = viewer_of(session, os.environ["ACCOUNT"])
    act = Act(session, viewer, Origin(viewer.account))
    apply.apply_import(act, app.extensions["registers"], os.environ["IMPORT"], os.environ["DIGEST"])
"""


def test_faults_are_shown_by_cell_and_hold_up_everything(coded_on_each):
    so = Importer(coded_on_each.client("so"))
    rows = [*ROWS, ("T77", "31/02/2026", "Thử", "nhiều", None, None, "Bốn"), ("T1", "07/10/2026", "x", None)]
    preview = so.preview(table(*rows))
    assert preview["counts"] == {"new": 3, "same": 0, "faulty": 2, "left_out": 0}
    first, second = so.rows("faulty")
    assert [(one["code"], one["column"], one["value"]) for one in first["faults"]] == [
        ("unknown_unit", 0, "T77"),
        ("date", 1, "31/02/2026"),
        ("number", 3, "nhiều"),
        ("choice", 6, "Bốn"),
    ]
    assert {(one["code"], one["field"], one["column"]) for one in second["faults"]} == {
        ("required", "n", 3),
        ("length", "note", 2),
    }
    assert all(one["vi"] and one["en"] for one in first["faults"] + second["faults"])
    assert so.apply(preview["digest"]).status_code == 422
    assert found(so.client) == []


def test_what_changed_since_the_preview_writes_nothing_and_is_shown(coded_on_each):
    so = Importer(coded_on_each.client("so"))
    digest = so.preview(table(*ROWS))["digest"]
    with coded_on_each.app.app_context(), write() as session:
        session.get_one(Unit, coded_on_each.other.id).ended = now()
    answer = so.apply(digest).json
    assert (answer["again"], answer["applied"], answer["counts"]["faulty"]) == (True, None, 1)
    assert [one["code"] for one in so.rows("faulty")[0]["faults"]] == ["ended"]
    assert found(so.client) == []


def test_a_role_that_was_lost_since_brings_nothing_in(coded_on_each):
    xa = Importer(coded_on_each.client("xa"))
    digest = xa.preview(table(*ROWS[:2]))["digest"]
    with coded_on_each.app.app_context(), write() as session:
        role = session.query(Role).filter_by(person=coded_on_each.accounts["xa"]).one()
        role.until = now()
    assert xa.apply(digest).json["code"] == "forbidden"
    assert found(coded_on_each.client("so")) == []


def test_a_refusal_of_the_log_at_the_last_moment_takes_everything_back(coded_on_each, monkeypatch):
    so = Importer(coded_on_each.client("so"))
    digest = so.preview(table(*ROWS))["digest"]
    send = applying.send
    monkeypatch.setattr(applying, "send", lambda *given: [*send(*given)[:-1], {"refused": {"code": "locked"}}])
    assert so.apply(digest).json["again"]
    assert found(so.client) == []
    with coded_on_each.app.app_context(), read() as session:
        assert session.query(ImportedRecord).count() == 0


@pytest.mark.trust
def test_a_kill_in_the_middle_leaves_nothing(coded_on_each):
    so = Importer(coded_on_each.client("so"))
    digest = so.preview(table(*ROWS))["digest"]
    config = coded_on_each.app.config
    folders = os.pathsep.join(str(folder) for folder in config["REGISTERS"])
    given = {"DATABASE_URL": config["DATABASE_URL"], "LANTOA_REGISTERS": folders, "LANTOA_DEMO": "0"}
    given |= {"ACCOUNT": so.client.account, "IMPORT": so.id, "DIGEST": digest}
    done = subprocess.run([sys.executable, "-c", KILLED], cwd=ROOT, env=os.environ | given, check=False)
    assert done.returncode == -9
    assert found(so.client) == []
    assert so.apply(digest).json["applied"]
    assert len(found(so.client)) == 3
    with coded_on_each.app.app_context(), read() as session:
        assert session.get_one(RecordImport, so.id).sheets == b""


def test_what_is_closed_stays_closed(coded_on_each):
    so = Importer(coded_on_each.client("so"))
    so.preview(table(("T1", "05/10/2024", "Cũ", 1), head=HEAD[:4]))
    [row] = so.rows("faulty")
    assert row["faults"][0]["code"] == "closed"
    assert "2024" in row["faults"][0]["vi"]


def test_years_before_the_system_come_in_once_their_periods_are_added(coded_on_each):
    so = Importer(coded_on_each.client("so"))
    old = table(("T1", "05/10/2019", "Cũ", 1), head=HEAD[:4])
    so.preview(old)
    assert [(one["code"], one["column"]) for one in so.rows("faulty")[0]["faults"]] == [("unknown_period", 1)]
    done = coded_on_each.app.test_cli_runner().invoke(args=["periods", "2019"])
    assert done.exit_code == 0, done.output
    assert so.bring_in(old)["counts"]["new"] == 1
    assert coded_on_each.app.test_cli_runner().invoke(args=["periods", "2019"]).output == "0 periods added.\n"
