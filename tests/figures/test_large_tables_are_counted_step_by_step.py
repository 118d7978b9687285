"""A table of two fields of many records is ordered, counted step by step whatever is killed, and is what the log adds
up to; nobody is given what they may not see."""

import os
import subprocess
import sys
from urllib.parse import urlencode

import pytest
from sqlalchemy import func, select, update

from server.figures.explore import counting, fields_count, units_counted
from server.models.figures import FieldsCount, FieldsCountPart
from server.models.org import Role
from server.platform.clock import now
from server.platform.config import ROOT
from server.platform.database import read, write
from tests.figures.by_hand import shown
from tests.figures.large_tables import FOLDERS, TABLE, by_hand, order, orders, progress, step, table, work, write_one
from tests.fixtures.applications import open_app

WORK = """
import os, sys
from server import create_app
from server.figures.explore import counting
from server.registers import published
counting.STEP = 1
app = create_app()
with app.app_context():
    for _ in range(int(sys.argv[1])):
        counting.step(published.renew(app), counting._next(()), set())
    os.kill(os.getpid(), 9)
"""


@pytest.fixture
def world(database_url, settle, monkeypatch):
    """A village of two schools with records, of which one is read while one waits, and one in a step."""
    monkeypatch.setattr(units_counted, "MOST_RECORDS", 1)
    monkeypatch.setattr(counting, "STEP", 1)
    with open_app(database_url, REGISTERS=FOLDERS) as app:
        village = settle(app, database_url)
        for number in range(6):
            write_one(village, "gv" if number % 2 else "gv2", number)
        yield village


def test_totals_stand_at_once_and_the_cells_once_it_is_counted(world):
    so = world.client("so")
    first = table(so)
    assert first["uncounted"] is True
    assert all("cells" not in row for row in first["rows"])
    assert progress(so) == {"state": "none", "records": 6, "left": 6}
    assert order(so) == {"state": "queued", "records": 6, "left": 6}
    step(world)
    assert progress(so) == {"state": "working", "records": 6, "left": 3}
    work(world)
    assert progress(so) == {"state": "done", "records": 6, "left": 0}
    whole = table(so)
    assert "uncounted" not in whole
    assert shown(whole) == by_hand(world)
    for name in ("total", "columns"):
        assert whole[name] == first[name]
    assert "uncounted" not in table(so, columns="month")


def test_every_kind_of_measure_is_what_the_log_adds_up_to(world):
    so, n = world.client("so"), lambda record: record.data["n"]
    for measure in ("count", "n", "rate", "units"):
        order(so, measure=measure)
        work(world)
    assert shown(table(so, measure="n")) == by_hand(world, n)
    assert shown(table(so, measure="rate"), "n") == by_hand(world, n)
    assert shown(table(so, measure="rate"), "d") == by_hand(world, lambda record: 10)
    each = [by_hand(world, units=[unit]) for unit in (world.school.id, world.other.id)]
    sets = {key: sum(key in one for one in each) for key in {*each[0], *each[1]}}
    assert shown(table(so, measure="units")) == sets


def test_the_same_is_ordered_once_and_counted_once(world):
    so = world.client("so")
    for _ in range(3):
        order(so)
    step(world)
    order(so)
    work(world)
    order(so)
    [only] = orders(world)
    assert (only.state, only.counted) == ("done", 6)


def test_what_is_written_meanwhile_and_afterwards_is_counted(world):
    so = world.client("so")
    order(so)
    step(world)
    write_one(world, "gv", 1)
    write_one(world, "gv2", 2)
    work(world)
    assert shown(table(so)) == by_hand(world)
    write_one(world, "gv", 3)  # a school of five: more than is read while one waits
    assert table(so)["uncounted"] is True
    assert progress(so) == {"state": "none", "records": 9, "left": 5}
    assert order(so)["state"] == "queued"
    work(world)
    assert shown(table(so)) == by_hand(world)
    assert len(orders(world)) == 1


def test_few_that_have_changed_are_read_while_one_waits(world, monkeypatch):
    so = world.client("so")
    order(so)
    work(world)
    monkeypatch.setattr(units_counted, "MOST_RECORDS", 4)
    write_one(world, "gv", 1)
    assert progress(so) == {"state": "done", "records": 7, "left": 4}
    assert shown(table(so)) == by_hand(world)


