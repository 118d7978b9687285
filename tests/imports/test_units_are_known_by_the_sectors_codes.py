"""The codes of the sector's database come in by our code or by name and commune, and leave with ours beside them."""

import csv
from io import StringIO

import pytest
from openpyxl import Workbook
from sqlalchemy import select

from server.access.viewer import viewer_of
from server.imports.records.unit_search import UnitSearch
from server.models.audit import AuditEntry
from server.models.org import Unit
from server.org.people import add_unit
from server.platform.database import read, write
from tests.imports.test_import_changes_all_or_nothing import apply, bring, faults, shown
from tests.imports.workbooks import opened, saved
from tests.odk.asking import DIRECT, Tool, send

HEAD = ("Mã đơn vị", "Tên trường", "Xã", "Mã CSDL ngành")


def table(*rows: tuple, head: tuple = HEAD) -> bytes:
    """An .xlsx file with these rows alone."""
    book = Workbook()
    for row in (head, *rows):
        book.active.append(row)
    return saved(book)


def sector_codes(village) -> dict[str, str | None]:
    with village.app.app_context(), read() as session:
        return dict(session.execute(select(Unit.name, Unit.sector_code).where(Unit.kind == "school")).all())


def audited(village) -> list[dict]:
    with village.app.app_context(), read() as session:
        found = session.scalars(select(AuditEntry).where(AuditEntry.action == "unit.change"))
        return [entry.details["now"] for entry in found if "now" in entry.details]


def test_they_are_shown_then_set_at_once_and_once(coded_on_each):
    village = coded_on_each
    so = village.client("so")
    school, other = village.school.name, village.other.name
    named = f"Trường {school.replace('TH ', 'Tiểu học ')}"
    data = table(("", named, f"Xã {village.commune.name}", "01100317"), ("T2", "", "", 1100318))
    preview = shown(so, data)
    assert preview["faults"] == []
    assert [(one["do"], one["title"], one["was"], one["now"]) for one in preview["changes"]] == [
        ("unit.sector_code", school, None, "01100317"),
        ("unit.sector_code", other, None, "1100318"),
    ]
    assert sector_codes(village) == {school: None, other: None}
    assert apply(so, preview["id"]).json["applied"]
    assert sector_codes(village) == {school: "01100317", other: "1100318"}
    assert audited(village) == [{"sector_code": "01100317"}, {"sector_code": "1100318"}]
    again = shown(so, data)
    assert (again["changes"], again["faults"]) == ([], [])
    listed = {unit["name"]: unit["sector_code"] for unit in so.get("/api/units").json["units"]}
    assert listed[school] == "01100317"
    assert [unit["name"] for unit in so.get("/api/units?q=01100317").json["units"]] == [school]


def test_csv_does_as_well(coded):
    so = coded.client("so")
    for separator in (",", ";", "\t"):
        text = "\n".join(separator.join(row) for row in (HEAD[:1] + HEAD[3:], ("T1", "0110")))
        assert [one["now"] for one in shown(so, text.encode("utf-8-sig"))["changes"]] == ["0110"]


