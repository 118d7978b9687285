"""Units and people from a workbook: every change is shown first, then all are made or none."""

from datetime import date
from urllib.parse import quote

import pytest
from sqlalchemy import func, select

from server.models.audit import AuditEntry
from server.models.org import Person, Role, Unit
from server.org.people import add_person, add_unit
from server.platform.clock import day_of, today
from server.platform.database import read, write
from server.platform.workbook_limits import TYPE
from tests.imports.workbooks import opened, workbook
from tests.village import SAME_ORIGIN, Client

pytestmark = pytest.mark.slow


def bring(client: Client, data: bytes, name: str = "Danh sách.xlsx"):
    headers = SAME_ORIGIN | {"X-Account": client.account, "Content-Type": TYPE, "X-File-Name": quote(name)}
    return client.http.post("/api/import", data=data, headers=headers)


def shown(client: Client, data: bytes) -> dict:
    answer = bring(client, data)
    assert answer.status_code == 201, answer.text
    return answer.json


def apply(client: Client, id_: str):
    return client.post(f"/api/import/{id_}/apply", {})


def counts(coded) -> tuple[int, ...]:
    with coded.app.app_context(), read() as session:
        tables = (Unit, Person, Role, AuditEntry)
        return tuple(session.scalar(select(func.count()).select_from(table)) for table in tables)


def faults(preview: dict) -> list[tuple[str, int]]:
    return [(fault["sheet"], fault["row"]) for fault in preview["faults"]]


UNITS = [
    ("DT-1", "Điểm Nậm Pan", "điểm trường", "", "T9"),
    ("T9", "TH Nậm Pan", "trường", "TH", "X"),
    ("T1", "Tiểu học Sín Thầu", "", "TH", "X"),
]
PEOPLE = [
    ("", "Nguyễn Thị Lan", "giáo viên", "T9", date(2026, 9, 1), ""),
    ("", "Nguyễn Thị Lan", "hiệu trưởng", "T1", "", ""),
    ("lo.van.an", "Lò Văn An", "hiệu trưởng", "T9", "01/09/2026", ""),
]


def test_everything_is_shown_then_done_at_once(coded_on_each):
    coded = coded_on_each
    admin = coded.client("admin")
    before = counts(coded)
    preview = shown(admin, workbook(UNITS, PEOPLE))
    assert preview["faults"] == []
    assert counts(coded) == before
    told = [(change["do"], change["title"], change.get("now") or change["kind"]) for change in preview["changes"]]
    assert told == [
        ("unit.create", "TH Nậm Pan", "school"),
        ("unit.rename", "Tiểu học Sín Thầu", "Tiểu học Sín Thầu"),
        ("unit.level", "Tiểu học Sín Thầu", "TH"),
        ("unit.create", "Điểm Nậm Pan", "site"),
        ("person.create", "Nguyễn Thị Lan", "nguyenthilan"),
        ("person.create", "Nguyễn Thị Lan", "nguyenthilan2"),
        ("person.create", "Lò Văn An", "lo.van.an"),
    ]
    done = apply(admin, preview["id"])
    assert done.status_code == 200, done.text
    assert done.json["applied"]
    assert sum("account" in change for change in done.json["changes"]) == 3
    with coded.app.app_context(), read() as session:
        school = session.scalars(select(Unit).where(Unit.code == "T9")).one()
        site = session.scalars(select(Unit).where(Unit.code == "DT-1")).one()
        renamed = session.scalars(select(Unit).where(Unit.code == "T1")).one()
        assert (site.parent, school.parent) == (school.id, coded.commune.id)
        assert (renamed.name, renamed.aliases) == ("Tiểu học Sín Thầu", ["TH Sín Thầu"])
        lan = session.scalars(select(Person).where(Person.username == "nguyenthilan")).one()
        [role] = session.scalars(select(Role).where(Role.person == lan.id))
        assert (role.unit, role.role, lan.password) == (school.id, "teacher", None)
        audited = session.scalars(select(AuditEntry.action)).all()
    assert {"import.apply", "unit.create", "unit.change", "person.create"} <= set(audited)
    assert apply(admin, preview["id"]).json["applied"] == done.json["applied"]
    again = shown(admin, workbook(UNITS, PEOPLE))
    assert (again["changes"], again["faults"]) == ([], [])


def test_people_move_are_renamed_get_roles_and_end(coded):
    admin, username = coded.client("so"), coded.people["gv"]
    rows = [
        (username, "Gv Mới", "giáo viên", "T2", "", ""),
        (coded.people["gvb"], "gvb", "giáo viên", "T1", "", date(2027, 6, 1)),
    ]
    preview = shown(admin, workbook(people=rows))
    assert [change["do"] for change in preview["changes"]] == ["person.name", "role.transfer", "role.end"]
    assert (preview["changes"][1]["was"], preview["changes"][1]["now"]) == ("TH Sín Thầu", "TH Tủa Thàng")
    assert apply(admin, preview["id"]).json["applied"]
    gv = coded.client("gv")
    assert [role["unit"] for role in gv.get("/api/session").json["roles"]] == [coded.other.id]
    with coded.app.app_context(), read() as session:
        gvb = session.scalars(select(Person).where(Person.username == coded.people["gvb"])).one()
        assert session.scalars(select(Role.until).where(Role.person == gvb.id)).one().year == 2027


