"""What a workbook would change, row by row, beside what is wrong with it. Writes nothing."""

from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.imports import people, units
from server.imports.existing import look
from server.imports.rows import Row
from server.platform.workbook import Fault
from sync.protocol.canonical import Json


def plan(session: Session, viewer: Viewer, rows: list[Row]) -> tuple[list[Json], list[Fault]]:
    """Changes in the order in which they are made, and faults in the order of the rows.

    A change is ``{"table", "sheet", "row", "do", "title", "unit", "was", "now", "op"}``: ``op`` is what ``do`` reads.
    """
    named = [row.values for row in rows]
    codes = {row[name] for row in named for name in ("code", "parent", "reports_to", "unit") if name in row}
    usernames = {row["username"] for row in named if "username" in row}
    names = {row["name"] for row in named if "role" in row and "username" not in row}
    world = look(session, viewer, codes, usernames, names)
    changes, faults = units.plan(world, [row for row in rows if row.table == "units"])
    more, wrong = people.plan(world, [row for row in rows if row.table == "people"])
    return changes + more, sorted({*faults, *wrong}, key=by_row)


def by_row(fault: Fault) -> tuple[str, int, str]:
    return fault.sheet or "", fault.row or 0, fault.vi
