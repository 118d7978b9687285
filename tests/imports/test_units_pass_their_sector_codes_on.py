"""Units of one file that give each other their codes of the sector's database: all get them at once, or none does."""

import pytest
from sqlalchemy import select

from server.models.audit import AuditEntry
from server.models.org import Unit
from server.org.people import add_unit
from server.platform.database import read, write
from tests.imports.test_import_changes_all_or_nothing import apply, faults, shown
from tests.imports.test_units_are_known_by_the_sectors_codes import table

HEAD = ("Mã đơn vị", "Mã CSDL ngành")
NEW = ("Mã đơn vị", "Tên đơn vị", "Loại", "Cấp học", "Mã đơn vị cấp trên", "Mã CSDL ngành")


@pytest.fixture
def three(coded_on_each):
    """Three schools, T1 to T3, with the codes 01 to 03."""
    village = coded_on_each
    with village.app.app_context(), write() as session:
        parent = session.get_one(Unit, village.commune.id)
        third = add_unit(session, kind="school", name="TH Ba", code="T3", parent=parent)
        for unit, code in ((village.school.id, "01"), (village.other.id, "02"), (third.id, "03")):
            session.get_one(Unit, unit).sector_code = code
    return village


def audited(village) -> list[tuple[dict, dict]]:
    """What each change of a unit was and is now, as the audit has it."""
    with village.app.app_context(), read() as session:
        found = session.scalars(select(AuditEntry).where(AuditEntry.action == "unit.change").order_by(AuditEntry.seq))
        return [(entry.details["was"], entry.details["now"]) for entry in found]


def codes(village) -> dict[str, str | None]:
    with village.app.app_context(), read() as session:
        return dict(session.execute(select(Unit.code, Unit.sector_code).where(Unit.kind == "school")).all())


def test_two_swap_theirs_and_three_pass_them_round(three):
    so = three.client("so")
    swapped = shown(so, table(("T1", "02"), ("T2", "01"), head=HEAD))
    assert swapped["faults"] == []
    assert [(one["was"], one["now"]) for one in swapped["changes"]] == [("01", "02"), ("02", "01")]
    assert apply(so, swapped["id"]).json["applied"]
    assert codes(three) == {"T1": "02", "T2": "01", "T3": "03"}
    first, second = {"sector_code": "01"}, {"sector_code": "02"}
    assert audited(three) == [(first, second), (second, first)]
    round_ = shown(so, table(("T1", "01"), ("T2", "03"), ("T3", "02"), head=HEAD))
    assert apply(so, round_["id"]).json["applied"]
    assert codes(three) == {"T1": "01", "T2": "03", "T3": "02"}
    assert shown(so, table(("T1", "01"), ("T2", "03"), ("T3", "02"), head=HEAD))["changes"] == []


def test_a_new_unit_gets_the_code_that_another_row_gives_up(three):
    so = three.client("so")
    rows = (("T9", "TH Chín", "trường", "TH", "X", "01"), ("T1", "", "", "", "", "02"), ("T2", "", "", "", "", "04"))
    preview = shown(so, table(*rows, head=NEW))
    assert preview["faults"] == []
    assert apply(so, preview["id"]).json["applied"]
    assert codes(three) == {"T1": "02", "T2": "04", "T3": "03", "T9": "01"}


def test_a_code_that_its_unit_keeps_is_still_refused(three):
    so = three.client("so")
    for rows in ((("T1", "02"), ("T2", "")), (("T1", "02"), ("T2", "02")), (("T1", "02"), ("T3", "01"))):
        preview = shown(so, table(*rows, head=HEAD))
        assert preview["faults"], rows
        assert apply(so, preview["id"]).status_code == 422
    assert faults(preview) == [("Sheet", 2)]
    assert codes(three) == {"T1": "01", "T2": "02", "T3": "03"}


def test_where_one_row_cannot_be_done_nobody_loses_a_code(three):
    so = three.client("so")
    preview = shown(so, table(("T1", "02"), ("T2", "01"), head=HEAD))
    with three.app.app_context(), write() as session:
        session.scalars(select(Unit).where(Unit.code == "T3")).one().sector_code = None
        session.scalars(select(Unit).where(Unit.code == "T2")).one().sector_code = "05"
    assert apply(so, preview["id"]).json["again"]
    assert codes(three) == {"T1": "01", "T2": "05", "T3": None}
