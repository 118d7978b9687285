"""A list that is signed holds what counts in the figures, says so, and its total is the figure; nothing is cut."""

import csv
import io
import json

import openpyxl
import pytest

from server.exports import records_workbook
from server.records import year_sheet
from tests.exports.clerk import Clerk
from tests.exports.test_exported_files import YEAR, cells, column, find
from tests.figures.test_figures_add_up import approve, figures, totals
from tests.fixtures.applications import REGISTERS, open_app
from tests.village import Village

pytestmark = pytest.mark.slow

HIDES = """
show_when = { field = "pick", equals = "a" }

[[fields]]
name = "day\""""


@pytest.fixture
def place(sqlite_url, tmp_path):
    """With a register that asks for ``dec`` only where ``pick`` is a, and adds it up."""
    folder = tmp_path / "registers"
    folder.mkdir()
    text = (REGISTERS[1] / "probe_direct.1.toml").read_text()
    text = text.replace('\n[[fields]]\nname = "day"', HIDES)
    text += '\n[[measures]]\nkey = "dec"\nlabel = { vi = "Tổng", en = "Sum" }\nkind = "sum"\nfields = ["dec"]\n'
    (folder / "probe_direct.1.toml").write_text(text)
    with open_app(sqlite_url, REGISTERS=[REGISTERS[0], folder], EXPORTS=str(tmp_path / "exports")) as app:
        yield Village(app)


def write(place, n, do=None, **more):
    """A submitted record with the number ``n`` that is approved or rejected, or waits."""
    author, officer = place.client("gv"), place.client("so")
    put = author.put(set={"note": f"Số {n}", "n": n, "day": "2026-10-05", **more}, then="submit")
    if do == "approve":
        approve(officer, author, put)
    else:
        seen = author.do(put)["version"]
        if do == "reject":
            officer.sync(
                officer.mutation("reject", record=put["id"], base=seen, unit=put["unit"], text="Không đúng biểu")
            )
    return put["id"]


def total(sheet, head):
    return sheet.cell(find(sheet, "Tổng cộng").row, find(sheet, head).column).value


@pytest.mark.parametrize(
    ("asked", "says", "listed"),
    [
        ({}, "BIỂU THỬ GỬI THẲNG (đã duyệt)", [1]),
        ({"status": "submitted,rejected"}, "Trạng thái: đã gửi, không duyệt", [20, 300]),
    ],
    ids=["what counts", "what is chosen"],
)
def test_the_total_is_the_figure_of_the_statuses_that_the_list_names(place, asked, says, listed):
    write(place, 1, "approve")
    write(place, 20, "reject")
    write(place, 300)
    wanted = {"register": "probe_direct", "period": YEAR} | asked
    sheet = cells(Clerk(place).make(kind="records", format="xlsx", **wanted))
    assert find(sheet, says)
    assert sorted(cell.value for cell in column(sheet, "Tử số") if cell.data_type == "n" and cell.value)[:-1] == listed
    figure = totals(figures(place.client("so"), **wanted))["n"]["value"]
    assert total(sheet, "Tử số") == sum(listed) == figure


def test_the_index_of_evidence_holds_what_counts_and_says_so(place):
    write(place, 1, "approve")
    write(place, 20, "reject")
    sheet = cells(Clerk(place).make(kind="evidence", format="xlsx", period=YEAR))
    assert find(sheet, "Chỉ gồm bản được tính vào số liệu")
    assert [cell.value for cell in column(sheet, "Tên minh chứng") if cell.value] == ["Số 1"]


def test_what_a_form_hides_is_in_no_sum_no_list_and_no_csv_but_kept(place):
    record = write(place, 1, "approve", pick="b", dec=77.5)
    write(place, 2, "approve", pick="a", dec=0.1)
    write(place, 3, "approve", pick="a", dec=0.2)
    clerk, wanted = Clerk(place), {"kind": "records", "register": "probe_direct", "period": YEAR}
    sheet = cells(clerk.make(format="xlsx", **wanted))
    assert [cell.value for cell in column(sheet, "Số thập phân")][:3] == [None, 0.1, 0.2]
    figure = totals(figures(place.client("so"), register="probe_direct", period=YEAR))["dec"]["value"]
    assert total(sheet, "Số thập phân") == 0.3 == figure
    lines = csv.DictReader(io.StringIO(clerk.make(format="csv", **wanted).decode("utf-8-sig"), newline=""))
    assert [line["dec"] for line in lines] == ["", "0.1", "0.2"]
    first = json.loads(clerk.make(format="json", **wanted))[0]
    assert ("dec" in first["data"], first["hidden"]) == (False, {"dec": 77.5})
    assert place.client("gv").read(record)["data"]["dec"] == 77.5


def test_behind_a_figure_stand_the_records_whose_form_shows_it(place):
    write(place, 1, "approve", pick="b", dec=77.5)
    shown = write(place, 2, "approve", pick="a", dec=0.1)
    officer = place.client("so")
    found = officer.get("/api/records?register=probe_direct&status=approved&measure=dec").json["records"]
    assert [record["id"] for record in found] == [shown]


def test_rows_that_fill_a_sheet_go_on_in_the_next(place, monkeypatch):
    monkeypatch.setattr(records_workbook, "MOST_ROWS", 3)
    rows = [{"id": str(n), "name": f"Dòng {n}", "count": n} for n in range(7)]
    write(place, 1, "approve", rows=rows)
    data = Clerk(place).make(kind="records", format="xlsx", register="probe_direct", period=YEAR)
    book = openpyxl.load_workbook(io.BytesIO(data))
    found = [cell.value for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert [one for one in found if str(one).startswith("Dòng")] == [row["name"] for row in rows]


def test_a_year_holds_all_that_counts_however_much_it_is(place, monkeypatch):
    monkeypatch.setattr(year_sheet, "PAGE", 2)
    for n in range(1, 6):
        write(place, n, "approve")
    write(place, 700, "reject")
    write(place, 900)
    leader = place.client("ht")

    def sheet(**asked):
        query = "&".join(f"{name}={value}" for name, value in ({"year": YEAR} | asked).items())
        return cells(leader.get(f"/api/years/{leader.unit}?{query}").data)

    counting = sheet()
    assert find(counting, "Chỉ gồm bản được tính vào số liệu")
    assert [counting.cell(find(counting, head).row, 4).value for head in ("Số bản ghi", "Tử số")] == [5, 15]
    rejected = sheet(status="rejected")
    assert find(rejected, "Trạng thái: không duyệt")
    assert [rejected.cell(find(rejected, head).row, 4).value for head in ("Số bản ghi", "Tử số")] == [1, 700]
