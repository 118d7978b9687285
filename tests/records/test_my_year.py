"""A teacher's and a school's year as an evidence sheet: their own records, results that may be added, nobody else's."""

import io

import openpyxl
import pytest

from tests.exports.test_exported_files import column, find, write_some
from tests.figures.test_a_cluster_sees_how_it_stands import self_score

YEAR = "2026-2027"


def sheet(answer):
    assert answer.status_code == 200, answer.text
    return openpyxl.load_workbook(io.BytesIO(answer.data)).worksheets[0]


@pytest.mark.lengthy
def test_a_teacher_gets_their_own_and_a_leader_the_schools(village):
    write_some(village, ["Của gv"])
    other = village.client("gvb")
    other.do(other.put(set={"note": "Của gvb", "n": 4, "day": "2026-11-02"}, then="submit"))
    other.do(other.put(set={"note": "Bản nháp", "n": 4, "day": "2026-11-02"}))
    teacher, leader = village.client("gv"), village.client("ht")
    mine = sheet(teacher.get(f"/api/years/{teacher.account}?year={YEAR}&status=submitted"))
    assert column(mine, "Tên minh chứng")[0].value == "Của gv"
    assert "Của gvb" not in [cell.value for row in mine.iter_rows() for cell in row]
    ours = sheet(leader.get(f"/api/years/{leader.unit}?year={YEAR}&status=submitted"))
    assert [cell.value for cell in column(ours, "Tên minh chứng")[:2]] == ["Của gv", "Của gvb"]
    assert "Bản nháp" not in [cell.value for row in ours.iter_rows() for cell in row]
    count = find(ours, "Số bản ghi")
    assert ours.cell(count.row, 4).value == 2
    assert find(ours, "NGƯỜI LẬP BIỂU")


def test_nobody_gets_a_colleagues_or_a_foreign_schools(village):
    teacher, far = village.client("gv"), village.client("gv2")
    assert teacher.get(f"/api/years/{far.account}").status_code == 404
    assert teacher.get(f"/api/years/{village.other.id}").status_code == 404
    assert teacher.get("/api/years/none").status_code == 404
    assert teacher.get(f"/api/years/{teacher.account}?year=0202").status_code == 400


def test_a_year_adds_the_numbers_of_events_that_no_condition_hides(village):
    write_some(village, ["Một", "Hai"], dec=0.1)
    teacher = village.client("gv")
    mine = sheet(teacher.get(f"/api/years/{teacher.account}?year={YEAR}&status=submitted"))
    assert [mine.cell(find(mine, label).row, 4).value for label in ("Tử số", "Số thập phân")] == [3, 0.2]


def test_having_nothing_to_report_is_no_evidence(sector):
    leader = sector.client("ht")
    nothing = {"title": "Sáng kiến", "about": "initiative", "of": YEAR}
    outcome = leader.do(leader.mutation("put", form="nil_answer@1", period="once", set=nothing, then="submit"))
    assert "refused" not in outcome, outcome
    self_score(sector, "ht")
    told = sheet(leader.get(f"/api/years/{leader.unit}?year={YEAR}&status=submitted,verified,approved"))
    said = [cell.value for row in told.iter_rows() for cell in row]
    assert "Bảng tiêu chí chấm điểm thi đua" in said
    assert nothing["title"] not in said
    assert told.cell(find(told, "Xếp loại").row, 4).value == "Hoàn thành tốt nhiệm vụ"
