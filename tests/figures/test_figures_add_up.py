"""Figures are what the records add up to: over units, months and values, in halves and in years."""

import pytest
from sqlalchemy import func, select

from server.models.figures import Cell
from server.org.people import add_unit
from server.platform.database import read, write
from sync.protocol.ids import natural_id
from tests.village import Village

LAST, NOW = "2026-H1", "2026-H2"


def events(village: Village):
    """The department's officer, after events of two schools: four of the one and one of the other are approved, one
    waits."""
    so, gv, gv2 = village.client("so"), village.client("gv"), village.client("gv2")
    gv2.unit = village.other.id
    for client, day, pick, n, m in (
        (gv, "2026-09-07", "a", 1, 2),
        (gv, "2026-09-08", "a", 3, 100),
        (gv, "2026-09-09", "b", 0, 0),
        (gv, "2026-10-10", "b", 5, 8),
        (gv2, "2026-10-11", "a", 7, 10),
    ):
        approve(so, client, client.put(set={"note": "Ghi", "day": day, "pick": pick, "n": n, "m": m}, then="submit"))
    gv.sync(gv.put(set={"note": "Chờ", "day": "2026-10-20", "pick": "c", "n": 100, "m": 100}, then="submit"))
    return so


@pytest.fixture
def direct(village: Village):
    """Events of two schools; see ``events``."""
    return events(village)


def approve(officer, author, put):
    outcome = author.do(put)
    assert "refused" not in outcome, outcome
    record = put.get("record", put["id"])
    officer.sync(officer.mutation("approve", record=record, base=outcome["version"], unit=put["unit"]))
    assert officer.read(record)["status"] == "approved"


def figures(client, **asked):
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    answer = client.get(f"/api/figures?{query}")
    assert answer.status_code == 200, answer.text
    return answer.json


def totals(answer):
    return {item["key"]: item["total"] for item in answer["measures"]}


def test_all_measures_with_their_totals(village: Village, direct):
    answer = figures(direct, register="probe_direct")
    assert totals(answer) == {
        "count": {"value": 5},
        "n": {"value": 16},
        "m": {"value": 120},
        "rate": {"value": 16 / 120, "n": 16, "d": 120},
        "units": {"value": 2},
    }
    assert (answer["register"], answer["period"], answer["unit"]) == ("probe_direct", "2026-2027", village.province.id)
    assert answer["complete"] == {"kind": "school", "units": 2, "reported": 2, "unsent": 0}
    assert answer["as_of"].endswith("Z")
    assert {item["label"] for item in answer["measures"]} >= {"Số bản ghi", "Tỷ lệ"}


def test_a_provincial_percentage_is_the_sums_ratio_never_a_mean(direct):
    answer = figures(direct, register="probe_direct", measure="rate", by="month")
    september, october = answer["rows"][:2]
    assert (september["n"], september["d"]) == (4, 102)
    assert (october["n"], october["d"]) == (12, 18)
    mean = (september["value"] + october["value"]) / 2
    whole = totals(answer)["rate"]["value"]
    assert whole == 16 / 120 != mean


def test_months_come_in_their_order_the_empty_ones_too(direct):
    rows = figures(direct, register="probe_direct", measure="count", by="month")["rows"]
    assert [row["key"] for row in rows] == [
        *(f"2026-{n:02d}" for n in range(9, 13)),
        *(f"2027-0{n}" for n in range(1, 9)),
    ]
    assert [row["value"] for row in rows] == [3, 2] + [0] * 10
    assert rows[0]["label"] == "09/2026"
    rates = figures(direct, register="probe_direct", measure="rate", by="month")["rows"]
    assert rates[2]["value"] is None


def test_rows_by_a_field_have_its_words_the_largest_first(direct):
    answer = figures(direct, register="probe_direct", measure="n", by="pick")
    assert [(row["key"], row["label"], row["value"]) for row in answer["rows"]] == [("a", "Một", 11), ("b", "Hai", 5)]
    units = figures(direct, register="probe_direct", measure="units", by="pick")["rows"]
    assert {row["key"]: row["value"] for row in units} == {"a": 2, "b": 1}


@pytest.mark.lengthy
def test_rows_by_unit_are_one_place_below(village: Village, direct):
    def by_unit(unit):
        asked = figures(direct, register="probe_direct", measure="count", by="unit", unit=unit.id)
        return [(row["label"], row["value"]) for row in asked["rows"]]

    assert by_unit(village.province) == [("Sín Thầu", 4), ("Tủa Thàng", 1)]
    assert by_unit(village.commune) == [("TH Sín Thầu", 4)]
    assert by_unit(village.school) == [("TH Sín Thầu", 4)]


def test_whose_statuses_count_is_asked(direct):
    assert totals(figures(direct, register="probe_direct", status="submitted"))["n"] == {"value": 100}
    assert totals(figures(direct, register="probe_direct", status="approved,submitted"))["n"] == {"value": 116}


def test_a_calendar_year_counts_the_months_of_events(direct):
    assert totals(figures(direct, register="probe_direct", period="2026"))["count"] == {"value": 5}
    assert totals(figures(direct, register="probe_direct", period="2026-H1"))["count"] == {"value": 0}


@pytest.fixture
def halves(village: Village):
    """A stock told in two halves of a year by one school, in the first alone by the other."""
    for client, unit, told in (
        (village.client("gv"), village.school, {LAST: (10, 100), NOW: (30, 90)}),
        (village.client("gv2"), village.other, {LAST: (50, 60)}),
    ):
        client.unit = unit.id
        for period, (n, m) in told.items():
            record = natural_id(unit.id, "probe", period)
            put = client.mutation(
                "put", form="probe@2", record=record, period=period, set={"n": n, "m": m}, then="submit"
            )
            assert "refused" not in client.do(put)
    return village.client("so")


