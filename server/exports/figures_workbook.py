"""Figures as a workbook: a report's content, live or frozen, sheet by sheet with merged headings and its total."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from math import ceil
from pathlib import Path
from textwrap import wrap
from typing import Any

from server.exports.sheet_writer import LINE, SLACK, Book, Sheet
from server.figures.figure import Figure
from server.figures.snapshot_content import SnapshotContent
from server.figures.snapshot_register import SnapshotMeasure, SnapshotRegister, row_label
from server.platform.clock import HERE
from server.platform.texts import period_text, phrase
from sync.folding import fold

Column = tuple[SnapshotMeasure, str]
"""A measure and which of its numbers: value, n or d."""

MOST_LINES = 20  # of a row of names
WIDE = 24  # columns that a sheet takes before print becomes too small to read


def workbook(path: Path, content: SnapshotContent, language: str, frozen: str | None = None) -> None:
    """``content`` as ``server.figures.snapshot_content`` gives it; ``frozen``: its snapshot's title."""
    book = Book(path)
    about = _about(content, language, frozen)
    if len(content["registers"]) > 1:
        _summary(book, content, language, about)
    for register in content["registers"]:
        _register(book, register, language, about)
    book.close()


def _about(content: SnapshotContent, language: str, frozen: str | None) -> list[str]:
    at = datetime.fromisoformat(content["as_of"]).astimezone(HERE)
    told = f"{phrase('as_of', language)}: {at:%d/%m/%Y %H:%M}"
    lines = [f"{content['unit']['name']} · {period_text(content['period']['key'], language)}", told]
    return [*lines, f"{phrase('frozen', language)}: {frozen}"] if frozen else lines


def _summary(book: Book, content: SnapshotContent, language: str, about: Sequence[str]) -> None:
    """Every measure's total, the registers as headings over theirs."""
    sheet = book.sheet(phrase("summary", language), [6, 56, 14, 14, 14, 14, 12, 12])
    sheet.heading(language, phrase("summary", language).upper(), about, 7)
    names = ("number", "measure", "in", "value", "n", "d", "ratio", "target")
    sheet.line([phrase(name, language) for name in names], "head")
    number = 0
    for register in content["registers"]:
        sheet.across(register["title"][language], 7, "total_text")
        for measure in register["measures"]:
            number += 1
            sheet.line(*_summed(number, measure, language))
    sheet.signatures(language, 7)


def _summed(number: int, measure: SnapshotMeasure, language: str) -> tuple[list[Any], list[str]]:
    total, ratio = measure["total"], measure["kind"] == "ratio"
    target = measure["target"]["value"] if "target" in measure else None
    value = None if ratio else total["value"]
    parts = [total.get("n"), total.get("d"), total["value"] if ratio else None]
    said = [number, measure["label"][language], (measure.get("unit") or {}).get(language), value, *parts, target]
    styles = ["whole", "text", "text", *[_style(one) for one in (value, *parts[:2])], "share"]
    return said, [*styles, "share" if ratio else _style(target)]


def _register(book: Book, register: SnapshotRegister, language: str, about: Sequence[str]) -> None:
    columns = list(_columns(register["measures"]))[: WIDE - 2]
    last = len(columns) + 1
    sheet = book.sheet(register["title"][language], [6, 34, *[13] * len(columns)], across=len(columns) > 4)
    sheet.heading(language, register["title"][language].upper(), about, min(last, 8))
    # Units first: what is signed keeps no order of its own.
    for by in sorted(register["by"], key=lambda by: by != "unit"):
        _table(sheet, columns, by, register["by"][by][language], language, by == "unit")
    _complete(sheet, register, language, min(last, 8))
    sheet.signatures(language, min(last, 8))


def _columns(measures: Sequence[SnapshotMeasure]) -> Iterator[Column]:
    for measure in measures:
        yield from ((measure, part) for part in (("n", "d", "value") if measure["kind"] == "ratio" else ("value",)))


def _table(sheet: Sheet, columns: Sequence[Column], by: str, label: str, language: str, totals: bool) -> None:
    """Rows of one dimension, under a heading of two rows; of units also the total, never made of the rows' shares."""
    kept = [column for column in columns if by in column[0]["rows"]]
    rows: dict[str, str] = {}
    for measure, _ in kept:
        rows |= {row["key"]: row_label(row, language) for row in measure["rows"][by]}
    if not rows and not totals:
        return
    _head(sheet, kept, label, language)
    found = {(id(measure), row["key"]): row for measure, _ in kept for row in measure["rows"][by]}
    order = list(rows) if by == "month" else sorted(rows, key=lambda key: fold(rows[key]))
    for number, key in enumerate(order, 1):
        values = [_part(found.get((id(measure), key)), part) for measure, part in kept]
        sheet.line([number, rows[key], *values], ["whole", "text", *_styles(kept, values)])
    if totals:
        values = [measure["total"].get(part) for measure, part in kept]
        styles = [f"total_{style}" for style in _styles(kept, values)]
        sheet.over(phrase("total", language), 0, 1, "total_text")
        for column, (value, style) in enumerate(zip(values, styles, strict=True), 2):
            sheet.write(column, value, style)
        sheet.row += 1
    sheet.row += 1


def _part(figure: Figure | None, part: str) -> object:
    return figure.get(part) if figure is not None else None


def _head(sheet: Sheet, columns: Sequence[Column], label: str, language: str) -> None:
    """Two rows: a measure over its numbers; what has but one number goes down both."""
    top, style = sheet.row, sheet.book.styles["head"]
    for column, text in ((0, phrase("number", language)), (1, label)):
        sheet.worksheet.merge_range(top, column, top + 1, column, text, style)
    for column, (measure, part) in enumerate(columns, 2):
        text = measure["label"][language] + (f" ({measure['unit'][language]})" if measure.get("unit") else "")
        if part == "n":
            sheet.worksheet.merge_range(top, column, top, column + 2, "", style)
            sheet.write(column, text, "head")
        elif measure["kind"] != "ratio":
            sheet.worksheet.merge_range(top, column, top + 1, column, "", style)
            sheet.write(column, text, "head")
    sheet.row = top + 1
    for column, (measure, part) in enumerate(columns, 2):
        if measure["kind"] == "ratio":
            sheet.write(column, phrase("ratio" if part == "value" else part, language), "head")
    sheet.worksheet.set_row(top, 46)
    sheet.row = top + 2


def _complete(sheet: Sheet, register: SnapshotRegister, language: str, last: int) -> None:
    """How many units have reported, and the names of those that have not."""
    told = register["complete"]
    answered = phrase("answered", language, n=told["reported"], d=told["units"])
    idle = phrase("idle", language, n=register["nothing"]) if register.get("nothing") else ""
    sheet.across(answered + idle, last, "note")
    if register["missing"]:
        text = f"{phrase('missing', language)}: {'; '.join(register['missing'])}"
        wide = sum(sheet.widths[: last + 1])
        # A row is 400 points high at most: the names go on in the next.
        for part in wrap(text, int(MOST_LINES * wide)):
            sheet.worksheet.set_row(sheet.row, LINE * ceil(SLACK * len(part) / wide))
            sheet.across(part, last, "note")


def _styles(columns: Sequence[Column], values: Sequence[Any]) -> list[str]:
    return [
        "share" if measure["kind"] == "ratio" and part == "value" else _style(value)
        for (measure, part), value in zip(columns, values, strict=True)
    ]


def _style(value: Any) -> str:
    return "part" if isinstance(value, float) and not value.is_integer() else "whole"
