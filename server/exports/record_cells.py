"""The cells of a record in a file of one record a line: what is known of it, and its answers."""

from server.exports import cell_values
from server.exports.export_row import ExportRow
from server.exports.notation import Notation
from server.exports.record_columns import RecordColumns
from server.exports.sheet_writer import CellValue, parse_day
from server.platform.texts import STATUSES, period_text


def record_cells(
    columns: RecordColumns, number: int, row: ExportRow, notation: Notation, language: str
) -> list[CellValue]:
    """A record's cells in the order of the columns. ``number``: its own."""
    about, data, named = _about(number, row, language), row["data"], row["named"]
    answers = [cell_values.value(field, data.get(field.name), named, notation, language) for field in columns.fields]
    return [*(about[name] for name in columns.first), *answers, *(about[name] for name in columns.last)]


def _about(number: int, row: ExportRow, language: str) -> dict[str, CellValue]:
    """What may be shown of a record besides its answers: keys of ``PHRASES`` → cells."""
    return {
        "number": number,
        "unit": row["unit"],
        "code": row["code"],
        "period": period_text(row["period"], language),
        "within": row["place"],
        "status": STATUSES[row["status"]][language],
        "author": row["author"],
        "submitted": parse_day(row["submitted"]),
    }
