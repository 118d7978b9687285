"""Who has not reported is the same number and the same names wherever it stands: figures, overview, deadlines, a signed
report and the shares in it; also where schools ended meanwhile, or will."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from server.access.viewer import viewer_of
from server.figures import overview
from server.models.org import Unit
from server.models.periods import Period
from server.org.people import add_unit
from server.platform.clock import end_of_day, now, start_of_day, today
from server.platform.database import read, write
from sync.protocol.ids import natural_id
from tests.village import Client, always, code

pytestmark = pytest.mark.slow

REGISTER = "green_school"
MERGED, MERGING, IDLE = "THCS đã sáp nhập", "THCS sắp sáp nhập", "THCS không phát sinh"


@pytest.fixture
def running(village):
    """The semester that runs."""
    with village.app.app_context(), read() as session:
        query = select(Period.key).where(Period.kind == "semester", Period.starts <= today(), Period.ends >= today())
        return session.scalars(query).one()


@pytest.fixture
def over(running):
    """The same semester a year before."""
    first, second, half = running.split("-")
    return f"{int(first) - 1}-{int(second) - 1}-{half}"


@pytest.fixture
def schools(village, running, over):
    """Five: one meets the checklist, one that met it has ended, one will end, one had nothing, one has said nothing."""
    with village.app.app_context(), write() as session:
        for unit in (village.school, village.other):
            always(session, unit.id, level="TH")
        units = [
            add_unit(session, kind="school", level="THCS", name=name, parent=village.commune)
            for name in (MERGED, MERGING, IDLE)
        ]
    for number, unit in enumerate(units):
        village.add(f"leader{number}", "leader", unit)
    names = [village.people[f"leader{number}"] for number in range(len(units))]
    leaders = {unit.name: Client.sign_in(village.app, name, unit.id) for unit, name in zip(units, names, strict=True)}
    for period in (running, over):
        meets(village, village.client("ht"), period)
        meets(village, leaders[MERGED], period)
        members = {"title": "Không có", "about": REGISTER, "of": period}
        put = leaders[IDLE].put(form="nil_answer@1", period="once", set=members, then="submit")
        assert code(leaders[IDLE].do(put)) is None
    with village.app.app_context(), write() as session:
        for unit, day in zip(units, (now() - timedelta(days=2), now() + timedelta(days=30)), strict=False):
            session.get_one(Unit, unit.id).ended = day
    return village


def meets(village, leader, period):
    """A school's checklist, approved: every item is met."""
    fields = village.app.extensions["registers"].latest(REGISTER).fields.values()
    items = {field.name: True for field in fields if field.type == "yesno" and not field.computed}
    record = natural_id(leader.unit, REGISTER, period)
    put = leader.put(form=f"{REGISTER}@1", record=record, period=period, set=items, then="submit")
    outcome = leader.do(put)
    assert code(outcome) is None
    officer = village.client("so")
    approve = officer.mutation("approve", record=record, base=outcome["version"], unit=leader.unit)
    assert code(officer.do(approve)) is None


def names(rows):
    return sorted(row["name"] for row in rows)


def signed(village, period):
    """Register's part of a report that is frozen now."""
    officer = village.client("so")
    body = {"title": "Chốt", "unit": village.province.id, "period": period, "registers": [REGISTER]}
    answer = officer.post("/api/snapshots", body)
    assert answer.status_code == 201, answer.text
    return officer.get(f"/api/snapshots/{answer.json['id']}").json["content"]["registers"][0]


def share(measures):
    [rate] = [measure for measure in measures if measure["key"] == "rate"]
    return rate["total"]["n"], rate["total"]["d"]


