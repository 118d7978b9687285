"""Planning what a workbook changes, row by row, and finding what is wrong with its rows. Nothing is written."""

from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.imports.change import Planned
from server.imports.columns import TABLES
from server.imports.existing import read_existing, read_holders
from server.imports.faults import fault
from server.imports.people import plan_people
from server.imports.rows import Row
from server.imports.unit_names import UnitNames
from server.imports.units import plan_units
from server.platform.workbook_faults import Fault

MOST = 1_000  # changes of one import: they are made in one transaction, while which nobody else writes


def plan(session: Session, viewer: Viewer, rows: list[Row]) -> Planned:
    """The changes in the order in which they must be made, and the faults sorted by sheet and row."""
    units, people = ([row for row in rows if row.table == table.key] for table in TABLES)
    names_of_units = UnitNames(session, units)
    units, unknown = names_of_units.identify(units)
    named = [row.values for row in (*units, *people)]
    codes = {row[name] for row in named for name in ("code", "parent", "reports_to", "unit") if name in row}
    usernames = {row["username"] for row in named if "username" in row}
    names = {row["name"] for row in named if "role" in row and "username" not in row}
    existing = read_existing(session, viewer, codes, usernames, names)
    read_holders(session, existing, {row["sector_code"] for row in named if "sector_code" in row})
    of_units, unit_faults = plan_units(existing, names_of_units, units)
    of_people, people_faults = plan_people(existing, people)
    changes, faults = of_units + of_people, sorted({*unknown, *unit_faults, *people_faults}, key=by_row)
    if len(changes) > MOST:
        return changes[:MOST], [fault("many_changes", n=len(changes), most=MOST), *faults]
    return changes, faults


def by_row(fault: Fault) -> tuple[str, int, str]:
    """The key to sort faults by: sheet, row, text."""
    return fault.sheet or "", fault.row or 0, fault.vi
