"""The file of units that is handed out can be brought back, whatever units there are, and asks then for no change."""

import csv
from io import StringIO

import pytest
from sqlalchemy import select

from server.imports import plan
from server.models.audit import AuditEntry
from server.models.org import Unit
from server.org.people import add_unit
from server.platform.database import read, write
from tests.imports.test_import_changes_all_or_nothing import apply, bring, faults, shown
from tests.imports.test_units_are_known_by_the_sectors_codes import table

CENTRE = "Điểm trung tâm"


def add_sites(village, *codes: str | None) -> list[str]:
    """A site of the same name in each school that lies in the commune, or several in one; returns their ids."""
    with village.app.app_context(), write() as session:
        schools = [session.get_one(Unit, one.id) for one in (village.school, village.other)]
        return [
            add_unit(session, kind="site", name=CENTRE, code=code, parent=schools[at % 2]).id
            for at, code in enumerate(codes)
        ]


def lines(file) -> dict[str, dict[str, str]]:
    """Name and code of a unit → its line of a CSV."""
    rows = csv.DictReader(StringIO(file.get_data().decode("utf-8-sig")))
    return {f"{row['Tên đơn vị / Unit name']} {row['Mã đơn vị / Unit code']}".strip(): row for row in rows}


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_of_several_with_one_name_in_a_commune_each_is_found_again(coded_on_each, form):
    so = coded_on_each.client("so")
    add_sites(coded_on_each, None, None, "D1")
    back = bring(so, so.get(f"/api/units/file?format={form}").data, f"ve.{form}")
    assert (back.status_code, back.json["changes"], back.json["faults"]) == (201, [], [])


def test_only_who_is_not_found_by_name_goes_by_an_id(coded):
    so = coded.client("so")
    ids = add_sites(coded, None, None)
    with coded.app.app_context(), write() as session:
        session.get_one(Unit, coded.school.id).code = None
    named = lines(so.get("/api/units/file?format=csv"))
    assert {*named} >= {coded.school.name, *(f"{CENTRE} {id_}" for id_ in ids)}
    head = ("Mã đơn vị", "Tên đơn vị")
    renamed = shown(so, table((ids[0], "Điểm Nậm Pan"), head=head))
    assert apply(so, renamed["id"]).json["applied"]
    assert ids[0] not in str(lines(so.get("/api/units/file?format=csv")))


def test_below_a_place_without_a_code_a_unit_is_not_made_twice(coded):
    so = coded.client("so")
    add_sites(coded, "D1")
    with coded.app.app_context(), write() as session:
        session.get_one(Unit, coded.school.id).code = None
    head = ("Mã đơn vị", "Tên đơn vị", "Loại", "Mã đơn vị cấp trên")
    preview = shown(so, table(("D9", CENTRE, "điểm trường", coded.school.id), head=head))
    assert [(fault["row"], "D1" in fault["vi"]) for fault in preview["faults"]] == [(2, True)]


@pytest.mark.slow
def test_a_provinces_whole_list_comes_back(coded):
    with coded.app.app_context(), write() as session:
        parent = session.get_one(Unit, coded.commune.id)
        for n in range(1, 1_201):
            add_unit(session, kind="school", name=f"TH số {n}", code=f"S{n}", parent=parent)
    so = coded.client("so")
    back = bring(so, so.get("/api/units/file").data)
    assert (back.status_code, back.json["changes"], back.json["faults"]) == (201, [], [])


def test_more_changes_than_can_be_made_at_once_are_refused_before_any(coded, monkeypatch):
    monkeypatch.setattr(plan, "MOST", 1)
    so = coded.client("so")
    preview = shown(so, table(("T1", "01"), ("T2", "02"), head=("Mã đơn vị", "Mã CSDL ngành")))
    assert faults(preview) == [(None, None)]
    assert preview["faults"][0]["vi"].startswith("Tệp có 2 thay đổi, mỗi lần nhập được nhiều nhất 1.")
    assert len(preview["changes"]) == 1
    assert apply(so, preview["id"]).status_code == 422


def test_the_audit_says_whose_list_it_was(coded):
    for role, unit in (("so", coded.province), ("xa", coded.commune)):
        file = coded.client(role).get("/api/units/file")
        assert "don-vi-" in file.headers["Content-Disposition"]
        with coded.app.app_context(), read() as session:
            found = select(AuditEntry).where(AuditEntry.action == "export.make").order_by(AuditEntry.seq)
            made = session.scalars(found).all()[-1]
            assert (made.unit, made.details["what"]) == (unit.id, "units")
