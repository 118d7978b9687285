"""Planning what a workbook changes, row by row, and finding what is wrong with its rows. Nothing is written."""

from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.imports.change import Planned
from server.imports.existing import read_existing
from server.imports.people import plan_people
from server.imports.rows import Row
from server.imports.units import plan_units
from server.platform.workbook_faults import Fault


def plan(session: Session, viewer: Viewer, rows: list[Row]) -> Planned:
    """The changes in the order in which they must be made, and the faults sorted by sheet and row."""
    named = [row.values for row in rows]
    codes = {row[name] for row in named for name in ("code", "parent", "reports_to", "unit") if name in row}
    usernames = {row["username"] for row in named if "username" in row}
    names = {row["name"] for row in named if "role" in row and "username" not in row}
    existing = read_existing(session, viewer, codes, usernames, names)
    of_units, unit_faults = plan_units(existing, [row for row in rows if row.table == "units"])
    of_people, people_faults = plan_people(existing, [row for row in rows if row.table == "people"])
    return of_units + of_people, sorted({*unit_faults, *people_faults}, key=by_row)


def by_row(fault: Fault) -> tuple[str, int, str]:
    """The key to sort faults by: sheet, row, text."""
    return fault.sheet or "", fault.row or 0, fault.vi
