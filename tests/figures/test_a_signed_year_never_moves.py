"""A signed year never moves: whatever becomes of units later, each frozen report compares without a difference, and all
that tells of a period that is over goes on to say the same. Units are as they were in the period."""

import os
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from server.models.org import Unit
from server.org.people import add_unit
from server.platform.clock import today
from server.platform.database import read, write
from sync.protocol.ids import natural_id
from tests.fixtures.days import day_in
from tests.village import always, code

OVER, RUNNING = "2025-2026", "2026-2027"
REGISTERS = ["digital_indicator", "green_school", "probe_direct"]
LEVELS = ("TH", "THCS", "THPT", "TT")


@pytest.fixture
def place(coded):
    return peopled(coded)


@pytest.fixture
def place_on_each(village):
    return peopled(village)


def peopled(village):
    """Four schools in two communes; two have reported in a year that is over and in the one that runs."""
    with village.app.app_context(), write() as session:
        for unit, level in ((village.school, "TH"), (village.other, "THCS")):
            always(session, unit.id, level=level)
        for commune, name in ((village.commune.id, "TH số 3"), (village.other.parent, "THCS số 4")):
            add_unit(session, kind="school", name=name, level="TH", parent=session.get_one(Unit, commune))
    for year in (OVER, RUNNING):
        for name in ("ht", "ht2"):
            report(village, village.client(name), year)
    return village


def report(place, leader, year):
    """The checklist of a school's first semester and an event in it, approved."""
    fields = place.app.extensions["registers"].latest("green_school").fields.values()
    items = {field.name: True for field in fields if field.type == "yesno" and not field.computed}
    semester = f"{year}-HK1"
    record = natural_id(leader.unit, "green_school", semester)
    put = leader.put(form="green_school@1", record=record, period=semester, set=items, then="submit")
    approve(place, leader, leader.do(put), record)
    put = leader.put(set={"note": "Ghi", "day": f"{year[:4]}-10-05", "n": 3, "m": 4}, then="submit")
    approve(place, leader, leader.do(put), put["id"])


def approve(place, leader, outcome, record):
    officer = place.client("so")
    assert code(outcome) is None
    assert (
        code(officer.do(officer.mutation("approve", record=record, base=outcome["version"], unit=leader.unit))) is None
    )


def freeze(officer, unit, period, close=False):
    body = {"title": "Chốt", "unit": unit, "period": period, "registers": REGISTERS, "close": close}
    answer = officer.post("/api/snapshots", body)
    assert answer.status_code == 201, answer.text
    return answer.json["id"]


def differences(officer, snapshot):
    return officer.get(f"/api/snapshots/{snapshot}/differences").json["differences"]


def change(officer, unit, **body):
    """Change a unit, as it is now; the status of the answer."""
    version = officer.get(f"/api/units/{unit}").json["version"]
    return officer.send("PATCH", f"/api/units/{unit}", body, version).status_code


def move(officer, unit, commune, **more):
    return change(officer, unit, parent=commune, reports_to=commune, **more)


def end(officer, unit, into, on=None):
    version = officer.get(f"/api/units/{unit}").json["version"]
    return officer.send("POST", f"/api/units/{unit}/end", {"into": [into], "on": on}, version)


def make(officer, commune, **more):
    body = {"kind": "school", "name": "Trường mới", "level": "TH", "parent": commune}
    return officer.post("/api/units", body | more)


def told(officer, unit, period):
    """What overview, figures, Chưa nộp and a fresh report say of who is to answer; one value if they agree."""
    params = f"register=green_school&period={period}&unit={unit}"
    page = officer.get(f"/api/overview?{params}").json
    [card] = [one for one in page["glance"] if one["register"] == "green_school"]
    [rate] = [one["total"] for one in page["measures"] if one["key"] == "rate"]
    figures = officer.get(f"/api/figures?{params}&measure=rate&by=unit").json
    [again] = [one["total"] for one in figures["measures"] if one["key"] == "rate"]
    due = officer.get(f"/api/dues/green_school/{period}?unit={unit}").json
    counted = officer.get(f"/api/dues?period={period}&unit={unit}").json["dues"]
    # What no unit is to answer is not due.
    counts = [one["units"] for one in counted if one["register"] == "green_school"] or [0]
    missing = sorted(one["unit"] for one in due["missing"])
    assert missing == sorted(one["id"] for one in page["complete"]["missing"])
    of = {
        len(due["missing"]) + len(due["answers"]),
        page["complete"]["units"],
        card["units"],
        rate["d"],
        again["d"],
        figures["complete"]["units"],
        *counts,
        sum(row["d"] for row in figures["rows"]),
    }
    n = {rate["n"], again["n"], sum(row["n"] for row in figures["rows"]), len(due["answers"]), card["reported"]}
    assert len(of) == len(n) == 1, (of, n)
    return missing, figures["rows"], of, n


HALF = f"{OVER}-HK1"

LATER = {
    "made": lambda officer, place: make(officer, place.commune.id).status_code == 201,
    "made for tomorrow": lambda officer, place: (
        make(officer, place.commune.id, begins=(today() + timedelta(days=1)).isoformat()).status_code == 201
    ),
    "re-levelled": lambda officer, place: change(officer, place.school.id, level="TT") == 200,
    "re-parented": lambda officer, place: move(officer, place.school.id, place.other.parent) == 200,
    "renamed": lambda officer, place: change(officer, place.school.id, name="Tên mới") == 200,
    "merged": lambda officer, place: end(officer, place.school.id, place.other.id).status_code == 200,
}