def test_what_it_builds_on_has_changed_so_it_is_made_again(coded):
    admin = coded.client("admin")
    preview = shown(admin, workbook(people=[("", "Nguyễn Thị Lan", "giáo viên", "T1", "", "")]))
    with coded.app.app_context(), write() as session:
        add_person(session, username="nguyenthilan", name="Người khác")
    before = counts(coded)
    again = apply(admin, preview["id"]).json
    assert (again["again"], again["applied"]) == (True, None)
    assert [change["now"] for change in again["changes"]] == ["nguyenthilan2"]
    assert counts(coded) == before
    assert apply(admin, preview["id"]).json["applied"]


def test_what_became_wrong_meanwhile_is_told_and_nothing_is_done(coded):
    admin = coded.client("admin")
    preview = shown(admin, workbook([("T9", "TH Nậm Pan", "trường", "TH", "X")]))
    with coded.app.app_context(), write() as session:
        parent = session.get_one(Unit, coded.commune.id)
        add_unit(session, kind="school", name="TH Nậm Pan", parent=parent, code="T8")
    again = apply(admin, preview["id"]).json
    assert again["again"]
    assert faults(again) == [("Đơn vị", 2)]
    refused = apply(admin, preview["id"])
    assert (refused.status_code, refused.json["code"]) == (422, "invalid")


def test_nobody_raises_their_own_rights(coded):
    names = {name: coded.people[name] for name in ("ht", "gv", "xa", "so")}
    asked = {
        "ht": [
            ("", "Hiệu Trưởng Hai", "hiệu trưởng", "T1", "", ""),
            ("", "Người Trường Khác", "giáo viên", "T2", "", ""),
            (names["ht"], "ht", "giáo viên", "T1", "", ""),
            (coded.people["gv2"], "gv2", "giáo viên", "T1", "", ""),
            (names["so"], "so", "giáo viên", "T1", "", ""),
        ],
        "xa": [("", "Cán Bộ", "cán bộ xã", "X", "", ""), ("", "Ai Đó", "hiệu trưởng", "T2", "", "")],
        "so": [("", "Chuyên Viên", "chuyên viên Sở", "P", "", ""), (names["so"], "so", "quản trị", "P", "", "")],
    }
    for name, rows in asked.items():
        preview = shown(coded.client(name), workbook(people=rows))
        assert preview["changes"] == [], name
        assert [fault["row"] for fault in preview["faults"]] == [n + 2 for n in range(len(rows))], name
    assert bring(coded.client("gv"), workbook(people=PEOPLE)).status_code == 403
    units = shown(coded.client("ht"), workbook([("T1", "Tên Mới", "", "", "X"), ("T9", "Mới", "trường", "", "X")]))
    assert [fault["row"] for fault in units["faults"]] == [2, 3]
    mine = shown(coded.client("ht"), workbook(people=[("", "Giáo Viên Mới", "giáo viên", "T1", "", "")]))
    assert mine["faults"] == []
    assert apply(coded.client("so"), mine["id"]).status_code == 404
    assert apply(coded.client("ht"), mine["id"]).json["applied"]


def test_the_template_comes_back_empty_and_without_a_fault(coded):
    admin = coded.client("admin")
    answer = admin.get("/api/import/template")
    assert answer.mimetype == TYPE
    book = opened(answer.data)
    assert [cell.value for cell in book.worksheets[0][1]][0] == "Mã đơn vị / Unit code"
    preview = shown(admin, answer.data)
    assert (preview["changes"], preview["faults"]) == ([], [])


def test_a_unit_moves_with_all_below_it(coded):
    admin = coded.client("admin")
    preview = shown(admin, workbook([("T2", "TH Tủa Thàng", "", "", "X")]))
    [change] = preview["changes"]
    assert (change["do"], change["was"], change["now"]) == ("unit.move", "Tủa Thàng", "Sín Thầu")
    assert apply(admin, preview["id"]).json["applied"]
    with coded.app.app_context(), read() as session:
        moved = session.get_one(Unit, coded.other.id)
        [site] = session.scalars(select(Unit).where(Unit.parent == moved.id))
        assert (moved.parent, moved.reports_to) == (coded.commune.id, coded.commune.id)
        assert site.path == f"{moved.path}{site.id}/"


def test_a_unit_begins_on_the_day_in_its_row_or_today(coded):
    def begins():
        with coded.app.app_context(), read() as session:
            found = session.execute(select(Unit.code, Unit.begins).where(Unit.code.in_(("T7", "T8", "T1")))).all()
            return {code: day_of(moment) if moment else None for code, moment in found}

    admin = coded.client("admin")
    rows = [("T7", "TH số 7", "trường", "", "X", "01/09/2026"), ("T8", "TH số 8", "trường", "", "X")]
    first = workbook(rows)
    assert apply(admin, shown(admin, first)["id"]).status_code == 200
    assert begins() == {"T1": None, "T7": date(2026, 9, 1), "T8": today()}
    assert shown(admin, first)["changes"] == []
    again = shown(admin, workbook([(*rows[0][:5], date(2026, 10, 5))]))
    assert [(one["do"], one["was"], one["now"]) for one in again["changes"]] == [
        ("unit.begins", "2026-09-01", "2026-10-05")
    ]
    assert apply(admin, again["id"]).status_code == 200
    assert begins()["T7"] == date(2026, 10, 5)
