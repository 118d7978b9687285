"""A list of records as it stands on the screen, as a workbook: a row for each record, whatever its register."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy.orm import Session

from server.exports.file_names import file_name
from server.exports.sheet_writer import CellValue
from server.exports.workbook_writer import WorkbookWriter
from server.models.log import Record
from server.platform.clock import HERE, now
from server.platform.texts import STATUSES, period_text, phrase
from server.records import labels
from sync.registers import Registers

COLUMNS = ("number", "register", "unit", "record_title", "day", "period", "status", "since", "author")
WIDTHS = (6, 28, 32, 48, 13, 22, 18, 18, 24)
STYLES = ["whole", "text", "text", "text", "day", "text", "text", "moment", "text"]
LAST = len(COLUMNS) - 1


def workbook(
    path: Path, session: Session, registers: Registers, records: Sequence[Record], more: bool, language: str
) -> None:
    """Write records to ``path``, in their order. ``more``: the list goes on beyond them, as the heading then says."""
    units = labels.of_units(session, {record.scope for record in records})
    people = labels.of_people(session, {record.author for record in records})
    writer = WorkbookWriter(path)
    sheet = writer.sheet(phrase("records", language), WIDTHS)
    about = [f"{phrase('as_of', language)} {now().astimezone(HERE):%H:%M %d/%m/%Y}"]
    if more:
        about.append(phrase("first_of_list", language, n=len(records)))
    sheet.heading(language, phrase("list", language), about, LAST)
    sheet.write_row([phrase(name, language) for name in COLUMNS], "head")
    sheet.worksheet.freeze_panes(sheet.row, 0)
    sheet.worksheet.repeat_rows(sheet.row - 1)
    for number, record in enumerate(records, 1):
        register = registers.latest(record.register)
        values: list[CellValue] = [
            number,
            register.title[language] if register else record.register,
            units.get(record.scope),
            labels.title(register, record, language),
            record.day,
            period_text(record.period, language),
            STATUSES[record.status][language],
            record.since,
            people.get(record.author),
        ]
        sheet.write_row(values, STYLES)
    writer.close()


def name(whose: str, waiting: bool) -> str:
    """The name of the file. ``whose``: the unit of the list; ``waiting``: it holds what waits for one's decision."""
    return file_name(["cho duyet" if waiting else "ban ghi", whose], "xlsx")
