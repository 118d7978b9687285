"""The figures of a report, present or as signed, as a workbook: a sheet for each register, its rows and a total."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal

from server.exports.sheet_writer import CellValue, SheetWriter
from server.exports.workbook_writer import WorkbookWriter
from server.figures.figure import Figure
from server.figures.snapshot_content import SnapshotContent
from server.figures.snapshot_register import SnapshotMeasure, SnapshotRegister, row_label
from server.platform.clock import HERE
from server.platform.texts import period_text, phrase
from sync.vietnamese import sort_key

Part = Literal["value", "n", "d"]
Column = tuple[SnapshotMeasure, Part]
"""A column of a sheet: a measure, and whether it shows its value or a ratio's numerator ``n`` or denominator ``d``."""

WIDE = 24  # columns that a sheet takes before print becomes too small to read


def workbook(path: Path, content: SnapshotContent, language: str, frozen: str | None = None) -> None:
    """Write the workbook of a report to ``path``. ``content``: its figures, present ones or those of a snapshot.

    ``frozen``: the snapshot's title and check code; None for present figures. More than one register get a sheet of
    totals first.
    """
    writer = WorkbookWriter(path)
    about = _about(content, language, frozen)
    if len(content["registers"]) > 1:
        _summary(writer, content, language, about)
    for register in content["registers"]:
        _register(writer, register, language, about)
    writer.close()


def _about(content: SnapshotContent, language: str, frozen: str | None) -> list[str]:
    at = datetime.fromisoformat(content["as_of"]).astimezone(HERE)
    as_of = f"{phrase('as_of', language)}: {at:%d/%m/%Y %H:%M}"
    lines = [f"{content['unit']['name']} · {period_text(content['period']['key'], language)}", as_of]
    return [*lines, f"{phrase('frozen', language)}: {frozen}"] if frozen else lines


def _summary(writer: WorkbookWriter, content: SnapshotContent, language: str, about: Sequence[str]) -> None:
    """Write the sheet with the totals of all measures, grouped by register."""
    sheet = writer.sheet(phrase("summary", language), [6, 56, 14, 14, 14, 14, 12, 12])
    sheet.heading(language, phrase("summary", language).upper(), about, 7)
    names = ("number", "measure", "in", "value", "n", "d", "ratio", "target")
    sheet.write_row([phrase(name, language) for name in names], "head")
    number = 0
    for register in content["registers"]:
        sheet.write_across(register["title"][language], 7, "total_text")
        for measure in register["measures"]:
            number += 1
            sheet.write_row(*_summed(number, measure, language))
    sheet.signatures(language, 7)


def _summed(number: int, measure: SnapshotMeasure, language: str) -> tuple[list[CellValue], list[str]]:
    total, ratio = measure["total"], measure["kind"] == "ratio"
    target = measure["target"]["value"] if "target" in measure else None
    value = None if ratio else total["value"]
    parts = [total.get("n"), total.get("d"), total["value"] if ratio else None]
    unit = measure.get("unit")
    cells: list[CellValue] = [number, measure["label"][language], unit[language] if unit else None, value]
    cells += [*parts, target]
    styles = ["whole", "text", "text", *[_style(one) for one in (value, *parts[:2])], "share"]
    return cells, [*styles, "share" if ratio else _style(target)]


def _register(writer: WorkbookWriter, register: SnapshotRegister, language: str, about: Sequence[str]) -> None:
    columns = list(_columns(register["measures"]))[: WIDE - 2]
    last = len(columns) + 1
    sheet = writer.sheet(register["title"][language], [6, 34, *[13] * len(columns)], across=len(columns) > 4)
    sheet.heading(language, register["title"][language].upper(), about, min(last, 8))
    # Units first: what is signed keeps no order of its own.
    for by in sorted(register["by"], key=lambda by: by != "unit"):
        _table(sheet, columns, by, register["by"][by][language], language, by == "unit")
    _complete(sheet, register, language, min(last, 8))
    sheet.signatures(language, min(last, 8))


def _columns(measures: Sequence[SnapshotMeasure]) -> Iterator[Column]:
    for measure in measures:
        yield from ((measure, part) for part in (("n", "d", "value") if measure["kind"] == "ratio" else ("value",)))


def _table(sheet: SheetWriter, columns: Sequence[Column], by: str, label: str, language: str, totals: bool) -> None:
    """Write the table of one dimension: its heads, and a row for each unit, month or value; nothing without rows.

    ``by``: the dimension, ``label``: its head. With ``totals`` a last row has the measures' totals, and the table is
    written even without other rows.
    """
    shown = [column for column in columns if by in column[0]["rows"]]
    rows: dict[str, str] = {}
    for measure, _ in shown:
        rows |= {row["key"]: row_label(row, language) for row in measure["rows"][by]}
    if not rows and not totals:
        return
    _head(sheet, shown, label, language)
    figures = {(id(measure), row["key"]): row for measure, _ in shown for row in measure["rows"][by]}
    order = list(rows) if by == "month" else sorted(rows, key=lambda key: sort_key(rows[key]))
    for number, key in enumerate(order, 1):
        values = [_part(figures.get((id(measure), key)), part) for measure, part in shown]
        sheet.write_row([number, rows[key], *values], ["whole", "text", *_styles(shown, values)])
    if totals:
        values = [measure["total"].get(part) for measure, part in shown]
        styles = [f"total_{style}" for style in _styles(shown, values)]
        sheet.merge(phrase("total", language), 0, 1, "total_text")
        for column, (value, style) in enumerate(zip(values, styles, strict=True), 2):
            sheet.write_cell(column, value, style)
        sheet.row += 1
    sheet.row += 1


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
    sheet.worksheet.set_row(top, 46)
    sheet.row = top + 2


def _complete(sheet: SheetWriter, register: SnapshotRegister, language: str, last: int) -> None:
    """Write how many units have reported, and the names of those that have not, across the columns up to ``last``."""
    complete = register["complete"]
    answered = phrase("answered", language, n=complete["reported"], d=complete["units"])
    idle = phrase("idle", language, n=register["nothing"]) if register.get("nothing") else ""
    sheet.write_across(answered + idle, last, "note")
    if register["missing"]:
        text = f"{phrase('missing', language)}: {'; '.join(register['missing'])}"
        sheet.write_note(text, last)


def _styles(columns: Sequence[Column], values: Sequence[int | float | None]) -> list[str]:
    return [
        "share" if measure["kind"] == "ratio" and part == "value" else _style(value)
        for (measure, part), value in zip(columns, values, strict=True)
    ]


def _style(value: int | float | None) -> str:
    return "part" if isinstance(value, float) and not value.is_integer() else "whole"
