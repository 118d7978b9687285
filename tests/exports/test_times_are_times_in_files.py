"""Times are times in a workbook, as they are read in a CSV for Excel, and as Central writes them in CSV."""

import csv
import json
from datetime import date, datetime, time
from io import BytesIO, StringIO

import openpyxl
import pytest

from server.exports.cell_values import value
from server.exports.notation import Notation
from server.exports.records_csv_excel import cell
from sync.registers import Field
from tests.exports.clerk import Clerk
from tests.imports.records.importer import Importer
from tests.village import DAY

CAME = {"id": "r1", "came": "06:45", "gone": "2026-10-05T16:30", "card": "007"}
ANSWERS = {"note": "A", "day": DAY, "opens": "14:30", "held": "2026-11-30T00:15", "tag": "0089345", "late": "Mưa"}
ANSWERS |= {"guests": [CAME]}


@pytest.fixture
def gate(gatehouse, tmp_path, monkeypatch):
    monkeypatch.setitem(gatehouse.app.config, "EXPORTS", str(tmp_path / "exports"))
    gv = gatehouse.client("gv")
    outcome = gv.do(gv.put(form="visit@1", set=ANSWERS, then="submit"))
    assert "refused" not in outcome, outcome
    return gatehouse


def rows_of(sheet, head):
    lines = [*sheet.iter_rows()]
    at = next(at for at, line in enumerate(lines) if any(one.value == head for one in line))
    heads = [one.value for one in lines[at]]
    return [dict(zip(heads, line, strict=True)) for line in lines[at + 1 :]]


def test_a_workbook_holds_times_that_excel_reckons_with(gate):
    book = openpyxl.load_workbook(
        BytesIO(Clerk(gate).make(kind="records", format="xlsx", register="visit", status="submitted"))
    )
    first = rows_of(book.worksheets[0], "Giờ mở cổng")[0]
    assert (first["Giờ mở cổng"].value, first["Giờ mở cổng"].number_format) == (time(14, 30), "hh:mm")
    assert first["Họp lúc"].value == datetime(2026, 11, 30, 0, 15)
    assert first["Họp lúc"].number_format == "dd/mm/yyyy hh:mm"
    assert (first["Mã vạch"].value, first["Mã vạch"].data_type) == ("0089345", "s")
    guest = rows_of(book.worksheets[1], "Đến lúc")[0]
    assert [guest[head].value for head in ("Đến lúc", "Về lúc", "Số thẻ")] == [
        time(6, 45),
        datetime(2026, 10, 5, 16, 30),
        "007",
    ]


def test_a_csv_for_excel_shows_them_and_centrals_has_their_zone(gate):
    clerk = Clerk(gate)
    shown = clerk.make(kind="records", format="csv_excel", register="visit", status="submitted").decode("utf-16")
    assert all(one in shown for one in ('"=""14:30"""', '"=""30/11/2026 00:15"""', '"=""0089345"""'))
    plain = clerk.make(kind="records", format="csv", register="visit", status="submitted").decode("utf-8-sig")
    [line] = csv.DictReader(StringIO(plain))
    assert line["opens"] == "14:30:00.000+07:00"
    assert line["held"] == "2026-11-30T00:15:00.000+07:00"
    assert json.loads(line["guests"]) == [CAME]
    [row] = json.loads(clerk.make(kind="records", format="json", register="visit", status="submitted"))
    assert row["data"] == ANSWERS


@pytest.mark.parametrize("format_", ["xlsx", "csv"])
def test_what_went_out_comes_in_again(gate, format_):
    made = Clerk(gate).make(kind="records", format=format_, register="visit", status="submitted")
    desk = Importer(gate.client("so"))
    assert desk.upload(made, f"a.{format_}").status_code == 201
    sheets = desk.client.get(f"/api/record-imports/{desk.id}").json["sheets"]
    mapping = desk.propose("visit", header=sheets[0]["header"])
    mapping["unit_column"] = 1
    if format_ == "csv":
        heads = made.decode("utf-8-sig").splitlines()[0].split(",")
        names = ("note", "day", "opens", "held", "tag")
        mapping["fields"] = [{"field": name, "column": heads.index(name)} for name in names]
        mapping["unit_column"] = heads.index("unit")
    assert desk.map(mapping).status_code == 200
    [row] = [one for one in desk.rows() if one["set"]]
    assert row["faults"] == []
    assert {name: row["set"][name] for name in ("opens", "held", "tag")} == {
        name: ANSWERS[name] for name in ("opens", "held", "tag")
    }


def field(kind):
    return Field(name="f", type=kind, label={"vi": "F", "en": "F"})


@pytest.mark.parametrize(
    ("kind", "raw", "text"),
    [
        ("time", "00:00", "00:00"),
        ("datetime", "0001-01-01T00:00", "01/01/0001 00:00"),
        ("date", "0987-01-01", "01/01/0987"),
        ("datetime", "9999-12-31T23:59", "31/12/9999 23:59"),
    ],
)
def test_the_first_and_the_last_moment_are_written(kind, raw, text):
    assert cell(value(field(kind), raw, {}, Notation(), "vi")) == f'="{text}"'


def test_what_an_older_version_kept_otherwise_stays_a_text():
    assert value(field("time"), "sáng", {}, Notation(), "vi") == "sáng"
    assert value(field("date"), "2026-10-05", {}, Notation(), "vi") == date(2026, 10, 5)
