"""Files for Excel and Word, opened again cell by cell: what people wrote stays text, numbers are numbers."""

import csv
import io
from datetime import datetime

import docx
import openpyxl
import pytest

from server.exports import steps
from server.exports.records_csv import guarded

pytestmark = pytest.mark.slow

YEAR = "2026-2027"
EVIL = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\tTab", "\rCR", "'dấu nháy", '=HYPERLINK("http://a")']
# Full-width and small signs are the plain ones to a spreadsheet whose input is East Asian; blanks may be cut off.
EVIL += ["＝1+1", "＋1", "－1", "＠SUM(A1)", "﹢1", "﹣1", "﹦1", "﹫A", "−1", " =1+1"]
EVIL += ["\u00a0＝1", "\u3000@A", "\u200b=1", "\n=1"]


def write_some(village, notes=("Vườn rau",), **more):
    author = village.client("gv")
    for number, note in enumerate(notes):
        values = {"note": note, "n": number + 1, "m": 104147, "dec": 2.5, "day": "2026-10-05", "pick": "b", **more}
        assert "refused" not in author.do(author.put(set=values, then="submit"))


def cells(data, sheet=0):
    book = openpyxl.load_workbook(io.BytesIO(data))
    return book.worksheets[sheet]


def find(sheet, text):
    return next(cell for row in sheet.iter_rows() for cell in row if cell.value == text)


def column(sheet, head):
    top = find(sheet, head)
    return [sheet.cell(row, top.column) for row in range(top.row + 1, sheet.max_row + 1)]


def test_numbers_are_numbers_and_days_are_days(village, clerk):
    write_some(village, ["Một", "Hai"])
    sheet = cells(clerk.make(kind="records", format="xlsx", register="probe_direct", period=YEAR, status="submitted"))
    assert [cell.value for cell in column(sheet, "Ghi chú")[:2]] == ["Một", "Hai"]
    assert [(cell.value, cell.data_type) for cell in column(sheet, "Tử số")[:2]] == [(1, "n"), (2, "n")]
    assert column(sheet, "Số thập phân")[0].value == 2.5
    day = column(sheet, "Ngày")[0]
    assert (day.value, day.number_format) == (datetime(2026, 10, 5), "dd/mm/yyyy")
    assert column(sheet, "Chọn một")[0].value == "Hai"
    assert find(sheet, "Tổng cộng").row == find(sheet, "Một").row + 2


def test_no_text_becomes_a_formula(village, clerk):
    write_some(village, EVIL)
    data = clerk.make(kind="records", format="xlsx", register="probe_direct", status="submitted")
    found = {cell.value for cell in column(cells(data), "Ghi chú")}
    for text in EVIL:
        assert any(value and text.strip() in value for value in found), text
    for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets:
        assert not [c for row in sheet.iter_rows() for c in row if c.data_type == "f" or c.hyperlink]


def test_csv_is_what_central_gives_and_its_guard_can_be_taken_away_again(village, clerk):
    write_some(village, EVIL)
    data = clerk.make(kind="records", format="csv", register="probe_direct")
    assert data.startswith(b"\xef\xbb\xbf")
    lines = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    central = ["KEY", "SubmissionDate", "SubmitterName", "ReviewState", "FormVersion", "DeviceID", "Edits"]
    assert list(lines[0])[:8] == [*central, "schoolState"]
    assert {line["SubmitterName"] for line in lines} == {"gv"}
    assert all(line["SubmissionDate"].endswith("Z") and line["Edits"] == "0" for line in lines)
    notes = [line["note"] for line in lines]
    assert all(note.startswith("'") for note in notes if note.strip("'"))
    kept = [one["data"]["note"] for one in village.client("so").get("/api/records?sort=created").json["records"]]
    assert [note.removeprefix("'") if note.startswith("'") else note for note in notes] == kept


@pytest.mark.parametrize("text", [*EVIL, "", "bình thường", "''", "a=b"])
def test_the_guard_loses_nothing(text):
    safe = guarded(text)
    assert (safe[1:] if safe.startswith("'") else safe) == text
    assert guarded(-5) == -5


def test_figures_have_merged_headings_and_a_total_that_is_no_sum_of_shares(village, clerk):
    write_some(village, ["Một", "Hai"])
    officer = village.client("so")
    live = officer.get(f"/api/figures?register=probe_direct&period={YEAR}&status=submitted").json
    data = clerk.make(kind="figures", format="xlsx", register="probe_direct", period=YEAR, status="submitted")
    sheet = openpyxl.load_workbook(io.BytesIO(data), data_only=True).worksheets[0]
    total = [cell.value for cell in sheet[find(sheet, "Tổng cộng").row]][2:]
    expected = []
    for measure in live["measures"]:
        names = ("n", "d", "value") if measure["kind"] == "ratio" else ("value",)
        expected += [measure["total"][name] for name in names]
    assert total[: len(expected)] == pytest.approx(expected, rel=1e-14)
    assert any(area.max_col > area.min_col for area in sheet.merged_cells.ranges)
    assert find(sheet, "NGƯỜI LẬP BIỂU")