@pytest.mark.parametrize("which", ["running", "over"])
def test_numbers_and_names_are_the_same_everywhere(schools, which, request):
    period, officer = request.getfixturevalue(which), schools.client("so")
    missing = sorted([MERGING, schools.other.name])
    reported = [IDLE, schools.school.name] if which == "running" else [IDLE, MERGED, schools.school.name]
    reported.sort()
    units, meeting = len(missing) + len(reported), len(reported) - 1
    params = f"register={REGISTER}&period={period}"

    figures = officer.get(f"/api/figures?{params}").json
    assert (figures["complete"]["units"], figures["complete"]["reported"]) == (units, len(reported))
    assert share(figures["measures"]) == (meeting, units)

    page = officer.get(f"/api/overview?{params}").json
    assert (page["complete"]["units"], page["complete"]["reported"]) == (units, len(reported))
    assert names(page["complete"]["missing"]) == missing
    assert share(page["measures"]) == (meeting, units)
    [glance] = [one for one in page["glance"] if one["register"] == REGISTER]
    assert (glance["units"], glance["reported"]) == (units, len(reported))

    due = officer.get(f"/api/dues/{REGISTER}/{period}").json
    assert (names(due["missing"]), names(due["answers"])) == (missing, reported)
    [counted] = [one for one in officer.get(f"/api/dues?period={period}").json["dues"] if one["register"] == REGISTER]
    assert (counted["units"], counted["answered"], counted["nothing"]) == (units, len(reported), 1)

    frozen = signed(schools, period)
    assert (frozen["complete"]["units"], frozen["complete"]["reported"]) == (units, len(reported))
    assert (sorted(frozen["missing"]), sum(number for _, number in frozen["places"])) == (missing, len(missing))
    assert (frozen["nothing"], share(frozen["measures"])) == (1, (meeting, units))


@pytest.mark.parametrize("by", ["unit", "unit_level"])
def test_a_share_in_parts_is_of_the_same_units(schools, running, by):
    params = f"register={REGISTER}&period={running}&measure=rate&by={by}"
    rows = schools.client("so").get(f"/api/figures?{params}").json["rows"]
    assert (sum(row["n"] for row in rows), sum(row["d"] for row in rows)) == (1, 4)


def test_behind_a_share_stand_the_records_of_units_that_it_counts(schools, running, over):
    officer = schools.client("so")
    for period, units in ((running, {schools.school.name}), (over, {schools.school.name, MERGED})):
        params = f"register={REGISTER}&measure=rate&period={period}&status=approved"
        found = officer.get(f"/api/records?{params}").json["records"]
        with schools.app.app_context(), read() as session:
            assert {session.get_one(Unit, record["unit"]).name for record in found} == units


def test_who_is_reminded_is_who_is_named(schools, running):
    officer, ids = schools.client("so"), {}
    with schools.app.app_context(), read() as session:
        ids = dict(session.execute(select(Unit.name, Unit.id).where(Unit.kind == "school")).all())
    reminded = officer.post(f"/api/dues/{REGISTER}/{running}/reminders", {"units": list(ids.values())}).json["units"]
    assert sorted(reminded) == sorted([ids[MERGING], ids[schools.other.name]])


def test_a_school_is_counted_until_its_day_also_where_sums_are_remembered(schools, over):
    def look(day):
        with schools.app.app_context(), read() as session:
            viewer = viewer_of(session, schools.accounts["so"])
            given = {"register": [REGISTER], "period": [over]}
            params = overview.read_overview(session, viewer, registers, given, end_of_day(day))
            page = overview.overview_page(session, viewer, registers, params, "vi")
            [glance] = [one for one in page["glance"] if one["register"] == REGISTER]
            return *share(page["measures"]), page["complete"]["units"], glance["units"]

    def end(day):
        with schools.app.app_context(), write() as session:
            session.get_one(Unit, schools.school.id).ended = day and start_of_day(day)

    registers = schools.app.extensions["registers"]
    with schools.app.app_context(), read() as session:
        first, day, last = (session.get_one(Period, over).starts + timedelta(days=n) for n in (10, 20, 40))
    end(day)
    assert [look(first), look(last), look(first)] == [(2, 5, 5, 5), (1, 4, 4, 4), (2, 5, 5, 5)]
    end(None)
    assert look(last) == (2, 5, 5, 5)
