"""``flask check`` computes signed figures again, of the units of then, and looks at the units themselves: it is content
with whatever was done by the server, and finds what was done behind its back."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, select, update

from server.log.verify import compare
from server.models.figures import Cell, Snapshot
from server.models.org import Unit
from server.models.unit_states import ALWAYS, UnitState
from server.platform.clock import now
from server.platform.database import read, write
from tests.figures.test_a_signed_year_never_moves import (
    OVER,
    RUNNING,
    change,
    differences,
    end,
    freeze,
    make,
    move,
    place,
)

__all__ = ["place"]


def faults(place):
    with place.app.app_context(), read() as session:
        return compare(session, place.app.extensions["registers"])


def behind(place, *statements):
    with place.app.app_context(), write() as session:
        for statement in statements:
            session.execute(statement)


@pytest.fixture
def signed(place):
    """One report of a year that is closed, one of a year that goes on; with the id of the first."""
    officer = place.client("so")
    closed = freeze(officer, place.province.id, OVER, close=True)
    freeze(officer, place.province.id, RUNNING)
    return closed


@pytest.mark.lengthy
def test_it_finds_nothing_after_all_that_is_done_by_the_server(place, signed):
    officer = place.client("so")
    new = make(officer, place.commune.id).json["id"]
    assert change(officer, place.school.id, level="TT", name="Tên mới") == 200
    assert move(officer, new, place.other.parent) == 200
    assert end(officer, place.other.id, new).status_code == 200
    leader = place.client("ht")
    put = leader.put(set={"note": "Ghi", "day": f"{RUNNING[:4]}-10-06", "n": 5, "m": 6}, then="submit")
    outcome = leader.do(put)
    assert "refused" not in officer.do(
        officer.mutation("approve", record=put["id"], base=outcome["version"], unit=leader.unit)
    )
    assert faults(place) == []
    assert differences(officer, signed) == []


@pytest.mark.lengthy
def test_it_finds_another_past_of_a_unit(place, signed):
    assert change(place.client("so"), place.school.id, level="TT") == 200
    assert faults(place) == []
    behind(place, update(UnitState).where(UnitState.unit == place.school.id).values(level="TT"))
    found = faults(place)
    assert any("digital_indicator" in one and signed in one for one in found)
    assert all(one.startswith("snapshot ") for one in found)


@pytest.mark.lengthy
def test_it_finds_a_unit_that_was_added_to_a_signed_year(place, signed):
    new = make(place.client("so"), place.commune.id).json["id"]
    behind(place, update(Unit).where(Unit.id == new).values(begins=None))
    assert any("green_school is signed with 4 units to report, computed with 5" in one for one in faults(place))


@pytest.mark.lengthy
def test_it_finds_figures_of_a_closed_period_that_moved(place, signed):
    behind(
        place, update(Cell).where(Cell.register == "probe_direct", Cell.measure != "").values(value=Cell.value + 1000)
    )
    found = [one for one in faults(place) if one.startswith("snapshot ")]
    assert found
    assert all(signed in one for one in found)  # the other year goes on


@pytest.mark.lengthy
def test_it_finds_a_report_whose_bytes_are_not_what_was_signed(place, signed):
    with place.app.app_context(), write() as session:
        first = session.get_one(Snapshot, signed)
        members = {column.key: getattr(first, column.key) for column in Snapshot.__mapper__.column_attrs}
        session.add(Snapshot(**members | {"id": "forged", "body": first.body + b" "}))
    assert faults(place) == ["snapshot forged is not what was signed"]


def test_it_finds_successions_that_form_a_loop(place):
    one, other = place.school.id, place.other.id
    yesterday = now() - timedelta(days=1)
    behind(
        place,
        update(Unit).where(Unit.id == one).values(ended=yesterday, successors=[other]),
        update(Unit).where(Unit.id == other).values(ended=yesterday, successors=[one, "nowhere"]),
    )
    found = faults(place)
    assert f"unit {other}: its successor nowhere is not there" in found
    assert [text for text in found if "its own successor" in text]


@pytest.mark.slow
def test_it_finds_a_closing_that_does_not_close_for_its_unit(place, signed):
    """Its unit began later, or was said to report elsewhere since."""
    officer = place.client("so")
    freeze(officer, place.commune.id, OVER, close=True)
    assert faults(place) == []
    began = now() + timedelta(days=1)
    behind(place, update(Unit).where(Unit.id == place.commune.id).values(begins=began))
    wanted = [
        f"closing of {register} {period} for unit {place.commune.id}: it does not close for it"
        for register, periods in (
            ("digital_indicator", [OVER]),
            ("green_school", [f"{OVER}-HK1", f"{OVER}-HK2"]),
            ("probe_direct", [OVER]),
        )
        for period in periods
    ]
    assert [one for one in faults(place) if one.startswith("closing ")] == wanted


def test_it_finds_a_history_with_a_gap(place):
    gap = update(UnitState).where(UnitState.unit == place.school.id, UnitState.since == ALWAYS)
    behind(place, gap.values(since=datetime(2020, 1, 1, tzinfo=UTC)))
    behind(place, update(Unit).where(Unit.id == place.other.id).values(level="TT"))
    behind(place, delete(UnitState).where(UnitState.unit == place.commune.id))
    assert faults(place) == sorted(
        [
            f"unit {place.school.id}: what it was does not cover all time",
            f"unit {place.commune.id}: what it was does not cover all time",
            f"unit {place.other.id}: its last state is not what it is",
        ]
    )
    with place.app.app_context(), read() as session:
        assert session.scalar(select(Unit.level).where(Unit.id == place.other.id)) == "TT"
