"""The phones of a unit's people and what they have not sent, as their list stands on the screen, as a workbook."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.auth.devices import LARGEST_PAGE, Holder, of_unit
from server.exports.notation import Notation
from server.exports.sheet_writer import CellValue, parse_day
from server.exports.table_workbook import Table, column, read_lines
from server.platform.query_params import RawParams

COLUMNS = (
    column("number", 6, "whole"),
    column("person", 28),
    column("unit", 36),
    column("device", 22),
    column("app", 14),
    column("seen", 18, "moment"),
    column("unsent", 12, "whole"),
    column("unsent_photos", 12, "whole"),
    column("oldest", 18, "moment"),
)


def devices_table(session: Session, viewer: Viewer, given: RawParams, notation: Notation) -> Table:
    """The people whom a list with the query parameters ``given`` holds, by given name, a line for each of their phones.

    Problem ``forbidden`` if the viewer may not know this of the unit, ``malformed``.
    """

    def page(cursor: str | None) -> tuple[list[Holder], str | None]:
        found = of_unit(session, viewer, {**given, "cursor": [cursor or ""], "limit": [str(LARGEST_PAGE)]})
        return found["people"], found["next"]

    people, more = read_lines(page)
    rows = [row for number, one in enumerate(people, 1) for row in _rows(number, one, notation)]
    return Table("devices_list", [], COLUMNS, rows, more)


def _rows(number: int, holder: Holder, notation: Notation) -> Iterator[list[CellValue]]:
    whose: list[CellValue] = [
        number,
        holder["name"],
        "; ".join(notation.unit(unit["name"]) for unit in holder.get("units", [])),
    ]
    if not holder["devices"]:
        yield [*whose, None, None, None, None, None, None]
    for one in holder["devices"]:
        counts = (one["mutations"], one["photos"]) if one["told_at"] else (None, None)
        yield [*whose, one["name"], one["app"], parse_day(one["last_sync"]), *counts, parse_day(one["oldest"])]
