"""How long after a period's end registers are due is set for a school year, and everything that says when follows it;
what has passed stays."""

from datetime import date, timedelta

import pytest
import time_machine
from sqlalchemy import select

from server.models.periods import Period
from server.platform.clock import today
from server.platform.database import read
from tests.village import Village

KEY = "probe"  # kept by calendar halves; it says nothing about when it is due


@pytest.fixture
def half(village: Village):
    """The half that runs, and the key of the school year in which it ends."""
    with village.app.app_context(), read() as session:
        half = session.scalars(select(Period).where(Period.kind == "half_year", Period.ends >= today())).first()
        year = session.scalars(
            select(Period.key).where(Period.kind == "school_year", Period.starts <= half.ends, Period.ends >= half.ends)
        ).one()
        return half.key, half.ends, year


def put(village, year, dues=(), closes=None, name="so"):
    body = {"dues": [{"register": key, "days": days} for key, days in dues], "closes": closes}
    return village.client(name).send("PUT", f"/api/school-years/{year}/deadlines", body)


def of_register(village, year, key=KEY):
    found = village.client("admin").get(f"/api/school-years/{year}/deadlines").json
    return next(one for one in found["registers"] if one["register"] == key)


def due_day(village, half):
    return village.client("so").get(f"/api/dues/{KEY}/{half}").json["due"]


def test_desk_and_phones_go_by_the_days_of_the_year(village, half):
    key, ends, year = half
    assert due_day(village, key) is None
    hash_ = village.client("gv").get("/api/catalog").headers["ETag"]
    assert put(village, year, [(KEY, 12)]).status_code == 204
    day = (ends + timedelta(days=12)).isoformat()
    assert due_day(village, key) == day
    assert village.client("gv").get("/api/catalog").headers["ETag"] != hash_ or day > str(today() + timedelta(days=45))
    with time_machine.travel(f"{ends}T05:00:00Z"):
        dues = village.sign_in("gv").get("/api/catalog").json["dues"]
        assert day in [one["due"] for one in dues if (one["register"], one["period"]) == (KEY, key)]
    assert put(village, year, [(KEY, None)]).status_code == 204
    assert due_day(village, key) is None
    entries = village.client("so").get("/api/audit").json["entries"]
    assert [one["details"]["dues"] for one in entries if one["what"] == "year.deadlines"] == [
        {KEY: [12, None]},
        {KEY: [None, 12]},
    ]


def test_a_day_for_one_period_goes_before_that_of_the_year(village, half):
    key, ends, year = half
    own = (ends + timedelta(days=3)).isoformat()
    assert village.client("so").post(f"/api/dues/{KEY}/{key}", {"day": own}).status_code == 204
    assert put(village, year, [(KEY, 20)]).status_code == 204
    assert due_day(village, key) == own
    found = {one["period"]: one for one in of_register(village, year)["periods"]}[key]
    assert (found["due"], found["set"]) == (own, True)


def test_a_deadline_that_has_passed_stays(village, half):
    key, ends, year = half
    assert put(village, year, [(KEY, 12)]).status_code == 204
    with time_machine.travel(f"{ends + timedelta(days=14)}T05:00:00Z"):
        officer = village.sign_in("so")
        body = {"dues": [{"register": KEY, "days": 60}], "closes": None}
        assert officer.send("PUT", f"/api/school-years/{year}/deadlines", body).status_code == 204
        assert officer.get(f"/api/dues/{KEY}/{key}").json["due"] == (ends + timedelta(days=12)).isoformat()


def test_a_new_deadline_lies_in_days_to_come(village, half):
    key, ends, year = half
    with time_machine.travel(f"{ends + timedelta(days=14)}T05:00:00Z"):
        officer = village.sign_in("so")
        body = {"dues": [{"register": KEY, "days": 5}], "closes": None}
        answer = officer.send("PUT", f"/api/school-years/{year}/deadlines", body)
        assert answer.json["fields"] == {"dues": {"rule": "past"}}
        assert officer.get(f"/api/dues/{KEY}/{key}").json["due"] is None


def test_years_that_have_passed_cannot_move(village):
    year = today().year - 2
    answer = put(village, f"{year}-{year + 1}", [(KEY, 12)])
    assert answer.json["fields"] == {"year": {"rule": "past"}}


@pytest.mark.parametrize(
    ("dues", "closes", "fields"),
    [
        ([("khong-co", 3)], None, {"dues": {"rule": "choices"}}),
        ([("nil_answer", 3)], None, {"dues": {"rule": "choices"}}),
        ([(KEY, -1)], None, None),
        ([(KEY, 367)], None, None),
        ([], 367, None),
    ],
)
def test_what_is_no_number_of_days_is_refused(village, half, dues, closes, fields):
    answer = put(village, half[2], dues, closes)
    assert answer.status_code == 400
    assert fields is None or answer.json["fields"] == fields


def test_others_neither_see_nor_set_them(village, half):
    for name in ("xa", "ht", "gv"):
        assert put(village, half[2], [(KEY, 3)], name=name).status_code == 403
        assert village.client(name).get(f"/api/school-years/{half[2]}/deadlines").status_code == 403


def test_a_year_says_what_ends_in_it(village, half):
    key, ends, year = half
    assert key in [one["period"] for one in of_register(village, year)["periods"]]
    yearly = of_register(village, year, "probe_direct")
    assert [one["period"] for one in yearly["periods"]] == [year]
    assert date.fromisoformat(yearly["periods"][0]["ends"]) >= ends