WRONG = {
    "no such name": (("", "TH Không Có", "{commune}", "1"), 2),
    "no such commune": (("", "TH Sín Thầu", "Xã Không Có", "1"), 2),
    "a name without a commune": (("", "TH Sín Thầu", "", "1"), 2),
    "in another commune": (("T1", "", "Tủa Chùa", "1"), 2),
    "a code that another unit has": (("T1", "", "", "TAKEN"), 2),
    "letters that nobody sees": (("T1", "", "", "1\u200b1"), 2),
    "no such code": (("T77", "", "", "1"), 2),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_said_by_row_and_nothing_is_done(coded, name):
    row, at = WRONG[name]
    so = coded.client("so")
    with coded.app.app_context(), write() as session:
        session.get_one(Unit, coded.other.id).sector_code = "TAKEN"
        commune = add_unit(session, kind="commune", name="Tủa Chùa", parent=session.get_one(Unit, coded.province.id))
        assert commune.parent
    row = tuple(cell.format(commune=coded.commune.name) for cell in row)
    preview = shown(so, table(row))
    assert [fault[1] for fault in faults(preview)] == [at], preview
    assert apply(so, preview["id"]).status_code == 422
    assert sector_codes(coded)[coded.school.name] is None


def test_of_two_with_the_same_name_none_is_guessed_and_no_code_is_given_twice(coded):
    so = coded.client("so")
    with coded.app.app_context(), write() as session:
        add_unit(session, kind="school", name="Trường TH Sín Thầu", parent=session.get_one(Unit, coded.commune.id))
    preview = shown(so, table(("", "TH Sín Thầu", coded.commune.name, "1"), ("T1", "", "", "2"), ("T2", "", "", "2")))
    assert sorted(fault[1] for fault in faults(preview)) == [2, 4]
    assert "T1" in preview["faults"][0]["vi"]


def test_only_who_changes_units_may(coded):
    preview = shown(coded.client("xa"), table(("T1", "", "", "1")))
    assert (preview["changes"], len(preview["faults"])) == ([], 1)
    refused = coded.client("gv").get("/api/units/file")
    assert (refused.status_code, refused.json["code"]) == (403, "forbidden")


def test_at_the_desk_one_is_set_taken_away_and_never_given_twice(coded):
    so = coded.client("so")

    def patch(unit: str, code: str | None):
        version = so.get(f"/api/units/{unit}").json["version"]
        return so.send("PATCH", f"/api/units/{unit}", {"sector_code": code}, version)

    assert patch(coded.school.id, "11").json["sector_code"] == "11"
    assert patch(coded.other.id, "11").json["fields"] == {"sector_code": {"rule": "unique"}}
    assert patch(coded.school.id, None).json["sector_code"] is None
    assert patch(coded.other.id, "11").json["sector_code"] == "11"


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_what_leaves_comes_back_and_changes_nothing_but_what_was_changed(coded, form):
    so = coded.client("so")
    with coded.app.app_context(), write() as session:
        session.get_one(Unit, coded.other.id).sector_code = "0042"
        session.get_one(Unit, coded.other.id).aliases = ["-Tên cũ"]
        session.get_one(Unit, coded.school.id).code = None
    file = so.get(f"/api/units/file?format={form}")
    assert file.status_code == 200
    assert f".{form}" in file.headers["Content-Disposition"]
    back = bring(so, file.data, f"ve.{form}").json
    assert (back["changes"], back["faults"]) == ([], []), back
    if form == "csv":
        rows = list(csv.reader(StringIO(file.data.decode("utf-8-sig"))))
        assert [row[0] for row in rows if row[-1] == "0042"] == ["T2"]
        return
    book = opened(file.data)
    [row] = [row for row in book.active.iter_rows() if row[1].value == coded.school.name]
    assert row[-1].number_format == "@"
    row[-1].value = "0043"
    changed = bring(so, saved(book)).json
    assert [(one["do"], one["title"], one["now"]) for one in changed["changes"]] == [
        ("unit.sector_code", coded.school.name, "0043")
    ]
    assert apply(so, changed["id"]).json["applied"]
    assert sector_codes(coded)[coded.school.name] == "0043"


def test_records_leave_with_both_codes(coded):
    instance = send(coded)
    with coded.app.app_context(), write() as session:
        session.get_one(Unit, coded.school.id).sector_code = "0042"
    [row] = csv.DictReader(StringIO(Tool(coded).ask(f"{DIRECT}/submissions.csv").data.decode()))
    assert (row["KEY"], row["lantoa-unitCode"], row["lantoa-sectorCode"]) == (instance, "T1", "0042")


def test_a_file_that_makes_a_commune_may_name_it_for_its_schools(coded):
    head = ("Mã đơn vị", "Tên đơn vị", "Loại", "Cấp học", "Mã đơn vị cấp trên", "Thuộc xã, phường")
    rows = (("X9", "Xã Nậm Mới", "xã", "", "P", "Nậm Mới"), ("T9", "TH Nậm Mới", "trường", "TH", "X9", "Xã Nậm Mới"))
    preview = shown(coded.client("so"), table(*rows, head=head))
    assert preview["faults"] == []
    assert [one["do"] for one in preview["changes"]] == ["unit.create", "unit.create"]


def test_our_own_code_is_not_taken_for_another_units_in_the_sectors_database(coded):
    with coded.app.app_context(), write() as session:
        session.get_one(Unit, coded.school.id).sector_code = "T2"
    with coded.app.app_context(), read() as session:
        search = UnitSearch(session, viewer_of(session, coded.accounts["so"]), {})
        assert search.find("T2").id == coded.other.id
