"""Opening day and second semester of a year to come are set; what has come, is closed or has records stays."""

from datetime import date

import pytest
from sqlalchemy import select

from server.figures.overview.query import year_before
from server.models.periods import Period
from server.periods import periods
from server.platform.clock import today
from server.platform.database import read, write

ADDRESS = "/api/school-years"


def coming():
    """The calendar year in which the next school year but this opens."""
    return today().year + 1


def key():
    return f"{coming()}-{coming() + 1}"


@pytest.fixture
def years(village):
    with village.app.app_context(), write() as session:
        periods.extend(session, coming() - 1, coming() + 1)
    return village


def put(village, opens, second, name="so", year=None):
    return village.client(name).send("PUT", f"{ADDRESS}/{year or key()}", {"opens": str(opens), "second": str(second)})


def days_of(village):
    wanted = {key(), f"{key()}-HK1", f"{key()}-HK2", f"{coming() - 1}-{coming()}", f"{coming() - 1}-{coming()}-HK2"}
    with village.app.app_context(), read() as session:
        found = session.scalars(select(Period).where(Period.key.in_(wanted))).all()
        return {one.key: (one.starts, one.ends) for one in found}


def test_a_year_to_come_opens_when_it_is_said_to(years):
    year = coming()
    catalog = years.client("gv").get("/api/catalog").headers["ETag"]
    assert put(years, date(year, 9, 5), date(year + 1, 1, 12)).status_code == 204
    found = days_of(years)
    assert found[key()][0] == found[f"{key()}-HK1"][0] == date(year, 9, 5)
    assert found[f"{key()}-HK1"][1] == date(year + 1, 1, 11)
    assert found[f"{key()}-HK2"][0] == date(year + 1, 1, 12)
    before = f"{year - 1}-{year}"
    assert found[before][1] == found[f"{before}-HK2"][1] == date(year, 9, 4)
    assert years.client("gv").get("/api/catalog").headers["ETag"] != catalog
    shown = next(one for one in years.client("admin").get(ADDRESS).json["years"] if one["key"] == key())
    assert shown == {"key": key(), "opens": f"{year}-09-05", "second": f"{year + 1}-01-12", "settled": False}
    gv = years.client("gv")
    put_ = gv.put(set={"note": "Ghi", "day": f"{year}-09-04", "n": 1}, then="submit")
    assert "refused" not in gv.do(put_)
    assert gv.read(put_["id"])["period"] == before


@pytest.mark.parametrize(
    ("opens", "second", "faults"),
    [
        ((0, 7, 1), (1, 1, 18), {"opens": {"rule": "range"}}),
        ((0, 9, 1), (1, 4, 18), {"second": {"rule": "range"}}),
        ((1, 9, 1), (0, 1, 18), {"opens": {"rule": "range"}, "second": {"rule": "range"}}),
    ],
)
def test_a_day_lies_where_it_may(years, opens, second, faults):
    opens, second = (date(coming() + days[0], *days[1:]) for days in (opens, second))
    assert put(years, opens, second).json["fields"] == faults


def test_what_has_come_stays(years):
    begun = f"{today().year - 1}-{today().year}" if today().month < 9 else f"{today().year}-{today().year + 1}"
    year = int(begun[:4])
    answer = put(years, date(year, 9, 5), date(year + 1, 1, 18), year=begun)
    assert answer.json["fields"] == {"opens": {"rule": "past"}}
    assert put(years, date(year, 9, 1), date(year + 1, 1, 18), year=begun).status_code == 204


def test_months_with_records_keep_their_days(years):
    gv, year = years.client("gv"), coming()
    assert "refused" not in gv.do(gv.put(set={"note": "Ghi", "day": f"{year + 1}-01-03", "n": 1}, then="submit"))
    answer = put(years, date(year, 9, 5), date(year + 1, 1, 12))
    assert answer.json["fields"] == {"second": {"rule": "records"}}
    assert put(years, date(year, 9, 5), date(year + 1, 1, 18)).status_code == 204


def test_what_is_closed_keeps_its_days(years):
    with years.app.app_context(), write() as session:
        session.get_one(Period, f"{key()}-HK2").closed = True
    answer = put(years, date(coming(), 9, 1), date(coming() + 1, 1, 12))
    assert answer.json["fields"] == {"second": {"rule": "closed"}}


def test_a_year_that_opens_on_another_day_is_compared_with_the_one_before(years):
    year = coming()
    assert put(years, date(year, 9, 20), date(year + 1, 1, 11)).status_code == 204
    with years.app.app_context(), read() as session:
        for part in ("", "-HK1", "-HK2"):
            before, _ = year_before(session, session.get_one(Period, key() + part), date(year + 3, 1, 1))
            assert before.key == f"{year - 1}-{year}{part}"
        half = session.get_one(Period, f"{year}-H2")
        assert year_before(session, half, date(year + 3, 1, 1))[0].key == f"{year - 1}-H2"


def test_others_do_not_set_it(years):
    for name in ("xa", "ht", "gv"):
        assert put(years, date(coming(), 9, 5), date(coming() + 1, 1, 12), name).status_code == 403
        assert years.client(name).get(ADDRESS).status_code == 403
    assert put(years, date(coming(), 9, 5), date(coming() + 1, 1, 12), "admin").status_code == 204
    assert put(years, date(coming(), 9, 5), date(coming() + 1, 1, 12), year=f"{key()}-HK1").status_code == 404
