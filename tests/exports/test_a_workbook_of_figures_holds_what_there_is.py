"""A workbook of figures has all measures, its sums as formulas, and what is missing apart, place by place."""

import openpyxl
import pytest

from server.exports import figures_workbook
from server.exports.figures_tables import WIDE, widest
from server.exports.notation import Notation
from tests.exports.test_exported_files import find

pytestmark = pytest.mark.slow

UNITS = {"a": "Xã A", "b": "Xã B"}


def measure(key, kind="sum", **total):
    rows = [
        {"key": unit, "label": name} | total | {"value": 1.5 if kind == "sum" else 0.5} for unit, name in UNITS.items()
    ]
    whole = {name: 2 * value for name, value in total.items()} | {"value": 3 if kind == "sum" else 0.5}
    label = {"vi": f"Chỉ tiêu {key}", "en": f"Measure {key}"}
    return {"key": key, "label": label, "kind": kind, "flow": "flow", "total": whole, "rows": {"unit": rows}}


def register(key, *measures, reported=1, missing=(), places=()):
    complete = {"kind": "school", "units": 485, "reported": reported, "unsent": 0}
    by = {"unit": {"vi": "Đơn vị", "en": "Unit"}}
    title = {"vi": f"Biểu {key}", "en": f"Register {key}"}
    return {
        "key": key,
        "title": title,
        "status": ["approved"],
        "complete": complete,
        "by": by,
        "missing": list(missing),
        "places": [list(each) for each in places],
        "measures": list(measures),
    }


def book(tmp_path, *registers, **how):
    content = {
        "as_of": "2026-01-01T00:00:00Z",
        "unit": {"id": "", "name": "Điện Biên", "kind": "province"},
        "period": {"key": "2026-2027", "starts": "2026-09-01", "ends": "2027-08-31"},
        "registers": list(registers),
    }
    figures_workbook.workbook(tmp_path / "figures.xlsx", content, Notation(), "vi")
    return openpyxl.load_workbook(tmp_path / "figures.xlsx", **how)


def texts(sheet):
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_no_measure_is_dropped_and_each_table_fits_a_page(tmp_path):
    sheet = book(tmp_path, register("a", *(measure(f"m{at}") for at in range(25)))).worksheets[0]
    assert [text for text in texts(sheet) if text.startswith("Chỉ tiêu")] == [f"Chỉ tiêu m{at}" for at in range(25)]
    assert sheet.max_column == 2 + WIDE


def test_a_total_that_is_a_sum_is_a_formula_that_comes_to_it(tmp_path):
    shown = register("a", measure("s"), measure("r", "ratio", n=1, d=2))
    formulas, values = (book(tmp_path, shown, data_only=only).worksheets[0] for only in (False, True))
    row = find(formulas, "Tổng cộng").row
    first = row - len(UNITS)
    sums = [f"=SUM({column}{first}:{column}{row - 1})" for column in "CDE"]
    assert [cell.value for cell in formulas[row]][2:] == [*sums, 0.5]
    assert [cell.value for cell in values[row]][2:] == [3, 2, 4, 0.5]


def test_registers_without_figures_are_named_once_and_empty_columns_left_out(tmp_path):
    nobody = register("không ai", measure("x") | {"total": {"value": 0}}, reported=0)
    made = book(tmp_path, register("a", measure("s")), nobody)
    assert made.sheetnames == ["Tổng hợp", "Biểu a"]
    summary = made.worksheets[0]
    assert "Chưa có đơn vị nào báo cáo: Biểu không ai." in texts(summary)
    assert [cell.value for cell in summary[find(summary, "STT").row]] == ["STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu"]


def test_that_all_have_nothing_to_report_is_not_called_silence(tmp_path):
    idle = register("rỗi", measure("x") | {"total": {"value": 0}}, reported=3) | {"nothing": 3}
    summary = book(tmp_path, register("a", measure("s")), idle).worksheets[0]
    assert "Đã báo cáo, đều không phát sinh: Biểu rỗi." in texts(summary)
    assert not [text for text in texts(summary) if text.startswith("Chưa có đơn vị nào báo cáo")]


def test_a_table_of_another_dimension_may_be_the_widest(tmp_path):
    # By unit pages of eight columns and three; by month one of ten, as the first measure has no months.
    shown = register("a", *(measure(f"m{at}") for at in range(8)), measure("r", "ratio", n=1, d=2))
    for one in shown["measures"][1:]:
        one["rows"]["month"] = []
    shown["by"]["month"] = {"vi": "Tháng", "en": "Month"}
    assert widest(shown) == 10


def test_who_is_missing_stands_in_a_sheet_of_its_own_place_by_place(tmp_path):
    names = [f"Trường {at:02}" for at in range(14)]
    kept = {"missing": names, "places": [("Xã A", 5), ("Xã B", 9)]}
    made = book(tmp_path, register("a", measure("s"), **kept), register("b", measure("t"), **kept))
    assert made.sheetnames == ["Tổng hợp", "Biểu a", "Biểu b", "Chưa báo cáo"]
    sheet = made.worksheets[-1]
    assert find(sheet, "Biểu a; Biểu b: 14")
    row = find(sheet, "Tên đơn vị").row
    lines = [[cell.value for cell in sheet[row + at]] for at in (1, 2)]
    assert lines == [[1, "Xã A", 5, "; ".join(names[:5])], [2, "Xã B", 9, "; ".join(names[5:])]]
    assert "Trường 00" not in "".join(texts(made.worksheets[1]))


def test_an_older_snapshot_that_knows_no_places_loses_no_name(tmp_path):
    names = [f"Trường {at:02}" for at in range(14)]
    old = register("a", measure("s"), missing=names)
    del old["places"]
    sheet = book(tmp_path, old).worksheets[-1]
    assert "; ".join(names) in texts(sheet)
