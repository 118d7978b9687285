"""Leaders bring in records of their school, officers of the units below their office, and nobody else any."""

import pytest

from server.access.imports import imports_into, imports_records
from tests.access.places import UNITS
from tests.access.test_which_roles_have_which_rights import EVENT, OFFICE, who
from tests.imports.records.importer import HEAD, Importer, table
from tests.imports.records.test_rows_become_records import ROWS


def test_each_role_has_its_units():
    def into(register, unit, kind):
        return who(lambda viewer: imports_into(viewer, register, unit, kind, UNITS[unit][2]))

    assert who(imports_records) == {"leader", "commune", "department"}
    assert into(EVENT, "a", "school") == {"leader", "commune", "department"}
    assert into(EVENT, "c", "school") == {"department"}
    assert into(EVENT, "x", "commune") == set()
    assert into(OFFICE, "x", "commune") == {"commune", "department"}


@pytest.mark.parametrize(
    ("name", "states"), [("ht", ["new", "faulty"]), ("xa", ["new", "faulty"]), ("so", ["new"] * 2)]
)
def test_a_row_of_a_unit_that_is_not_ones_own_is_a_fault(coded_on_each, name, states):
    desk = Importer(coded_on_each.client(name))
    other = ("T2", *ROWS[2][1:])
    desk.preview(table(ROWS[0], other))
    assert [row["state"] for row in desk.rows()] == states
    assert {one["code"] for row in desk.rows("faulty") for one in row["faults"]} <= {"forbidden"}


def test_nobody_learns_who_works_where_they_may_not_bring_anything_in(coded_on_each):
    ht = Importer(coded_on_each.client("ht"))
    head = (*HEAD[:4], "Một người")
    ht.preview(
        table(*[(unit, "05/10/2024", "Thử", 1, name) for unit in ("T1", "T2") for name in ("gv2", "ai")], head=head)
    )
    faults = [sorted(one["code"] for one in row["faults"]) for row in ht.rows("faulty")]
    assert faults == [["closed", "person"], ["closed", "person"], ["forbidden"], ["forbidden"]]


def test_teachers_and_administrators_bring_in_none(coded_on_each):
    for name in ("gv", "admin"):
        answer = Importer(coded_on_each.client(name)).upload(table(*ROWS))
        assert answer.json["code"] == "forbidden"


def test_nobody_sees_another_ones_import(coded_on_each):
    so, ht = (Importer(coded_on_each.client(name)) for name in ("so", "ht"))
    preview = so.preview(table(*ROWS))
    ht.id = so.id
    assert ht.client.get(f"/api/record-imports/{so.id}").status_code == 404
    assert ht.apply(preview["digest"]).status_code == 404
    assert ht.map(preview["mapping"]).status_code == 404


def test_a_leader_verifies_and_an_officer_approves_what_was_brought_in(coded_on_each):
    """Nothing is approved by being brought in: it waits like what a phone has sent."""
    so, ht = coded_on_each.client("so"), coded_on_each.client("ht")
    head = ("Đơn vị", "Kỳ", "Tử số", "Mẫu số")
    desk = Importer(so)
    done = desk.bring_in(table(("T1", "2026-H2", 5, 10), head=head), "probe")
    [record] = so.get(f"/api/records?import={done['id']}").json["records"]
    assert so.read(record["id"])["may"] != []
    verify = ht.mutation("verify", record=record["id"], base=record["version"])
    assert "version" in ht.do(verify)
    assert so.get(f"/api/records?import={done['id']}").json["records"][0]["status"] == "verified"
