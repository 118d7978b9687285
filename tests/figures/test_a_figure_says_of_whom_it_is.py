"""Figures name what they are of: each unit once, as it was called then; the measure of rows; the units of a report."""

import pytest
from sqlalchemy import select

from server.figures.overview.spread import reach
from server.figures.selection import cells_of, select_cells
from server.models.audit import AuditEntry
from server.models.figures import Cell
from server.models.org import Unit
from server.models.periods import Period
from server.platform.clock import now
from server.platform.database import read, write
from tests.figures.test_figures_add_up import approve, figures

YEAR, BEFORE = "2026-2027", "2025-2026"


def told(village):
    """The department's officer, after each of the two schools has told something."""
    so = village.client("so")
    for name, n in (("gv", 3), ("gv2", 5)):
        client = village.client(name)
        approve(so, client, client.put(set={"note": "Ghi", "day": "2026-10-05", "n": n, "pick": "a"}, then="submit"))
    return so


@pytest.mark.lengthy
def test_a_unit_that_was_renamed_is_missed_once_by_its_name_of_then(village):
    with village.app.app_context(), write() as session:
        session.get_one(Unit, village.school.id).name = "TH Tân Lập"
    so = village.client("so")
    for period, name in ((YEAR, "TH Tân Lập"), (BEFORE, "TH Sín Thầu")):
        complete = so.get(f"/api/overview?register=probe_direct&period={period}").json["complete"]
        assert (complete["units"], complete["reported"]) == (2, 0)
        assert [one["name"] for one in complete["missing"]].count(name) == 1
        assert len(complete["missing"]) == 2


def test_rows_say_which_measure_and_dimension_they_are_of(village):
    so = told(village)
    answer = figures(so, register="probe_direct", measure="n", by="pick")
    assert (answer["measure"], answer["by"]) == ("n", "pick")
    assert [(row["key"], row["value"]) for row in answer["rows"] if row["value"]] == [("a", 8)]
    assert not {"measure", "by", "rows"} & figures(so, register="probe_direct").keys()


def test_a_signed_report_has_a_row_for_each_unit_below_and_the_audit_says_whose_it_is(village):
    so = told(village)
    body = {"title": "Tổng kết", "unit": village.province.id, "period": YEAR, "registers": ["probe_direct"]}
    made = so.post("/api/snapshots", body).json
    content = so.get(f"/api/snapshots/{made['id']}").json["content"]
    rows = {one["key"]: one["rows"] for one in content["registers"][0]["measures"]}
    assert {row["label"]["vi"]: row["value"] for row in rows["n"]["unit"]} == {"Tủa Thàng": 5, "Sín Thầu": 3}
    assert {row["key"]: row["value"] for row in rows["n"]["pick"] if row["value"]} == {"a": 8}
    with village.app.app_context(), read() as session:
        [entry] = session.scalars(select(AuditEntry).where(AuditEntry.action == "report.freeze"))
        assert (entry.kind, entry.target, entry.unit) == ("snapshot", made["id"], village.province.id)
        assert entry.details == {"period": YEAR, "title": "Tổng kết", "sha256": made["sha256"]}


def test_cells_of_no_measure_are_none_and_not_all(village):
    told(village)
    with village.app.app_context(), read() as session:
        registers = village.app.extensions["registers"]
        register, period = registers.latest("probe_direct"), session.get_one(Period, YEAR)
        selection = select_cells(session, registers, register, select(Unit.id), period, ("approved",), now())
        assert session.scalars(select(Cell.unit).where(cells_of(selection, {"n"}))).all() != []
        assert session.scalars(select(Cell.unit).where(cells_of(selection, set()))).all() == []


def test_a_model_has_spread_to_all_who_follow_it_or_its_followers():
    far = {"by": [{"records": 4}, {"records": 2}]}
    near = {"by": [{"records": 3, "source": far}, {"records": 1}]}
    assert (reach(far), reach(near), reach({"by": []})) == (6, 10, 0)
