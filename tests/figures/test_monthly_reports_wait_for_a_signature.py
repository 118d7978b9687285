"""A month's report is made by itself, once, and waits until somebody signs what they saw; then it never changes."""

import threading
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update

from server.figures import monthly_reports
from server.jobs import chores
from server.models.audit import AuditEntry
from server.models.monthly import MonthlyPlan, MonthlyReport
from server.periods.months import month_before
from server.platform.clock import today
from server.platform.database import read, write
from server.registers import published
from tests.figures.test_figures_add_up import approve
from tests.fixtures.days import day_in

pytestmark = pytest.mark.slow

ADDRESS = "/api/monthly-reports"


def last_month():
    return month_before(today())


def make(village):
    with village.app.app_context():
        chores.make_monthly_reports()


def switch_on(village, name="ht", since=None):
    unit = {"ht": village.school, "so": village.province}[name].id
    assert village.client(name).send("PUT", f"{ADDRESS}/{unit}", {"on": True}).status_code == 204
    with village.app.app_context(), write() as session:
        moment = since or datetime.fromisoformat(f"{last_month()}-15T00:00:00+00:00")
        session.execute(update(MonthlyPlan).values(at=moment))
    return f"{ADDRESS}/{unit}"


def listed(village, name="ht"):
    [unit] = village.client(name).get(ADDRESS).json["units"]
    return unit


def write_one(village, n=3):
    so, gv = village.client("so"), village.client("gv")
    approve(so, gv, gv.put(set={"note": "Ghi", "day": f"{last_month()}-05", "n": n, "pick": "a"}, then="submit"))


def total(village):
    with village.app.app_context(), read() as session:
        content, _ = monthly_reports.stored_content(session, village.school.id, last_month())
    [register] = [one for one in content["registers"] if one["key"] == "probe_direct"]
    return next(one["total"]["value"] for one in register["measures"] if one["key"] == "n")


def test_it_is_made_once_however_often_and_by_however_many(village):
    write_one(village)
    switch_on(village)
    threads = [threading.Thread(target=make, args=[village]) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    made = listed(village)["reports"]
    assert [(one["month"], one["signed"]) for one in made] == [(last_month(), None)]
    make(village)
    assert listed(village)["reports"] == made
    assert total(village) == 3


def test_months_that_were_missed_are_made_up_for_and_none_from_before(village):
    switch_on(village, since=datetime(today().year - 1, today().month, 3, tzinfo=UTC))
    make(village)
    assert len(listed(village)["reports"]) == 12
    switch_on(village, "so", since=datetime.fromisoformat(f"{day_in(0)}T00:00:00+00:00"))
    make(village)
    assert listed(village, "so")["reports"] == []


def test_what_was_seen_is_signed_and_never_changes(village):
    write_one(village)
    address, ht = switch_on(village), village.client("ht")
    make(village)
    one = f"{address}/{last_month()}"
    seen = listed(village)["reports"][0]["sha256"]
    write_one(village, 5)
    assert total(village) == 3
    assert ht.post(f"{one}/renew", {}).status_code == 204
    assert total(village) == 8
    assert ht.post(f"{one}/sign", {"sha256": seen}).json["code"] == "changed_meanwhile"
    now = listed(village)["reports"][0]["sha256"]
    assert ht.post(f"{one}/sign", {"sha256": now}).status_code == 204
    assert listed(village)["reports"][0]["by"]
    for do in ("sign", "renew"):
        assert ht.post(f"{one}/{do}", {"sha256": now}).status_code == 409
    make(village)
    assert total(village) == 8
    with village.app.app_context(), read() as session:
        made = session.scalars(
            select(AuditEntry.action).where(AuditEntry.action.like("monthly.%")).order_by(AuditEntry.seq)
        )
        assert list(made) == ["monthly.switch", "monthly.sign"]


def test_it_is_switched_off_and_stays_readable(village):
    address = switch_on(village)
    make(village)
    assert village.client("ht").send("PUT", address, {"on": False}).status_code == 204
    assert (listed(village)["on"], len(listed(village)["reports"])) == (False, 1)
    with village.app.app_context(), write() as session:
        session.delete(session.scalars(select(MonthlyReport)).one())
    make(village)
    assert listed(village)["reports"] == []


def test_others_neither_see_nor_sign_it(village):
    address = switch_on(village)
    make(village)
    for name in ("gv", "ht2"):
        client = village.client(name)
        assert client.post(f"{address}/{last_month()}/sign", {"sha256": "0" * 64}).status_code == 403
        assert client.send("PUT", address, {"on": False}).status_code == 403
        assert all(unit["reports"] == [] for unit in client.get(ADDRESS).json["units"])
    assert village.client("ht").post(f"{address}/2020-01/sign", {"sha256": "0" * 64}).status_code == 404
    assert village.client("ht").post(f"{address}/tháng/renew", {}).status_code == 404


def test_the_chore_knows_the_registers_of_its_time(village):
    switch_on(village)
    with village.app.app_context():
        assert monthly_reports.make_due(published.renew(village.app)) == 1
        assert monthly_reports.make_due(published.renew(village.app)) == 0
