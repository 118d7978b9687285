"""What is wrong with a workbook is shown row by row, all of it at once, and nothing is done until it is right."""

from datetime import date

import pytest
from sqlalchemy import select

from server.models.org import Person, Unit
from server.org.people import add_unit, give_role
from server.platform.database import read, write
from tests.imports.test_import_changes_all_or_nothing import PEOPLE, UNITS, apply, counts, faults, shown
from tests.imports.workbooks import workbook

pytestmark = pytest.mark.slow

WRONG = {
    "twice in the file": ([("T9", "A", "trường", "", "X"), ("T9", "B", "trường", "", "X")], [], [("Đơn vị", 3)]),
    "below itself": ([("A", "A", "trường", "", "B"), ("B", "B", "xã", "", "A")], [], [("Đơn vị", 2), ("Đơn vị", 3)]),
    "its own parent": ([("X", "Sín Thầu", "xã", "", "X")], [], [("Đơn vị", 2)]),
    "below its own school": ([("X", "Sín Thầu", "", "", "T1")], [], [("Đơn vị", 2)]),
    "unknown parent": ([("T9", "A", "trường", "", "Y")], [], [("Đơn vị", 2)]),
    "no parent": ([("T9", "A", "trường", "", "")], [], [("Đơn vị", 2)]),
    "a school below the province": ([("T9", "A", "trường", "", "P")], [], [("Đơn vị", 2)]),
    "another kind": ([("T1", "TH Sín Thầu", "xã", "", "X")], [], [("Đơn vị", 2)]),
    "no such level": ([("T1", "TH Sín Thầu", "", "ĐH", "X")], [], [("Đơn vị", 2)]),
    "the same name": ([("T9", "TH SÍN THẦU", "trường", "", "X")], [], [("Đơn vị", 2)]),
    "no such kind": ([("T9", "A", "quận", "", "X")], [], [("Đơn vị", 2)]),
    "in two schools": (
        [],
        [("lan", "Lan", "giáo viên", "T1", "", ""), ("lan", "Lan", "giáo viên", "T2", "", "")],
        [("Người", 3)],
    ),
    "person twice": (
        [],
        [("", "Lò Thị Lan", "giáo viên", "T1", "", ""), ("", "LÒ THỊ LAN", "giáo viên", "T1", "", "")],
        [("Người", 3)],
    ),
    "year 0202": ([], [("", "Lan", "giáo viên", "T1", "05/09/0202", "")], [("Người", 2)]),
    "not a day": ([], [("", "Lan", "giáo viên", "T1", "31/02/2026", "")], [("Người", 2)]),
    "a number for a day": ([], [("", "Lan", "giáo viên", "T1", 46000, "")], [("Người", 2)]),
    "until before since": ([], [("", "Lan", "giáo viên", "T1", "05/09/2026", "01/09/2026")], [("Người", 2)]),
    "a day for a name": ([], [("", date(2026, 1, 1), "giáo viên", "T1", "", "")], [("Người", 2)]),
    "half a code": ([], [("", "Lan", "giáo viên", 1.5, "", "")], [("Người", 2)]),
    "unseen characters": ([], [("", "La\u202en", "giáo viên", "T1", "", "")], [("Người", 2)]),
    "a line break": ([], [("", "La\nn", "giáo viên", "T1", "", "")], [("Người", 2)]),
    "no name": ([], [("lan", "", "giáo viên", "T1", "", "")], [("Người", 2)]),
    "username of one letter": ([], [("l", "Lan", "giáo viên", "T1", "", "")], [("Người", 2)]),
    "a teacher of a commune": ([], [("", "Lan", "giáo viên", "X", "", "")], [("Người", 2)]),
    "a formula": ([], [("", "=A1", "giáo viên", "T1", "", "")], [("Người", 2)]),
}


def test_what_is_wrong_is_told_by_row_all_at_once(coded):
    admin = coded.client("admin")
    for name, (units, people, expected) in WRONG.items():
        preview = shown(admin, workbook(units, people))
        assert faults(preview) == expected, (name, preview["faults"])
        assert all(fault["vi"] and fault["en"] for fault in preview["faults"]), name
    everything = [row for units, _, _ in WRONG.values() for row in units]
    assert len(shown(admin, workbook(everything))["faults"]) > 8


def test_codes_keep_their_leading_zeros(coded):
    def as_number(book):
        book["Đơn vị"].append([317, "TH Mường", "trường", "TH", "X"])
        book["Đơn vị"].cell(2, 1).number_format = "00000"

    preview = shown(coded.client("admin"), workbook(change=as_number))
    assert apply(coded.client("admin"), preview["id"]).json["applied"]
    with coded.app.app_context(), read() as session:
        assert session.scalars(select(Unit.code).where(Unit.name == "TH Mường")).one() == "00317"


def test_with_one_fault_nothing_is_done(coded):
    admin = coded.client("admin")
    preview = shown(admin, workbook(UNITS, [*PEOPLE, ("", "Không Trường", "giáo viên", "T77", "", "")]))
    assert faults(preview) == [("Người", 5)]
    before = counts(coded)
    assert apply(admin, preview["id"]).status_code == 422
    assert counts(coded) == before


def test_somebody_in_two_schools_is_not_moved_by_a_guess(coded):
    with coded.app.app_context(), write() as session:
        person = session.scalars(select(Person).where(Person.username == coded.people["gv"])).one()
        third = add_unit(
            session, kind="school", name="TH Ba", parent=session.get_one(Unit, coded.commune.id), code="T3"
        )
        give_role(session, person, session.get_one(Unit, coded.other.id), "teacher")
        assert third.code
    preview = shown(coded.client("admin"), workbook(people=[(coded.people["gv"], "gv", "giáo viên", "T3", "", "")]))
    assert faults(preview) == [("Người", 2)]
    assert "trang Người" in preview["faults"][0]["vi"]
