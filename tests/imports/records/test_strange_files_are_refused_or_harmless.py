"""Whatever file is brought for records: a clear refusal in both languages or a preview, never an error of ours."""

from io import BytesIO

import pytest
import xlsxwriter
from openpyxl import load_workbook

from tests.imports.records.importer import HEAD, Importer, table
from tests.imports.test_import_refuses_hostile_files import unreadable

pytestmark = pytest.mark.slow


def test_files_that_cannot_be_opened_are_refused_with_their_reason(coded):
    desk = Importer(coded.client("so"))
    for name, data in unreadable().items():
        answer = desk.upload(data)
        assert (answer.status_code, answer.json["code"]) == (422, "unreadable"), name
        [fault] = answer.json["fields"]["file"]["faults"]
        assert fault["vi"], name
        assert fault["en"], name
    assert desk.client.get("/api/record-imports").json["imports"] == []


def test_of_fifty_thousand_rows_the_limit_is_said(coded):
    lines = "\r\n".join(f"T1;05/10/2026;Việc {n};1" for n in range(50_000))
    desk = Importer(coded.client("so"))
    answer = desk.upload(f"{';'.join(HEAD[:4])}\r\n{lines}".encode())
    assert "5000 dòng" in answer.json["fields"]["file"]["faults"][0]["vi"]
    uploaded = desk.upload(table(*[("T1", "05/10/2026", f"Việc {n}", 1) for n in range(6_000)], head=HEAD[:4]))
    assert "5000 dòng" in uploaded.json["sheets"][0]["fault"]["vi"]
    preview = desk.preview(table(*[("T1", "05/10/2026", f"Việc {n}", 1) for n in range(2_001)], head=HEAD[:4]))
    assert preview["fault"]["code"] == "many"
    assert preview["digest"] is None


def test_a_script_and_a_formula_stay_texts_there_and_back(coded):
    texts = ("<script>alert(1)</script>", '=HYPERLINK("http://x","y")', "+1+cmd|' /C calc'!A0", "'@SUM(A1)")
    rows = [("T1", "05/10/2026", "x", "nhiều"), *(("T1", "05/10/2026", text, 1) for text in texts)]

    def plain(sheet):
        for row in sheet.iter_rows(min_row=2, min_col=3, max_col=3):
            row[0].data_type = "s"

    desk = Importer(coded.client("so"))
    preview = desk.preview(table(*rows, head=HEAD[:4], change=plain))
    assert [row["set"]["note"] for row in desk.rows("new")] == list(texts)
    answer = desk.client.get(f"/api/record-imports/{preview['id']}/faults.xlsx")
    sheet = load_workbook(BytesIO(answer.data)).active
    assert [sheet.cell(row, 3).value for row in range(3, 7)] == list(texts)
    assert {sheet.cell(row, 3).data_type for row in range(3, 7)} == {"s"}
    assert "Không phải số" in sheet.cell(2, 5).value
    assert sheet.cell(2, 4).fill.fgColor.rgb == "FFF9D6D5"


@pytest.mark.parametrize(
    "change",
    [
        {"sheet": 7},
        {"register": "none"},
        {"fields": [{"field": "n", "column": -1}]},
        {"unit": "T1"},
        {"units": {"a": "b"}},
        {"skip": [0]},
        {"period": ["2026"]},
    ],
)
def test_a_mapping_that_fits_nothing_is_malformed(coded, change):
    desk = Importer(coded.client("so"))
    desk.upload(table(("T1", "05/10/2026", "Việc", 1), head=HEAD[:4]))
    assert desk.map(desk.propose("probe_direct") | change).json["code"] == "malformed"


@pytest.mark.parametrize("value", [{"a": 1}, [1], True, 5, "x", 2**53, None])
def test_any_fixed_value_is_an_answer_or_a_fault(coded, value):
    desk = Importer(coded.client("so"))
    desk.upload(table(("T1", "05/10/2026", "Việc", 1), head=HEAD[:4]))
    mapping = desk.propose("probe_direct")
    mapping["fields"] += [{"field": name, "value": value} for name in ("pick", "picks", "who", "rows", "yes", "dec")]
    answer = desk.map(mapping)
    assert answer.status_code == 200, answer.text
    assert answer.json["counts"]["new"] + answer.json["counts"]["faulty"] == 1


def test_columns_that_are_not_there_are_empty(coded):
    desk = Importer(coded.client("so"))
    desk.upload(table(("T1", "05/10/2026", "Việc", 1), head=HEAD[:4]))
    mapping = desk.propose("probe_direct") | {"unit_column": 900, "key_column": 901}
    assert desk.map(mapping).json["counts"]["faulty"] == 1


def test_letters_that_nobody_sees_reach_no_record(village):
    desk = Importer(village.client("so"))
    rows = [(village.school.name, "05/10/2026", "a_x0000_b", 1), (village.school.name, "05/10/2026", "Trồng rau", 1)]
    preview = desk.preview(table(*rows, head=("Trường", "Ngày", "Ghi chú_x0000_", "Tử số")))
    assert "\0" not in str(preview["sheets"])
    assert [row["faults"][0]["code"] for row in desk.rows("faulty")] == ["control"]
    digest = desk.map(preview["mapping"] | {"skip": [2]}).json["digest"]
    assert desk.apply(digest).json["applied"]


def test_a_formula_has_the_value_that_it_had(coded):
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for at, title in enumerate(HEAD[:4]):
            sheet.write(0, at, title)
        for at, cell in enumerate(("T1", "05/10/2026", "Trồng rau")):
            sheet.write(1, at, cell)
        sheet.write_formula(1, 3, "=6*7", None, 42)
    desk = Importer(coded.client("so"))
    desk.preview(out.getvalue())
    assert desk.rows()[0]["set"]["n"] == 42


def test_a_formula_that_no_program_has_worked_out_is_no_empty_cell(coded):
    desk = Importer(coded.client("so"))
    desk.preview(table(("T1", "05/10/2026", "Trồng rau", 7, "=D2+1"), head=HEAD[:5]))
    assert [(one["code"], one["column"]) for one in desk.rows()[0]["faults"]] == [("uncalculated", 4)]
