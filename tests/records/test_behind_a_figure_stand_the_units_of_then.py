"""Behind a figure stands a list that adds up to it, of whatever kind it is, though units were moved, re-levelled or
merged: both take units as of one moment, the figure's own."""

import pytest

from server.platform.database import write
from sync.protocol.ids import natural_id
from tests.figures.test_a_signed_year_never_moves import change, end, move
from tests.figures.test_figures_add_up import events
from tests.fixtures.days import day_in
from tests.village import always, code

HALF, YEAR, SCHOOL_YEAR = "2026-H1", "2026", "2026-2027"


@pytest.fixture
def place(village):
    """Two schools with events of the year that runs, and a stock of the half-year that is over."""
    so = events(village)
    with village.app.app_context(), write() as session:
        for unit in (village.school, village.other):
            always(session, unit.id, level="TH")
    for name, officer, n in (("ht", village.client("xa"), 3), ("ht2", so, 4)):
        leader = village.client(name)
        record, values = natural_id(leader.unit, "probe", HALF), {"n": n, "m": 10}
        outcome = leader.do(leader.put(form="probe@2", record=record, period=HALF, set=values, then="submit"))
        verified = leader.do(leader.mutation("verify", record=record, base=outcome["version"]))
        approve = officer.mutation("approve", record=record, base=verified["version"], unit=leader.unit)
        assert code(officer.do(approve)) is None
    return village


def unequal(place, register, period):
    """The figures of each unit that are not what the list behind them adds up to."""
    so, found = place.client("so"), []
    for unit in (place.province.id, place.commune.id, place.other.parent):
        page = so.get(f"/api/overview?register={register}&period={period}&unit={unit}").json
        for one in page["measures"]:
            query = "&".join(f"{name}={value}" for name, value in one["behind"].items())
            added, total = so.get(f"/api/records/sum?{query}").json["value"], one["total"]["value"]
            if (added or total) and added != pytest.approx(total):
                found.append((unit, one["key"], total, added))
    return found


LATER = {
    "moved": lambda so, place: move(so, place.school.id, place.other.parent) == 200,
    "moved early": lambda so, place: move(so, place.school.id, place.other.parent, on=day_in(-3)) in (200, 422),
    "re-levelled": lambda so, place: change(so, place.school.id, level="TT") == 200,
    "merged": lambda so, place: end(so, place.school.id, place.other.id).status_code == 200,
}


@pytest.mark.slow
@pytest.mark.parametrize("closed", [False, True], ids=["open", "closed"])
@pytest.mark.parametrize("what", LATER)
def test_each_list_adds_up_to_its_figure(place, what, closed):
    so = place.client("so")
    for period, register in ((YEAR, "probe"), (SCHOOL_YEAR, "probe_direct")) if closed else ():
        body = {"title": "Chốt", "unit": place.province.id, "period": period, "registers": [register], "close": True}
        assert so.post("/api/snapshots", body).status_code == 201
    assert LATER[what](so, place)
    figures = [("probe", HALF), ("probe", YEAR), ("probe_direct", SCHOOL_YEAR)]
    assert {one: unequal(place, *one) for one in figures} == {one: [] for one in figures}