def test_a_stock_is_read_in_the_last_period_and_halves_are_never_added(halves):
    whole = totals(figures(halves, register="probe", period="2026", status="submitted"))
    assert (whole["n"], whole["m"]) == ({"value": 30}, {"value": 90})
    assert whole["rate"] == {"value": 30 / 90, "n": 30, "d": 90}
    assert whole["count"] == {"value": 3}
    first = totals(figures(halves, register="probe", period=LAST, status="submitted"))
    assert first["rate"] == {"value": 60 / 160, "n": 60, "d": 160}


def test_decimals_are_exact(village: Village):
    with village.app.app_context(), write() as session:
        for number, value in enumerate((100, 200, 10**12 + 1)):
            session.add(Cell(**cell(village.school.id, f"2026-{number + 9:02d}", value)))
    rows = figures(village.client("so"), register="activity", measure="garden_area", by="month")["rows"]
    assert [row["value"] for row in rows[:3]] == [0.1, 0.2, 1000000000.001]
    assert totals(figures(village.client("so"), register="activity"))["garden_area"] == {"value": 1000000000.301}


def cell(unit: str, month: str, value: int) -> dict:
    return {
        "unit": unit,
        "register": "activity",
        "measure": "garden_area",
        "period": "2026-2027",
        "month": month,
        "dimension": "",
        "key": "",
        "status": "approved",
        "value": value,
    }


def test_whose_figures_one_may_read(village: Village, direct):
    with village.app.app_context(), write() as session:
        high = add_unit(session, kind="school", name="THPT", parent=village.commune, reports_to=village.province)
    nowhere = "0193a000-0000-7000-8000-000000000001"
    for name, forbidden in {
        "so": [nowhere],
        "xa": [village.province.id, high.id, nowhere],
        "gv": [village.province.id, village.commune.id, village.other.id, nowhere],
        "admin": [village.province.id, village.school.id, nowhere],
    }.items():
        client = village.client(name)
        for unit in forbidden:
            answer = client.get(f"/api/figures?register=probe_direct&unit={unit}")
            assert (answer.status_code, answer.json["code"]) == (403, "forbidden"), (name, unit)
    assert figures(village.client("gv"), register="probe_direct")["unit"] == village.school.id
    assert figures(village.client("xa"), register="probe_direct")["complete"]["units"] == 1
    assert figures(direct, register="probe_direct")["complete"]["units"] == 3
    assert village.client("admin").get("/api/figures?register=probe_direct").status_code == 403


WHO = {"so": ["TH Sín Thầu", "THPT"], "xa": ["TH Sín Thầu"]}
"""Whoever looks at the commune's page → the schools that they may open from there."""


@pytest.mark.slow
def test_the_figures_of_a_commune_leave_out_what_its_officer_does_not_see(village: Village, direct):
    with village.app.app_context(), write() as session:
        high = add_unit(session, kind="school", name="THPT", parent=village.commune, reports_to=village.province)
        session.flush()
        session.add(Cell(**cell(high.id, "2026-09", 5000)))
    asked = {"register": "activity", "unit": village.commune.id}
    assert totals(figures(direct, **asked))["garden_area"] == {"value": 5}
    assert totals(figures(village.client("xa"), **asked))["garden_area"] == {"value": 0}
    below = {name: village.client(name).get(f"/api/overview?unit={village.commune.id}").json["below"] for name in WHO}
    assert {name: [unit["name"] for unit in units] for name, units in below.items()} == WHO


def test_what_is_not_understood_is_refused_by_name(direct):
    for query, faults in (
        ("", {"register": "required"}),
        ("register=x", {"register": "choices"}),
        ("register=probe_direct&period=x", {"period": "choices"}),
        ("register=probe&period=2026-2027-HK1", {"period": "choices"}),
        ("register=probe_direct&measure=x&by=month", {"measure": "choices"}),
        ("register=probe_direct&measure=n", {"by": "required"}),
        ("register=probe_direct&by=month", {"measure": "required"}),
        ("register=probe_direct&measure=n&by=note", {"by": "choices"}),
        ("register=probe_direct&status=draft", {"status": "choices"}),
        ("register=probe_direct&unit=x&nosuch=1", {"unit": "type", "nosuch": "unknown"}),
        ("register=probe_direct&unit=%00", {"unit": "type"}),
    ):
        answer = direct.get(f"/api/figures?{query}")
        assert answer.status_code == 400, query
        assert {name: fault["rule"] for name, fault in answer.json["fields"].items()} == faults, query


def test_every_bar_opens_as_many_records_as_it_counts(village: Village, direct):
    """The filters that a chart's bar carries find the records that made it."""
    asked = {"register": "probe_direct", "status": "approved,submitted", "measure": "count"}
    for by in ("month", "unit", "pick"):
        for row in figures(direct, by=by, **asked)["rows"]:
            key = {by: row["key"]} if by in ("month", "unit") else {"where": f"{by}:{row['key']}"}
            query = "&".join(f"{name}={value}" for name, value in (asked | key).items())
            assert len(direct.get(f"/api/records?{query}").json["records"]) == row["value"], row


def test_sums_over_rows_are_the_total(village: Village, direct):
    with village.app.app_context(), read() as session:
        counted = Cell.dimension == "", Cell.status == "approved", Cell.measure == "m"
        kept = session.scalar(select(func.sum(Cell.value)).where(*counted))
    answers = {
        by: figures(direct, register="probe_direct", measure="m", by=by)["rows"] for by in ("month", "unit", "pick")
    }
    assert {by: sum(row["value"] for row in rows) * 1000 for by, rows in answers.items()} == dict.fromkeys(
        answers, int(kept)
    )
