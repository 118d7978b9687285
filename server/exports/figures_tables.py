"""The tables of a register's figures in a workbook: by unit, month or any other dimension, as wide as a page takes."""

from collections.abc import Iterator, Sequence
from typing import Literal

from server.exports.sheet_writer import SheetWriter
from server.figures.figure import Figure
from server.figures.snapshot_register import SnapshotMeasure, SnapshotRegister, row_label
from server.platform.texts import phrase
from sync.registers.values import from_thousandths, thousandths
from sync.vietnamese import sort_key

Part = Literal["value", "n", "d"]
Column = tuple[SnapshotMeasure, Part]
"""A column of a table: a measure, and whether it shows its value or a ratio's numerator ``n`` or denominator ``d``."""

WIDE = 10  # columns of figures that a page takes beside number and label before they become too small to read
HEAD_HEIGHT = 46  # points


def write_tables(sheet: SheetWriter, register: SnapshotRegister, language: str) -> None:
    """Write all tables of a register: by each dimension one, or several below each other where a page is too narrow."""
    for by, columns in _tables(register):
        _table(sheet, columns, by, register["by"][by][language], language)


def widest(register: SnapshotRegister) -> int:
    """How many columns of figures the widest table of a register has."""
    return max((len(columns) for _, columns in _tables(register)), default=1)


def _tables(register: SnapshotRegister) -> Iterator[tuple[str, list[Column]]]:
    """The dimension and the columns of each table."""
    # Units first: what is signed keeps no order of its own.
    for by in sorted(register["by"], key=lambda by: by != "unit"):
        for columns in _pages([measure for measure in register["measures"] if by in measure["rows"]]):
            yield by, columns


def figure_style(value: int | float | None) -> str:
    """The style of a cell with a figure that is no share."""
    return "part" if isinstance(value, float) and not value.is_integer() else "whole"


def _pages(measures: Sequence[SnapshotMeasure]) -> Iterator[list[Column]]:
    """The columns of the measures, divided so that a page takes them; a ratio's three stay together."""
    page: list[Column] = []
    for measure in measures:
        parts: tuple[Part, ...] = ("n", "d", "value") if measure["kind"] == "ratio" else ("value",)
        if page and len(page) + len(parts) > WIDE:
            yield page
            page = []
        page += [(measure, part) for part in parts]
    if page:
        yield page


def _table(sheet: SheetWriter, columns: Sequence[Column], by: str, label: str, language: str) -> None:
    """Write the table of one dimension: its heads, and a row for each unit, month or value; nothing without rows.

    ``by``: the dimension, ``label``: its head. That of units has the measures' totals in a last row, and is written
    even without other rows.
    """
    rows: dict[str, str] = {}
    for measure, _ in columns:
        rows |= {row["key"]: row_label(row, language) for row in measure["rows"][by]}
    if not rows and by != "unit":
        return
    _head(sheet, columns, label, language)
    first = sheet.row
    figures = {(id(measure), row["key"]): row for measure, _ in columns for row in measure["rows"][by]}
    order = list(rows) if by == "month" else sorted(rows, key=lambda key: sort_key(rows[key]))
    table = [[_part(figures.get((id(measure), key)), part) for measure, part in columns] for key in order]
    for number, (key, values) in enumerate(zip(order, table, strict=True), 1):
        sheet.write_row([number, rows[key], *values], ["whole", "text", *_styles(columns, values)])
    if by == "unit":
        _totals(sheet, columns, table, first, language)
    sheet.row += 1


def _totals(
    sheet: SheetWriter,
    columns: Sequence[Column],
    table: Sequence[Sequence[int | float | None]],
    first: int,
    language: str,
) -> None:
    """Write the totals: as a formula where they are the sum of the rows above, from ``first``."""
    totals = [measure["total"].get(part) for measure, part in columns]
    styles = [f"total_{style}" for style in _styles(columns, totals)]
    sheet.merge(phrase("total", language), 0, 1, "total_text")
    for at, ((measure, part), total, style) in enumerate(zip(columns, totals, styles, strict=True)):
        values = [row[at] for row in table]
        share = measure["kind"] == "ratio" and part == "value"
        if values and total is not None and not share and _sum(values) == total:
            sheet.write_sum(at + 2, first, total, style)
        else:
            sheet.write_cell(at + 2, total, style)
    sheet.row += 1


def _sum(values: Sequence[int | float | None]) -> int | float:
    """The sum of figures, without what floating point adds to it."""
    return from_thousandths(sum(thousandths(value) for value in values))


def _part(figure: Figure | None, part: Part) -> int | float | None:
    return figure.get(part) if figure is not None else None


def _head(sheet: SheetWriter, columns: Sequence[Column], label: str, language: str) -> None:
    """Write a head two rows high: a ratio's label above its three columns n, d and value, other labels over both rows.

    ``label``: the head of the dimension's own column.
    """
    top, style = sheet.row, sheet.styles["head"]
    for column, text in ((0, phrase("number", language)), (1, label)):
        sheet.worksheet.merge_range(top, column, top + 1, column, text, style)
    for column, (measure, part) in enumerate(columns, 2):
        text = measure["label"][language] + (f" ({measure['unit'][language]})" if measure.get("unit") else "")
        if part == "n":
            sheet.worksheet.merge_range(top, column, top, column + 2, "", style)
            sheet.write_cell(column, text, "head")
        elif measure["kind"] != "ratio":
            sheet.worksheet.merge_range(top, column, top + 1, column, "", style)
            sheet.write_cell(column, text, "head")
    sheet.row = top + 1
    for column, (measure, part) in enumerate(columns, 2):
        if measure["kind"] == "ratio":
            sheet.write_cell(column, phrase("ratio" if part == "value" else part, language), "head")
    sheet.worksheet.set_row(top, HEAD_HEIGHT)
    sheet.row = top + 2


def _styles(columns: Sequence[Column], values: Sequence[int | float | None]) -> list[str]:
    return [
        "share" if measure["kind"] == "ratio" and part == "value" else figure_style(value)
        for (measure, part), value in zip(columns, values, strict=True)
    ]
