"""A unit's level, place or name changes from a day on: what it was before stays, what was signed or closed is not
touched, and what is planned comes whole on its day, or is cancelled before."""

from datetime import datetime

import pytest
import time_machine
from sqlalchemy import select

from server.models.audit import AuditEntry
from server.models.org import Unit
from server.models.unit_states import UnitState
from server.org.unit_faults import unit_faults
from server.platform.clock import HERE
from server.platform.database import read
from tests.village import Village

BEGUN = datetime(2026, 9, 1, 9, 0, tzinfo=HERE)
NOW = datetime(2026, 10, 20, 9, 0, tzinfo=HERE)
EVE = datetime(2026, 10, 31, 23, 59, 59, tzinfo=HERE)
MIDNIGHT = datetime(2026, 11, 1, tzinfo=HERE)
DAY, BEFORE = "2026-11-01", "2026-10-05"


@pytest.fixture
def clock():
    with time_machine.travel(BEGUN, tick=False) as traveller:
        yield traveller


@pytest.fixture
def village(clock, app):
    built = Village(app)
    clock.move_to(NOW)
    return built


@pytest.fixture
def so(village):
    return village.client("so")


@pytest.fixture
def change(village, so):
    """``change(**members)``: the department changes the school, as it is now; the answer."""

    def _change(**members):
        return so.send("PATCH", f"/api/units/{village.school.id}", members, entry(village, so)["version"])

    return _change


def entry(village, so):
    return so.get(f"/api/units/{village.school.id}").json


def was(village, unit, day):
    """What a unit was at noon of a day: its level, name, and the commune that it lay in."""
    noon = datetime.fromisoformat(f"{day}T12:00:00+07:00")
    with village.app.app_context(), read() as session:
        assert list(unit_faults(session)) == []
        states = session.scalars(select(UnitState).where(UnitState.unit == unit)).all()
        [state] = [one for one in states if one.holds_at(noon)]
        return state.level, state.name, state.place.split("/")[2]


def close(so, unit):
    body = {"title": "Chốt", "unit": unit, "period": "2025-2026", "registers": ["probe_direct"], "close": True}
    assert so.post("/api/snapshots", body).status_code == 201


def test_from_a_past_day_on_with_all_below(village, so, change):
    beyond = village.other.parent
    [site] = [one["id"] for one in so.get("/api/units?kind=site").json["units"] if one["parent"] == village.school.id]
    assert change(name="TH số 1", on="2026-10-10").status_code == 200
    moved = change(level="THCS", parent=beyond, reports_to=beyond, on=BEFORE)
    assert moved.status_code == 200, moved.text
    assert was(village, village.school.id, "2026-10-04") == (None, "TH Sín Thầu", village.commune.id)
    assert was(village, village.school.id, "2026-10-06") == ("THCS", "TH Sín Thầu", beyond)
    assert was(village, village.school.id, "2026-10-11") == ("THCS", "TH số 1", beyond)
    assert [was(village, site, day)[2] for day in ("2026-10-04", "2026-10-06")] == [village.commune.id, beyond]


@pytest.mark.parametrize("where", ["commune", "beyond", "province"])
def test_no_past_day_before_something_was_signed_or_closed(village, so, change, clock, where):
    beyond = village.other.parent
    clock.move_to(datetime(2026, 10, 12, 9, 0, tzinfo=HERE))
    close(so, {"commune": village.commune.id, "beyond": beyond, "province": village.province.id}[where])
    clock.move_to(NOW)
    moved = change(parent=beyond, reports_to=beyond, on=BEFORE)
    assert moved.json["fields"]["on"] == {"rule": "signed", "value": "2026-10-12"}
    assert change(parent=beyond, reports_to=beyond, on="2026-10-13").status_code == 200


def test_a_planned_change_comes_whole_on_its_day(village, so, change, clock):
    beyond = village.other.parent
    planned = change(level="THCS", parent=beyond, reports_to=beyond, on=DAY, code="T9").json
    assert planned["planned"]["change"] == {"level": "THCS", "parent": beyond, "reports_to": beyond}
    assert (planned["level"], planned["parent"], planned["code"]) == (None, village.commune.id, "T9")
    again = change(level="TH", on=DAY)
    assert again.json["fields"] == {"change": {"rule": "planned"}}
    clock.move_to(EVE)
    assert village.client("xa").get(f"/api/units/{village.school.id}").status_code == 200
    assert entry(village, so)["level"] is None
    clock.move_to(MIDNIGHT)
    assert village.client("xa").get(f"/api/units/{village.school.id}").status_code == 404
    now = entry(village, so)
    assert (now["level"], now["parent"], now["planned"]) == ("THCS", beyond, None)
    assert now["version"] > planned["version"]
    assert was(village, village.school.id, "2026-10-31") == (None, "TH Sín Thầu", village.commune.id)
    assert was(village, village.school.id, DAY) == ("THCS", "TH Sín Thầu", beyond)
    with village.app.app_context(), read() as session:
        told = session.scalars(select(AuditEntry).where(AuditEntry.action == "unit.move").order_by(AuditEntry.seq))
        assert [one.actor for one in told] == [village.accounts["so"], None]


def test_it_holds_from_midnight_though_the_first_request_comes_later(village, so, change, clock):
    change(level="THCS", on=DAY)
    clock.move_to(datetime(2026, 11, 3, 8, 0, tzinfo=HERE))
    assert entry(village, so)["level"] == "THCS"
    assert [was(village, village.school.id, day)[0] for day in ("2026-10-31", DAY)] == [None, "THCS"]


def test_until_its_day_it_can_be_cancelled(village, so, change, clock):
    path = f"/api/units/{village.school.id}/change"
    version = change(level="THCS", on=DAY).json["version"]
    assert so.send("DELETE", path, None, version - 1).status_code == 409
    assert so.send("DELETE", path, None, version).json["planned"] is None
    gone = so.send("DELETE", path, None, version + 1)
    assert gone.json["fields"] == {"change": {"rule": "not_planned"}}
    clock.move_to(MIDNIGHT)
    assert entry(village, so)["level"] is None


def test_what_can_no_longer_be_leaves_the_unit_as_it_is(village, so, change, clock):
    change(level="THCS", on=DAY)
    version = entry(village, so)["version"]
    path = f"/api/units/{village.school.id}/end"
    assert so.send("POST", path, {"into": [village.other.id]}, version).status_code == 200
    clock.move_to(MIDNIGHT)
    assert (entry(village, so)["level"], entry(village, so)["planned"]) == (None, None)
    with village.app.app_context(), read() as session:
        assert session.get_one(Unit, village.school.id).ended < EVE
        [kept] = session.scalars(select(AuditEntry).where(AuditEntry.action == "unit.keep"))
        assert (kept.actor, kept.details["fields"]) == (None, {"unit": {"rule": "ended"}})


def test_a_unit_does_not_begin_after_something_was_closed_for_it(village, so, change, clock):
    assert change(begins="2026-09-05").status_code == 200
    close(so, village.commune.id)
    clock.move_to(EVE)
    late = change(begins="2026-10-25")
    assert late.json["fields"]["begins"] == {"rule": "signed", "value": "2026-10-20"}
    assert change(begins="2026-09-10").status_code == 200
