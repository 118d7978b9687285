"""The audit as a search of it stands on the screen, as a workbook."""

from dataclasses import replace

from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.audit.filters import LARGEST_PAGE, NEWEST, read_filters
from server.audit.search import Entry, search_page
from server.exports.audit_texts import DEEDS
from server.exports.notation import Notation
from server.exports.sheet_writer import CellValue
from server.exports.table_workbook import Table, column, read_lines
from server.platform.query_params import RawParams
from sync.registers import Registers

COLUMNS = (
    column("number", 6, "whole"),
    column("at", 18, "moment"),
    column("by", 26),
    column("did", 34),
    column("about", 32),
    column("unit", 32),
    column("address", 18),
    column("device", 20),
)


def audit_table(
    session: Session, viewer: Viewer, registers: Registers, given: RawParams, notation: Notation, language: str
) -> Table:
    """The entries that a search with the query parameters ``given`` finds, the newest first, from its first page on.

    Problem ``forbidden`` for teachers, ``malformed``.
    """
    filters = replace(read_filters(session, given), before=NEWEST, limit=LARGEST_PAGE)

    def page(cursor: str | None) -> tuple[list[Entry], str | None]:
        before = NEWEST
        if cursor:
            in_audit, _, in_logs = cursor.partition(".")
            before = int(in_audit), int(in_logs)
        found = search_page(session, viewer, registers, replace(filters, before=before))
        return found["entries"], found["next"]

    entries, more = read_lines(page)
    rows = [_row(number, one, registers, notation, language) for number, one in enumerate(entries, 1)]
    return Table("audit_list", [], COLUMNS, rows, more)


def _row(number: int, entry: Entry, registers: Registers, notation: Notation, language: str) -> list[CellValue]:
    deed = DEEDS.get(entry["what"], {}).get(language, entry["what"])
    by, unit = entry["by"], entry["unit"]
    return [
        number,
        entry["at"],
        by["name"] if by else None,
        deed,
        _about(entry, registers, language),
        notation.unit(unit["name"]) if unit else None,
        entry["address"],
        entry["device"],
    ]


def _about(entry: Entry, registers: Registers, language: str) -> str | None:
    """What an entry is about, by name: a record by its register."""
    target = entry["target"]
    if target and target["kind"] == "record":
        register = registers.latest(str(entry["details"].get("register")))
        return register.title[language] if register else None
    name = entry["details"].get("name")
    return (target["name"] if target else None) or (str(name) if name else None)
