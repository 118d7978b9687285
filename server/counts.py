"""How many records there are of each register and status, under the same filters as a list of them."""

from collections import Counter
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from server.access import Viewer
from server.asked import Given
from server.models import Record
from server.reading import listing
from sync.registers import Registers
from sync.transitions import DELETED, DRAFT

Json = dict[str, Any]
FACETS = ("register", "status")
HIDDEN = (DRAFT, DELETED)


def counts(session: Session, viewer: Viewer, registers: Registers, given: Given) -> Json:
    """``{"counts": [{"register", "status", "n"}]}``; the filters on these two are left out, so that each choice shows
    its number. With ``for=me`` also ``waiting``, the sum.

    Problem ``malformed`` with the fields that are not understood, these two included.
    """
    listing(session, viewer, registers, given)
    # A measure or value is of the register that it is asked of, which then has to stay.
    kept = ("status",) if {"where", "measure"} & {name for name, values in given.items() if any(values)} else FACETS
    wanted = listing(session, viewer, registers, {name: given[name] for name in given if name not in kept})
    mine = any(given.get("for", []))
    found: Counter[tuple[str, str]] = Counter()
    seen, *filters = wanted.conditions
    for condition in [seen] if mine else _apart(viewer, seen):
        query = select(Record.register, Record.status, func.count()).where(condition, *filters)
        for register, status, n in session.execute(query.group_by(Record.register, Record.status)):
            found[register, status] += n
    out: Json = {"counts": [{"register": key[0], "status": key[1], "n": n} for key, n in sorted(found.items())]}
    return out | ({"waiting": sum(each["n"] for each in out["counts"])} if mine else {})


def _apart(viewer: Viewer, seen: ColumnElement[bool]) -> list[ColumnElement[bool]]:
    """What one sees in parts that an index can count: the department sees all that was ever sent."""
    if not viewer.has("department"):
        return [seen]
    return [Record.status.not_in(HIDDEN), and_(Record.status.in_(HIDDEN), seen)]