@pytest.mark.slow
def test_what_becomes_of_units_later_changes_nothing_that_was_signed(place):
    officer = place.client("so")
    units = (place.province.id, place.commune.id)
    frozen = [freeze(officer, unit, OVER) for unit in units]
    frozen += [freeze(officer, place.province.id, f"{RUNNING}-HK1", close=True)]
    over = [told(officer, unit, HALF) for unit in units]
    running = told(officer, place.province.id, f"{RUNNING}-HK1")
    for what, happens in LATER.items():
        assert happens(officer, place), what
        assert [differences(officer, one) for one in frozen] == [[]] * len(frozen), what
        assert [told(officer, unit, HALF) for unit in units] == over, what
        # What is closed is over, though its last day is not.
        assert told(officer, place.province.id, f"{RUNNING}-HK1") == running, what


@pytest.mark.lengthy
def test_a_school_made_today_answers_in_the_year_that_runs_and_in_none_before(place):
    officer = place.client("so")
    frozen = [freeze(officer, place.province.id, period) for period in (OVER, f"{RUNNING}-HK1")]
    over = told(officer, place.province.id, HALF)
    _, _, of, _ = told(officer, place.province.id, f"{RUNNING}-HK1")
    new = make(officer, place.commune.id).json
    missing, _, now_of, _ = told(officer, place.province.id, f"{RUNNING}-HK1")
    assert (of, now_of) == ({4}, {5})
    assert new["id"] in missing
    assert told(officer, place.province.id, HALF) == over
    assert [differences(officer, one) for one in frozen] == [[], []]


@pytest.mark.slow
def test_an_officer_gives_another_day_but_none_that_was_signed(place):
    officer = place.client("so")
    first = make(officer, place.commune.id, begins="2025-09-01")
    assert first.json["begins"].startswith("2025-08-31T17:00")
    assert told(officer, place.province.id, HALF)[2] == {5}
    signed = freeze(officer, place.province.id, HALF)
    refused = make(officer, place.commune.id, name="Nữa", begins="2026-01-05")
    assert refused.json["fields"]["begins"]["rule"] == "signed"
    assert change(officer, first.json["id"], begins="2026-02-01") == 422
    assert change(officer, first.json["id"], begins="2025-10-01") == 200
    assert end(officer, first.json["id"], place.school.id, on="2025-12-01").json["fields"]["on"]["rule"] == "signed"
    assert end(officer, first.json["id"], place.school.id, on=day_in(-1)).status_code == 200
    assert told(officer, place.province.id, HALF)[2] == {5}
    assert officer.post(f"/api/snapshots/{signed}/withdraw", {"text": "Chốt nhầm"}).status_code == 201
    assert make(officer, place.commune.id, name="Nữa", begins="2026-01-05").status_code == 201
    assert told(officer, place.province.id, HALF)[2] == {6}


EXAMPLES = 400 if os.environ.get("LANTOA_PROVE") == "1" else 8
ACTS = st.tuples(
    st.sampled_from(
        [
            *("made", "made early", "ended", "ended early", "frozen", "closed"),
            *("re-parented", "re-parented early", "re-levelled", "re-levelled early"),
        ]
    ),
    st.integers(0, 99),
    st.integers(0, 99),
)


@pytest.mark.prove
@pytest.mark.slow
def test_every_frozen_comparison_stays_at_no_difference(place_on_each):
    place = place_on_each
    officer = place.client("so")
    communes = (place.commune.id, place.other.parent)
    periods = (OVER, RUNNING, f"{OVER}-HK2", f"{RUNNING}-HK1")
    frozen = {}

    def act(what, one, other):
        with place.app.app_context(), read() as session:
            query = select(Unit.id).where(Unit.kind == "school", Unit.ended.is_(None)).order_by(Unit.id)
            schools = session.scalars(query).all()
        school, into = schools[one % len(schools)], schools[other % len(schools)]
        days_ago = (today() - timedelta(days=5 * one)).isoformat()
        early = {"on": days_ago} if "early" in what else {}
        if what.startswith("made"):
            make(officer, communes[other % 2], begins=early.get("on"))
        elif what.startswith("ended") and school != into and len(schools) > 2:
            end(officer, school, into, **early)
        elif what.startswith("re-parented"):
            move(officer, school, communes[other % 2], **early)
        elif what.startswith("re-levelled"):
            change(officer, school, level=LEVELS[other % len(LEVELS)], **early)
        elif what in ("frozen", "closed"):
            unit = (place.province.id, *communes)[one % 3]
            frozen[freeze(officer, unit, periods[other % 4], close=what == "closed")] = None

    @settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(ACTS, min_size=1, max_size=6))
    def history(acts):
        frozen.clear()
        frozen.update(dict.fromkeys(freeze(officer, place.province.id, period) for period in periods[:2]))
        for one in acts:
            act(*one)
        assert {one: differences(officer, one) for one in frozen} == {one: [] for one in frozen}
        for period in (f"{OVER}-HK1", f"{RUNNING}-HK1"):
            told(officer, place.province.id, period)

    history()
