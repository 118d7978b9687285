"""A list of records as it stands on the screen, as a workbook: a row for each record, whatever its register."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy.orm import Session

from server.exports.file_names import file_name
from server.exports.notation_choice import notation
from server.exports.sheet_writer import CellValue
from server.exports.table_workbook import Column, Table, column, write_table
from server.models.log import Record
from server.platform.texts import STATUSES, period_text, phrase
from server.records import labels
from server.records.measure_values import Amount, Behind, Sum, amount_of
from sync.registers import Registers

COLUMNS = (
    column("number", 6, "whole"),
    column("register", 28),
    column("unit", 32),
    column("record_title", 48),
    column("day", 13, "day"),
    column("period", 22),
    column("status", 18),
    column("since", 18, "moment"),
    column("author", 24),
)


def workbook(
    path: Path,
    session: Session,
    registers: Registers,
    records: Sequence[Record],
    more: bool,
    language: str,
    behind: Behind | None = None,
    total: Sum | None = None,
) -> None:
    """Write records to ``path``, in their order. ``more``: the list goes on beyond them, as the heading then says.

    ``behind``: the figure that they stand behind, whose share each has in columns of its own; ``total``: what the whole
    list adds up to, as the last row.
    """
    written = notation(session)
    named = labels.of_units(session, {record.scope for record in records})
    units = {id_: written.unit(name) for id_, name in named.items()}
    people = labels.of_people(session, {record.author for record in records})
    rows: list[list[CellValue]] = []
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
        rows.append(values + (_amounts(behind, amount_of(behind, registers, record)) if behind else []))
    columns = (*COLUMNS, *(_columns(behind) if behind else ()))
    last: list[CellValue] | None = None
    if behind and total:
        last = [None, phrase("sum_of", language, n=total["records"]), *[None] * (len(COLUMNS) - 2)]
        last += _amounts(behind, total)
    about = [behind.measure.label[language]] if behind else []
    write_table(path, Table("list", about, columns, rows, more, last), written, language)


def name(whose: str, waiting: bool) -> str:
    """The name of the file. ``whose``: the unit of the list; ``waiting``: it holds what waits for one's decision."""
    return file_name(["cho duyet" if waiting else "ban ghi", whose], "xlsx")


def _columns(behind: Behind) -> list[Column]:
    """One column with the measure's name; of a ratio two, for what it is made of."""
    if len(behind.parts) > 1:
        return [column("n", 14, "part"), column("d", 14, "part")]
    return [Column(dict(behind.measure.label), 16, "part")]


def _amounts(behind: Behind, amount: Amount | Sum) -> list[CellValue]:
    if len(behind.parts) > 1:
        return [amount.get("n"), amount.get("d")]
    return [amount.get("value")]
