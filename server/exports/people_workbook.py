"""The people whom somebody looks after, as their list stands on the screen, as a workbook."""

from dataclasses import replace

from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.exports.notation import Notation
from server.exports.sheet_writer import CellValue
from server.exports.table_workbook import Table, column, read_lines
from server.org.directory import LARGEST_PAGE, PersonEntry, list_people, read_filters
from server.platform.clock import now
from server.platform.query_params import RawParams
from server.platform.texts import ROLES, phrase

COLUMNS = (
    column("number", 6, "whole"),
    column("person", 28),
    column("username", 22),
    column("works", 48),
    column("seen", 18, "moment"),
    column("disabled", 12),
)


def people_table(session: Session, notation: Notation, viewer: Viewer, given: RawParams, language: str) -> Table:
    """The people whom a list with the query parameters ``given`` holds, from its first page on, by given name.

    Problem ``forbidden`` for whoever has no role but teacher, ``malformed``.
    """
    filters = replace(read_filters(session, viewer, given), after=None, limit=LARGEST_PAGE)

    def page(cursor: str | None) -> tuple[list[PersonEntry], str | None]:
        found = list_people(session, viewer, replace(filters, after=cursor))
        return found["people"], found["next"]

    people, more = read_lines(page)
    rows = [_row(number, one, notation, language) for number, one in enumerate(people, 1)]
    return Table("people_list", [], COLUMNS, rows, more)


def _row(number: int, person: PersonEntry, notation: Notation, language: str) -> list[CellValue]:
    held = [role for role in person["roles"] if role["until"] is None or role["until"] > now()]
    works = "; ".join(f"{ROLES[role['role']][language]}, {notation.unit(role['name'])}" for role in held)
    disabled = phrase("yes", language) if person["disabled"] else ""
    return [number, person["name"], person["username"], works, person["seen"], disabled]
