"""The CSV for Excel says in a spreadsheet set to Vietnamese what the records say: codes and days stay as they are
written, numbers are numbers with a decimal comma, and no cell runs. LibreOffice opens it here."""

from datetime import date

import openpyxl
import pytest

from server.exports.records_csv_excel import cell
from server.models.org import Unit
from server.platform.database import write
from tests.exports.clerk import Clerk
from tests.fixtures.office import converted
from tests.village import DAY

TAB, QUOTE, UTF_16, VIETNAMESE = 9, 34, 65535, 1066
READING = f"--infilter=CSV:{TAB},{QUOTE},{UTF_16},1,,{VIETNAMESE}"


def opened(path):
    """The cells of a CSV as LibreOffice, set to Vietnamese, reads them: rows of (value, kind)."""
    sheet = openpyxl.load_workbook(converted(path, "xlsx", READING), data_only=True).active
    return [[(one.value, one.data_type) for one in row] for row in sheet.iter_rows()]


TEXTS = (
    *(
        "03158",
        "3158",
        "007",
        "1/2",
        "5-10",
        "05/10/2026",
        "2026-10-05",
        "1E5",
        "1.5",
        "1,5",
        "12:30",
        "50%",
        "+84 912",
    ),
    *("-5", "(3)", "10 thg 5", "May 5", "TRUE", "1.000 đ", "12345678901234567890", "Sín Thầu", "Lớp 5", "3 con gà"),
    *("=1+1", "@SUM(A1)", "-cmd|' /C calc'!A0", "'tên", '"trích"', "dòng 1\ndòng 2", "a\tb", "a;b", "đ" * 400),
)


def written(folder, rows):
    path = folder / "cells.csv"
    lines = ["\t".join(f'"{text.replace(chr(34), chr(34) * 2)}"' for text in map(cell, row)) for row in rows]
    path.write_bytes(("\ufeff" + "\r\n".join(lines)).encode("utf-16-le"))
    return path


@pytest.mark.lengthy
def test_every_text_stays_and_every_number_is_one(tmp_path):
    numbers = [0, 7, -3, 1250, 1.25, -0.5, 1000000, 12.345]
    rows = [[text, number] for text, number in zip(TEXTS, numbers * 5, strict=False)]
    for [text, number], [(shown, kind), (value, of)] in zip(rows, opened(written(tmp_path, rows)), strict=True):
        assert kind == "s", (text, shown)
        guarded = text.startswith(("=", "@", "'", "-cmd"))
        assert shown == (f"'{text}" if guarded else text), text
        assert (value, of) == (number, "n")


def test_a_day_stays_a_day():
    assert cell(date(2026, 10, 5)) == '="05/10/2026"'
    assert cell(1.25) == "1,25"
    assert cell(None) == ""
    assert cell(12345678901234567) == '="12345678901234567"'


@pytest.mark.lengthy
def test_an_ordered_file_opens_cell_by_cell(village, tmp_path, monkeypatch):
    monkeypatch.setitem(village.app.config, "EXPORTS", str(tmp_path / "exports"))
    with village.app.app_context(), write() as session:
        session.get_one(Unit, village.school.id).code = "03158"
    gv = village.client("gv")
    answers = {"note": "007", "n": 950, "dec": 1.25, "day": DAY, "pick": "b", "picks": ["a", "c"], "yes": True}
    outcome = gv.do(gv.put(set=answers | {"big": "=1+1"}, then="submit"))
    assert "refused" not in outcome
    data = Clerk(village).make(kind="records", format="csv_excel", register="probe_direct")
    path = tmp_path / "danh-sach.csv"
    path.write_bytes(data)
    heads, row = opened(path)
    cells = {head: shown for (head, _), shown in zip(heads, row, strict=True)}
    assert cells["Mã đơn vị"] == ("03158", "s")
    assert cells["Đơn vị"] == ("TH Sín Thầu", "s")
    assert cells["Ghi chú"] == ("007", "s")
    assert cells["Ngày"] == ("05/10/2026", "s")
    assert cells["Tử số"] == (950, "n")
    assert cells["Số thập phân"] == (1.25, "n")
    assert cells["Chọn một"] == ("Hai", "s")
    assert cells["Chọn nhiều"] == ("Một; Ba", "s")
    assert cells["Có hay không"] == ("Có", "s")
    assert cells["Bài viết"] == ("'=1+1", "s")
