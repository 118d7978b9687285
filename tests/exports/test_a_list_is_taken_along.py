"""Lists become workbooks as they stand on the screen: who has not reported, and the queue."""

from datetime import date, timedelta

from sqlalchemy import select

from server.models.audit import AuditEntry
from server.platform.clock import today
from server.platform.database import read
from server.platform.workbook import read_sheets
from tests.figures.test_who_has_not_reported import ADDRESS, due, report
from tests.village import Village


def lines(answer):
    """The lines of the table in the workbook's only sheet, below its heads."""
    assert answer.status_code == 200, answer.text
    [sheet] = read_sheets(answer.data)
    rows = [row.cells for row in sheet.rows]
    return rows[next(at for at, cells in enumerate(rows) if cells[0] == "STT") + 1 :]


def saved_as(answer):
    return answer.headers["Content-Disposition"].split('filename="')[1].split('"')[0]


def test_who_has_not_reported_is_listed_with_who_answers_for_it(village: Village):
    due(village, today() - timedelta(days=1))
    village.client("ht").sync()
    so, xa = village.client("so"), village.client("xa")
    found = so.get(ADDRESS).json
    assert [[one["name"] for one in row["people"]] for row in found["missing"]] == [["ht"], ["ht2"]]
    assert [row["people"][0]["seen"] is None for row in found["missing"]] == [False, True]
    answer = so.get(f"{ADDRESS}/file")
    table = lines(answer)
    assert [cells[1:4] for cells in table] == [
        ("Sín Thầu", "TH Sín Thầu", "ht"),
        ("Tủa Thàng", "TH Tủa Thàng", "ht2"),
    ]
    assert table[0][4].date() == today()
    assert saved_as(answer) == found["file"]
    assert found["file"].startswith("chua-nop-")
    assert found["file"].endswith(f"-2026-h2-dien-bien-{today()}.xlsx")
    assert len(lines(xa.get(f"{ADDRESS}/file?unit={village.commune.id}"))) == 1
    assert xa.get(f"{ADDRESS}/file?unit={village.province.id}").status_code == 403
    report(village.client("gv"))
    assert [cells[2] for cells in lines(so.get(f"{ADDRESS}/file"))] == ["TH Tủa Thàng"]


def test_the_queue_is_listed_as_it_is_filtered_and_sorted(village: Village):
    so, gv, xa = village.client("so"), village.client("gv"), village.client("xa")
    for n in (3, 5):
        gv.do(gv.put(set={"note": f"Ghi {n}", "day": "2026-10-05", "n": n, "pick": "a"}, then="submit"))
    away = village.client("gv2")
    away.do(away.put(set={"note": "Nơi khác", "day": "2026-10-06", "n": 1, "pick": "a"}, then="submit"))
    query = f"for=me&sort=since&unit={village.school.id}"
    listed = so.get(f"/api/records?{query}").json["records"]
    answer = so.get(f"/api/records/file?{query}")
    table = lines(answer)
    assert len(table) == len(listed) == 2
    assert {cells[2] for cells in table} == {"TH Sín Thầu"}
    assert [cells[4].date() for cells in table] == [date(2026, 10, 5)] * 2
    assert {(cells[6], cells[8]) for cells in table} == {("Đã gửi", "gv")}
    assert saved_as(answer) == f"cho-duyet-dien-bien-{today()}.xlsx"
    assert len(lines(so.get("/api/records/file?for=me"))) == 3
    assert len(lines(xa.get("/api/records/file"))) == 2, "only what one may see"
    assert so.get("/api/records/file?sort=nosuch").status_code == 400
    with village.app.app_context(), read() as session:
        made = list(session.scalars(select(AuditEntry).where(AuditEntry.action == "export.make")))
    assert [entry.details["rows"] for entry in made] == [2, 3, 2]