def test_a_page_hears_of_what_was_counted(world):
    so = world.client("so")
    path = f"/api/explore?{urlencode(TABLE)}"
    etag = so.get(path).headers["ETag"]
    order(so)
    work(world)
    answer = so.http.get(path, headers={"X-Account": so.account, "If-None-Match": etag})
    assert (answer.status_code, "uncounted" in answer.json) == (200, False)


def test_each_is_given_their_own_units_alone(world):
    order(world.client("so"))
    work(world)
    leader = world.client("ht")
    assert shown(table(leader)) == by_hand(world, units=[world.school.id])
    assert progress(leader)["records"] == 3
    with world.app.app_context(), read() as session:
        assert session.scalar(select(func.count()).select_from(FieldsCountPart)) == 2


def test_who_may_not_see_it_any_more_is_given_nothing(world):
    so, leader = world.client("so"), world.client("ht")
    order(leader)
    with world.app.app_context(), write() as session:
        gone = update(Role).where(Role.person == leader.account)
        session.execute(gone.values(since=now().replace(year=2020), until=now().replace(year=2021)))
    work(world)
    assert [(one.state, one.fault) for one in orders(world)] == [("failed", "forbidden")]
    for answer in (
        leader.get(f"/api/explore/counts?{urlencode(TABLE)}"),
        leader.get(f"/api/explore?{urlencode(TABLE)}"),
    ):
        assert answer.status_code == 403
    assert progress(so)["state"] == "none"


@pytest.mark.trust
def test_a_killed_process_costs_a_step(world):
    so = world.client("so")
    order(so)
    given = {"DATABASE_URL": world.app.config["DATABASE_URL"], "LANTOA_REGISTERS": os.pathsep.join(map(str, FOLDERS))}
    environment = os.environ | given | {"LANTOA_DEMO": "0"}
    done = subprocess.run([sys.executable, "-c", WORK, "1"], cwd=ROOT, env=environment, check=False)
    assert done.returncode == -9
    assert progress(so) == {"state": "working", "records": 6, "left": 3}
    work(world)
    assert shown(table(so)) == by_hand(world)
    assert [one.counted for one in orders(world)] == [6]


def test_what_fails_three_times_has_failed_and_holds_up_no_other(world, monkeypatch):
    so = world.client("so")
    order(so, measure="n")
    order(so)

    def fail(registers, one, real=counting._count):
        if one.order["measure"] == "n":
            raise RuntimeError("broken")
        real(registers, one)

    monkeypatch.setattr(counting, "_count", fail)
    for _ in range(counting.ATTEMPTS + 1):
        work(world)
    assert progress(so)["state"] == "done"
    failed = progress(so, measure="n")
    assert (failed["state"], failed["fault"]) == ("failed", "broken")
    monkeypatch.undo()
    monkeypatch.setattr(units_counted, "MOST_RECORDS", 1)
    assert order(so, measure="n")["state"] == "queued"
    work(world)
    assert shown(table(so, measure="n")) == by_hand(world, lambda record: record.data["n"])


def test_one_person_orders_no_more_than_three_at_a_time(world):
    so = world.client("so")
    for measure in ("count", "n", "m"):
        order(so, measure=measure)
    assert so.post(f"/api/explore/counts?{urlencode(TABLE | {'measure': 'rate'})}", {}).status_code == 429
    assert so.post(f"/api/explore/counts?{urlencode(TABLE | {'columns': 'month'})}", {}).status_code == 400


def test_what_nobody_wants_any_more_is_deleted(world):
    so = world.client("so")
    order(so)
    order(so, measure="n")
    work(world)
    with world.app.app_context():
        with write() as session:
            old = update(FieldsCount).where(FieldsCount.order["measure"].as_string() == "n")
            session.execute(old.values(wanted=now() - 2 * fields_count.KEPT))
        assert fields_count.purge() == 1
    assert progress(so)["state"] == "done"
    assert progress(so, measure="n") == {"state": "none", "records": 6, "left": 6}
