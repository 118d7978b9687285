"""A cell of a workbook is read as its number format shows it: a day, a day with its time, a span of hours."""

from datetime import datetime
from io import BytesIO

import openpyxl
import pytest
import xlsxwriter

from server.imports.records.cells import answer
from server.imports.records.faults import BadCell
from server.imports.records.sheets import open_any
from sync.registers import Field

MIDNIGHT = datetime(2026, 11, 30)


def read(value: object, shown_as: str) -> object:
    book, file = openpyxl.Workbook(), BytesIO()
    sheet = book.active
    sheet.append(["A", "B"])
    sheet.append(["a", value])
    sheet["B2"].number_format = shown_as
    book.save(file)
    return open_any(file.getvalue())[0].lines[1].cells[1]


def answered(kind: str, cell: object) -> object:
    return answer(Field(name="f", type=kind, label={"vi": "F", "en": "F"}), cell, {})


@pytest.mark.parametrize(
    "shown_as", ["dd/mm/yyyy hh:mm", "m/d/yy h:mm", "[$-42A]h:mm AM/PM dd/mm/yyyy", 'hh"h"mm d.m.yy']
)
def test_midnight_in_a_cell_that_shows_a_time_is_a_moment(shown_as):
    cell = read(MIDNIGHT, shown_as)
    assert answered("datetime", cell) == "2026-11-30T00:00"
    assert answered("date", cell) == "2026-11-30"


def test_midnight_that_a_formula_gives_is_a_moment_and_other_times_are_as_before():
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet, both = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        sheet.write_formula(0, 0, "=B1-0.5", both, 46356)
        sheet.write_datetime(0, 1, MIDNIGHT.replace(hour=12), both)
    cells = open_any(file.getvalue())[0].lines[0].cells
    assert [answered("datetime", cell) for cell in cells] == ["2026-11-30T00:00", "2026-11-30T12:00"]


@pytest.mark.parametrize("shown_as", ["dd/mm/yyyy", "mm-dd-yy", '"hh" d/m/yyyy', r"\h dd/mm/yyyy"])
def test_a_day_without_a_time_stays_a_day(shown_as):
    cell = read(MIDNIGHT, shown_as)
    assert answered("date", cell) == "2026-11-30"
    with pytest.raises(BadCell):
        answered("datetime", cell)


@pytest.mark.parametrize(
    ("days", "shown_as", "time"), [(0.6041666667, "[h]:mm", "14:30"), (0.25, "[hh]:mm:ss", "06:00")]
)
def test_a_span_below_a_day_is_a_time(days, shown_as, time):
    assert answered("time", read(days, shown_as)) == time


@pytest.mark.parametrize("days", [1.6041666667, 1.0, 0.9999999, -0.25, 5])
@pytest.mark.parametrize("kind", ["time", "datetime", "integer", "date"])
def test_any_other_span_is_refused_and_never_empty(days, kind):
    with pytest.raises(BadCell):
        answered(kind, read(days, "[h]:mm"))
