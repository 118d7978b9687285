"""The figures of a report, present or as signed, as a workbook: a sheet for each register, its rows and a total."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from server.exports import missing_sheet
from server.exports.figures_tables import figure_style, widest, write_tables
from server.exports.notation import Notation
from server.exports.sheet_writer import CellValue, SheetWriter
from server.exports.workbook_writer import WorkbookWriter
from server.figures.snapshot_content import SnapshotContent
from server.figures.snapshot_register import SnapshotMeasure, SnapshotRegister, has_figures, is_silent
from server.platform.texts import period_text, phrase

SUMMED = {"number": 6, "measure": 52, "in": 18, "value": 16, "n": 14, "d": 14, "ratio": 12, "target": 12}
"""The columns of the sheet of totals, and their widths in characters."""
OF_NUMBER, OF_RATIO = ("value",), ("n", "d", "ratio")
"""The columns with a measure's own figures: elsewhere nothing is missing where nothing stands."""
ALWAYS = ("number", "measure", "in")
SIGNED = 26
"""The width in characters that the head of the unit signs in."""
ACROSS = 4  # columns of figures that an upright page takes


def workbook(
    path: Path, content: SnapshotContent, notation: Notation, language: str, frozen: str | None = None
) -> None:
    """Write the workbook of a report to ``path``. ``content``: its figures, present ones or those of a snapshot.

    ``frozen``: the snapshot's title and check code; None for present figures. More than one register get a sheet of
    totals first; those without figures are named on it, and have no sheet. A last sheet names who has not reported.
    """
    writer = WorkbookWriter(path, notation)
    about = _about(content, notation, language, frozen)
    registers = content["registers"]
    shown = [register for register in registers if has_figures(register)] if len(registers) > 1 else registers
    if len(registers) > 1:
        _summary(writer, registers, shown, language, about)
    for register in shown:
        _register(writer, register, language, about)
    missing_sheet.add(writer, shown, language, about)
    writer.close()


def _about(content: SnapshotContent, notation: Notation, language: str, frozen: str | None) -> list[str]:
    at = notation.moment(datetime.fromisoformat(content["as_of"]), language)
    as_of = f"{phrase('as_of', language)}: {at}"
    lines = [f"{content['unit']['name']} · {period_text(content['period']['key'], language)}", as_of]
    return [*lines, f"{phrase('frozen', language)}: {frozen}"] if frozen else lines


def _summary(
    writer: WorkbookWriter,
    registers: Sequence[SnapshotRegister],
    shown: Sequence[SnapshotRegister],
    language: str,
    about: Sequence[str],
) -> None:
    """Write the sheet with the totals of all measures, grouped by register, and the names of those without figures."""
    rows = [(register, [(one, _summed(one, language)) for one in register["measures"]]) for register in shown]
    given = [cells for _, summed in rows for _, cells in summed]
    heads = [name for name in SUMMED if name in ALWAYS or any(cells[name] is not None for cells in given)]
    last = len(heads) - 1
    sheet = writer.sheet(phrase("summary", language), [SUMMED[name] for name in heads], across=len(heads) > ACROSS)
    sheet.heading(language, phrase("summary", language).upper(), about, last)
    sheet.write_row([phrase(name, language) for name in heads], "head")
    sheet.worksheet.repeat_rows(sheet.row - 1)
    number = 0
    for register, summed in rows:
        sheet.write_across(register["title"][language], last, "total_text")
        for measure, cells in summed:
            number += 1
            cells["number"] = number
            sheet.write_row(
                [cells[name] for name in heads], [_summed_style(name, cells[name], measure) for name in heads]
            )
    for key, named in _without_figures(registers, language):
        sheet.write_note(phrase(key, language, registers=named), last)
    sheet.signatures(language, last)


def _without_figures(registers: Sequence[SnapshotRegister], language: str) -> Iterator[tuple[str, str]]:
    """A phrase's key and the titles of the registers that it is about: what nobody reported, and what is nothing."""
    without = [register for register in registers if not has_figures(register)]
    for key, silent in (("silent", True), ("nothing", False)):
        if titles := [register["title"][language] for register in without if is_silent(register) is silent]:
            yield key, "; ".join(titles)


def _summed(measure: SnapshotMeasure, language: str) -> dict[str, CellValue]:
    """The cells of a measure's row in the sheet of totals; the columns are those of ``SUMMED``."""
    total, ratio, unit = measure["total"], measure["kind"] == "ratio", measure.get("unit")
    return {
        "number": None,
        "measure": measure["label"][language],
        "in": unit[language] if unit else None,
        "value": None if ratio else total["value"],
        "n": total.get("n"),
        "d": total.get("d"),
        "ratio": total["value"] if ratio else None,
        "target": measure["target"]["value"] if "target" in measure else None,
    }


def _summed_style(name: str, value: CellValue, measure: SnapshotMeasure) -> str:
    ratio = measure["kind"] == "ratio"
    if name in ("measure", "in") or (value is None and name not in (OF_RATIO if ratio else OF_NUMBER)):
        return "text"
    if name == "ratio" or (name == "target" and ratio):
        return "share"
    return figure_style(value if isinstance(value, int | float) else None)


def _register(writer: WorkbookWriter, register: SnapshotRegister, language: str, about: Sequence[str]) -> None:
    figures = widest(register)
    last = figures + 1
    sheet = writer.sheet(
        register["title"][language], [6, 38, *[max(13, SIGNED // max(figures, 1))] * figures], across=figures > ACROSS
    )
    sheet.heading(language, register["title"][language].upper(), about, last)
    write_tables(sheet, register, language)
    _complete(sheet, register, language, last)
    sheet.signatures(language, last)


def _complete(sheet: SheetWriter, register: SnapshotRegister, language: str, last: int) -> None:
    """Write how many units have reported, and the names of those that have not, unless a sheet of its own has them."""
    complete = register["complete"]
    answered = phrase("answered", language, n=complete["reported"], d=complete["units"])
    idle = phrase("idle", language, n=register["nothing"]) if register.get("nothing") else ""
    sheet.write_across(answered + idle, last, "note")
    if missing_sheet.named_apart(register):
        sheet.write_across(phrase("named_apart", language, n=len(register["missing"])), last, "note")
    elif register["missing"]:
        sheet.write_note(f"{phrase('missing', language)}: {'; '.join(register['missing'])}", last)