@pytest.mark.slow
def test_a_workbook_of_frozen_figures_gives_the_frozen_ones(village, clerk):
    write_some(village, ["Một"])
    body = {"title": "Sơ kết", "unit": village.province.id, "period": YEAR, "registers": ["probe_direct"]}
    frozen = village.client("so").post("/api/snapshots", body).json
    wanted = {"kind": "figures", "format": "xlsx", "snapshot": frozen["id"]}
    before = cells(clerk.make(**wanted))
    write_some(village, ["Hai"])
    after = cells(clerk.make(**wanted))
    rows = [[[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in (before, after)]
    assert rows[0] == rows[1]
    code = f"Sơ kết (mã kiểm tra {frozen['sha256'][:12]})"
    assert any(cell.value and code in str(cell.value) for row in before.iter_rows() for cell in row)
    paper = docx.Document(io.BytesIO(clerk.make(**wanted | {"kind": "report", "format": "docx"})))
    assert any(code in paragraph.text for paragraph in paper.paragraphs)


def test_the_index_of_evidence_names_each_record(village, clerk):
    write_some(village, ["Một", "Hai"])
    sheet = cells(clerk.make(kind="evidence", format="xlsx", period=YEAR, status="submitted"))
    assert [cell.value for cell in column(sheet, "Tên minh chứng")[:2]] == ["Một", "Hai"]


def test_everybody_gets_what_they_may_read_and_only_their_own_files(village, clerk):
    write_some(village, ["Của trường"])
    far = village.client("gv2")
    far.do(far.put(set={"note": "Nơi khác", "n": 1, "day": "2026-10-05"}, then="submit"))
    wanted = {"kind": "records", "format": "json", "register": "probe_direct"}
    mine = clerk.order("ht", **wanted)
    clerk.work()
    shown = clerk.fetch(mine, "ht").decode()
    assert "Của trường" in shown
    assert "Nơi khác" not in shown
    assert village.client("so").get(f"/api/exports/{mine}").status_code == 404
    assert village.client("so").get(f"/api/exports/{mine}/file").status_code == 404
    refused = village.client("ht").post("/api/exports", wanted | {"unit": village.province.id})
    assert refused.status_code == 403


def test_what_one_may_no_longer_read_is_not_written(village, clerk):
    from sqlalchemy import update

    from server.models.org import Role
    from server.platform.clock import now
    from server.platform.database import write

    leader = village.client("ht")
    id_ = leader.post("/api/exports", {"kind": "records", "format": "csv", "register": "probe_direct"}).json["id"]
    with village.app.app_context(), write() as session:
        session.execute(update(Role).where(Role.person == leader.account).values(until=now()))
    clerk.work()
    shown = leader.get(f"/api/exports/{id_}").json
    assert (shown["state"], shown["fault"]) == ("failed", "forbidden")


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"kind": "records", "format": "xlsx"},
        {"kind": "records", "format": "docx", "register": "probe_direct"},
        {"kind": "figures", "format": "xlsx"},
        {"kind": "figures", "format": "xlsx", "period": "0202"},
        {"kind": "records", "format": "csv", "register": "không có"},
        {"kind": ["records"], "format": {"a": 1}, "register": 7},
        {"kind": "evidence", "format": "xlsx", "unit": "x"},
        {"kind": "evidence", "format": "xlsx", "else": "x"},
    ],
)
def test_orders_that_make_no_sense_are_refused(village, clerk, wrong):
    assert village.client("so").post("/api/exports", wrong).status_code == 400


def test_files_are_gone_after_seven_days(village, clerk):
    from datetime import timedelta

    from sqlalchemy import update

    from server.models.jobs import ExportJob
    from server.platform.clock import now
    from server.platform.database import write

    id_ = clerk.order(kind="evidence", format="xlsx")
    clerk.work()
    with village.app.app_context():
        assert steps.purge(clerk.store) == 0
        with write() as session:
            session.execute(update(ExportJob).values(expires=now() - timedelta(seconds=1)))
        assert steps.purge(clerk.store) == 1
    assert list(clerk.store.folder.iterdir()) == []
    assert village.client("so").get(f"/api/exports/{id_}").status_code == 404


def test_files_may_be_kept_in_the_database(village, clerk):
    village.app.config["EXPORTS"] = "database"
    write_some(village, ["Một"])
    data = clerk.make(kind="records", format="csv", register="probe_direct")
    assert "Một" in data.decode()
    assert not list(clerk.store.folder.glob("*.csv"))
