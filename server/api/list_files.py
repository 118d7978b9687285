"""Lists of the desk as workbooks, which somebody waits for."""

from collections.abc import Callable
from pathlib import Path

from flask import Response
from sqlalchemy.orm import Session

from server.api.exports import TYPES
from server.api.responses import attachment
from server.api.signed_in import origin, person
from server.audit import append as audit
from server.exports.file_names import file_name
from server.exports.notation import Notation
from server.exports.notation_choice import notation
from server.exports.table_workbook import Table, write_table
from server.exports.workbook_bytes import workbook_bytes
from server.figures.reach import topmost
from server.platform.database import read, write
from server.platform.errors import language


def list_file(what: str, make: Callable[[Session, Notation], Table], named: str) -> Response:
    """The list that ``make`` reads as an xlsx, noted in the audit as ``what``; its name begins with ``named``."""

    def write_to(path: Path) -> tuple[str, str | None, int]:
        with read() as session:
            written, unit = notation(session), topmost(session, person())
            table = make(session, written)
            write_table(path, table, written, language())
            name = file_name([named, *table.about[:1], unit.name if unit else ""], "xlsx")
            return name, unit.id if unit else None, len(table.rows)

    body, (name, unit, rows) = workbook_bytes(write_to)
    return audited_file(body, name, what, unit, rows)


def audited_file(body: bytes, name: str, what: str, unit: str | None, rows: int) -> Response:
    """A list's file of that ``name``, noted in the audit as ``what`` of the ``unit`` whose list it is, by its id."""
    with write() as session:
        audit.record(session, origin(), "export.make", ("person", person().account), unit, what=what, rows=rows)
    return attachment(body, TYPES[name.rpartition(".")[2]], name)
