"""Who has not reported, as a workbook to take along or to pass on."""

from pathlib import Path

from server.exports.file_names import file_name
from server.exports.notation import Notation
from server.exports.sheet_writer import CellValue, parse_day
from server.exports.workbook_writer import WorkbookWriter
from server.figures.reminders import DueUnits
from server.platform.texts import period_text, phrase
from sync.registers import Register

COLUMNS = ("number", "within", "unit", "contact", "seen", "reminded")
WIDTHS = (6, 26, 40, 32, 18, 18)
STYLES = ["whole", "text", "text", "text", "moment", "moment"]
LAST = len(COLUMNS) - 1


def workbook(path: Path, register: Register, found: DueUnits, unit: str, notation: Notation, language: str) -> None:
    """Write the units that have not reported to ``path``, as the screen lists them: by the unit above, then by name.

    ``unit``: the name of the one whose list it is.
    """
    writer = WorkbookWriter(path, notation)
    sheet = writer.sheet(phrase("missing", language), WIDTHS)
    about = [register.title[language], period_text(found["period"], language), unit, _as_of(found, notation, language)]
    sheet.heading(language, phrase("nonreporters", language), [line for line in about if line], LAST)
    sheet.write_row([phrase(name, language) for name in COLUMNS], "head")
    sheet.worksheet.freeze_panes(sheet.row, 0)
    sheet.worksheet.repeat_rows(sheet.row - 1)
    for number, one in enumerate(found["missing"], 1):
        people = one.get("people", [])
        values: list[CellValue] = [
            number,
            notation.unit(one["place"]),
            notation.unit(one["name"]),
            "; ".join(person["name"] for person in people),
            parse_day(max((person["seen"] for person in people if person["seen"]), default=None)),
            parse_day(one.get("reminded")),
        ]
        sheet.write_row(values, STYLES)
    writer.close()


def name(register: Register, period: str, unit: str) -> str:
    """The name of the file. ``period``: its key; ``unit``: the name of the one whose list it is."""
    return file_name(["chua nop", register.title["vi"], period, unit], "xlsx")


def _as_of(found: DueUnits, notation: Notation, language: str) -> str:
    """How many units have not reported of how many, and by which day they had to."""
    missing = len(found["missing"])
    counts = phrase("missing_of", language, n=missing, d=missing + len(found["answers"]))
    due = f" {phrase('until', language)} {notation.day(found['due'], language)}." if found["due"] else ""
    return f"{counts}{due}"
