"""A register's period closes by itself so many days after its deadline, announced before, once; what is closed or was
opened again by hand stays as it is."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select, update

from server.models.periods import Closing, Due, Period
from server.models.year_deadlines import YearClosing
from server.periods import automatic_closings
from server.platform.clock import now, today
from server.platform.database import read, write
from server.registers import published
from tests.village import code

KEY = "probe_direct"


@pytest.fixture
def year(village):
    """The school year that runs; its register was due two days ago."""
    with village.app.app_context(), write() as session:
        running = select(Period.key).where(
            Period.kind == "school_year", Period.starts <= today(), Period.ends >= today()
        )
        key = session.scalars(running).one()
        day = today() - timedelta(days=2)
        session.add(Due(register=KEY, period=key, day=day, by=village.accounts["so"]))
        return key


def set_closing(village, year, days):
    body = {"dues": [], "closes": days}
    assert village.client("so").send("PUT", f"/api/school-years/{year}/deadlines", body).status_code == 204


def carry_out(village, days):
    """What the jobs do so many days from now."""
    with village.app.app_context(), time_machine.travel(f"{today() + timedelta(days=days)}T05:00:00Z"):
        return automatic_closings.carry_out(published.renew(village.app))


def closed_for(village):
    with village.app.app_context(), read() as session:
        return {(one.register, one.unit) for one in session.scalars(select(Closing))}


def announced(village, year):
    return village.client("ht").get(f"/api/dues/{KEY}/{year}").json["closes"]


def writes(village, name):
    put = village.client(name).put(
        form=f"{KEY}@1", set={"note": "Ghi thêm", "n": 1, "day": str(today())}, then="submit"
    )
    return code(village.client(name).do(put))


def test_it_is_announced_and_closes_the_day_after(village, year):
    assert announced(village, year) is None
    set_closing(village, year, 10)
    assert announced(village, year) == str(today() + timedelta(days=8))
    listed = village.client("so").get(f"/api/dues?period={year}").json["dues"]
    assert {one["closes"] for one in listed if one["register"] == KEY} == {str(today() + timedelta(days=8))}
    assert carry_out(village, 8) == 0
    assert writes(village, "gv") is None
    assert carry_out(village, 9) == 1
    assert closed_for(village) == {(KEY, village.province.id)}
    assert writes(village, "gv") == "locked"
    assert announced(village, year) is None
    entry = next(one for one in village.client("so").get("/api/audit").json["entries"] if one["what"] == "period.close")
    assert entry["details"]["registers"] == [KEY]
    assert entry["details"]["by_itself"] is True
    [row] = village.client("so").get("/api/closings").json["closings"]
    assert (row["snapshot"], row["unit"]) == (None, village.province.id)


def test_it_is_announced_a_week_before_however_long_ago_the_deadline_was(village, year):
    set_closing(village, year, 0)
    assert announced(village, year) == str(today() + timedelta(days=7))
    assert carry_out(village, 7) == 0
    assert carry_out(village, 8) == 1


def test_what_somebody_opens_again_stays_open(village, year):
    set_closing(village, year, 0)
    assert carry_out(village, 8) == 1
    again = {"register": KEY, "period": year, "unit": village.province.id, "reason": "Còn thiếu báo cáo"}
    assert village.client("so").post("/api/closings/open", again).status_code == 204
    assert carry_out(village, 9) == 0
    set_closing(village, year, 3)
    assert announced(village, year) is None
    assert carry_out(village, 20) == 0
    assert closed_for(village) == set()


def test_where_a_unit_was_opened_again_before_the_others_close(village, year):
    with village.app.app_context(), write() as session:
        session.add(Closing(register=KEY, period=year, unit=village.school.id, by=village.accounts["so"]))
    again = {"register": KEY, "period": year, "unit": village.school.id, "reason": "Còn thiếu báo cáo"}
    assert village.client("so").post("/api/closings/open", again).status_code == 204
    set_closing(village, year, 0)
    assert carry_out(village, 8) == 1
    assert writes(village, "gv") is None
    assert writes(village, "gv2") == "locked"
    assert carry_out(village, 9) == 0


def test_what_is_closed_stays_as_it_was(village, year):
    with village.app.app_context(), write() as session:
        session.add(Closing(register=KEY, period=year, unit=village.province.id, by=village.accounts["so"]))
        session.flush()
        at = session.scalars(select(Closing.at)).one()
    set_closing(village, year, 0)
    assert announced(village, year) is None
    assert carry_out(village, 8) == 0
    with village.app.app_context(), read() as session:
        assert session.scalars(select(Closing.at)).one() == at


def test_nothing_closes_where_nobody_wants_it(village, year):
    assert carry_out(village, 300) == 0
    set_closing(village, year, 5)
    set_closing(village, year, None)
    assert carry_out(village, 300) == 0


def test_a_deadline_that_is_moved_is_announced_for_a_week_too(village, year):
    set_closing(village, year, 0)
    with village.app.app_context(), write() as session:
        session.execute(update(YearClosing).values(at=now() - timedelta(days=60)))
    assert announced(village, year) == str(today() - timedelta(days=2))
    moved = {"day": str(today() - timedelta(days=5))}
    assert village.client("so").post(f"/api/dues/{KEY}/{year}", moved).status_code == 204
    assert announced(village, year) == str(today() + timedelta(days=7))
    assert carry_out(village, 0) == 0
    entry = next(one for one in village.client("so").get("/api/audit").json["entries"] if one["what"] == "due.set")
    assert entry["details"] == {"registers": [KEY], "day": moved["day"]}
