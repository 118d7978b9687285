"""People, devices, the audit, a ranking and what stands behind a figure become workbooks, as the lists stand."""

from sqlalchemy import select

from server.exports.audit_texts import DEEDS
from server.models.audit import AuditEntry
from server.platform.database import read
from server.platform.workbook import read_sheets
from tests.village import Village


def table(answer):
    """The heads of the workbook's only sheet, and the lines below them."""
    assert answer.status_code == 200, answer.text
    [sheet] = read_sheets(answer.data)
    rows = [row.cells for row in sheet.rows]
    at = next(at for at, cells in enumerate(rows) if cells[0] in ("STT", "Hạng"))
    return rows[at], rows[at + 1 :]


def made(village):
    with village.app.app_context(), read() as session:
        entries = session.scalars(select(AuditEntry).where(AuditEntry.action == "export.make"))
        return [(entry.details["what"], entry.details["rows"]) for entry in entries]


def test_people_are_listed_with_their_roles(village: Village):
    so = village.client("so")
    listed = so.get("/api/people?role=leader").json["people"]
    heads, lines = table(so.get("/api/people/file?role=leader"))
    assert heads[1:3] == ("Họ và tên", "Tên đăng nhập")
    assert [line[1] for line in lines] == [person["name"] for person in listed]
    assert lines[0][3].startswith("Hiệu trưởng, BGH, ")
    assert village.client("gv").get("/api/people/file").status_code == 403
    assert so.get("/api/people/file?role=king").status_code == 400
    assert made(village) == [("people", len(listed))]


def test_devices_are_listed_a_line_each(village: Village):
    ht = village.client("ht")
    ht.sync(queue={"mutations": 3, "photos": 1})
    listed = ht.get("/api/devices").json["people"]
    _, lines = table(ht.get("/api/devices/file"))
    assert {line[1] for line in lines} == {person["name"] for person in listed}
    [own] = [line for line in lines if line[1] == "ht" and line[6] is not None]
    assert own[6:8] == (3, 1)
    assert village.client("gv").get("/api/devices/file").status_code == 403


def test_the_audit_is_listed_in_words(village: Village):
    so = village.client("so")
    gv = village.client("gv")
    gv.sync(gv.put(then="submit"))
    assert so.post("/api/clusters", {"name": "Cụm 1", "units": [village.school.id]}).status_code == 201
    so.get("/api/people/file")
    listed = so.get("/api/audit?limit=200").json["entries"]
    _, lines = table(so.get("/api/audit/file?limit=1&cursor=1.1"))
    assert [line[3] for line in lines] == [DEEDS[entry["what"]]["vi"] for entry in listed]
    assert [line[3] for line in lines] == ["xuất tệp", "thêm cụm", "ghi"]
    assert [line[2] for line in lines] == [entry["by"]["name"] if entry["by"] else None for entry in listed]
    assert village.client("gv").get("/api/audit/file").status_code == 403


def test_the_ranking_is_listed_by_rank(village: Village):
    so = village.client("so")
    cluster = so.post("/api/clusters", {"name": "Cụm 1", "units": [village.school.id, village.other.id]})
    assert cluster.status_code == 201, cluster.text
    [found] = cluster.json["clusters"]
    ranking = so.get(f"/api/clusters/{found['id']}/ranking")
    if ranking.status_code == 400:  # without a register of points there is no ranking
        assert so.get(f"/api/clusters/{found['id']}/ranking/file").status_code == 400
        return
    _, lines = table(so.get(f"/api/clusters/{found['id']}/ranking/file"))
    assert [line[1] for line in lines if line[1]] == [row["name"] for row in ranking.json["rows"]]


def test_behind_a_figure_each_line_says_what_it_adds_and_the_last_the_sum(village: Village):
    so, gv = village.client("so"), village.client("gv")
    for n in (3, 5):
        gv.do(gv.put(set={"note": f"Ghi {n}", "day": "2026-10-05", "n": n}, then="submit"))
    query = "register=probe_direct&measure=n&status=submitted&sort=-value"
    records = so.get(f"/api/records?{query}").json["records"]
    heads, lines = table(so.get(f"/api/records/file?{query}"))
    assert len(heads) == 10
    assert [line[9] for line in lines[:-1]] == [record["adds"]["value"] for record in records]
    assert (lines[-1][1], lines[-1][9]) == (
        f"Tổng cộng {len(records)} bản ghi",
        so.get(f"/api/records/sum?{query.replace('&sort=-value', '')}").json["value"],
    )
