"""How many records there are of each register and status, under the same filters as a list of them."""

from collections import Counter

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.figures.cells import OF_RECORDS
from server.models.figures import Cell
from server.models.log import Record
from server.platform.query_params import RawParams
from server.records.filters import units_below
from server.records.listing import read_listing
from sync.protocol.canonical import Json
from sync.protocol.transitions import DELETED, DRAFT
from sync.registers import Registers
from sync.registers.contributions import THOUSAND

FACETS = ("register", "status")
OF_PAGES = ("sort", "cursor", "limit")
HIDDEN = (DRAFT, DELETED)


def counts(session: Session, viewer: Viewer, registers: Registers, given: RawParams) -> Json:
    """``{"counts": [{"register", "status", "n"}]}``; the filters on these two are left out, so that each choice shows
    its number. With ``for=me`` also ``waiting``, the sum.

    Problem ``malformed`` with the fields that are not understood, these two included.
    """
    read_listing(session, viewer, registers, given)
    # A measure or value is of the register that it is asked of, which then has to stay.
    kept = ("status",) if {"where", "measure"} & {name for name, values in given.items() if any(values)} else FACETS
    wanted = read_listing(session, viewer, registers, {name: given[name] for name in given if name not in kept})
    mine = any(given.get("for", []))
    found: Counter[tuple[str, str]] = Counter()
    seen, *filters = wanted.conditions
    parts = [seen]
    # What the department sees was all sent: its own drafts apart, and without a look at each record.
    if not mine and viewer.has("department"):
        parts = [and_(Record.status.in_(HIDDEN), seen)]
        if {name for name, values in given.items() if any(values)} - {*FACETS, *OF_PAGES} <= {"unit"}:
            found += _sent(session, "".join(given.get("unit", [])))
        else:
            parts.append(Record.status.not_in(HIDDEN))
    for condition in parts:
        query = select(Record.register, Record.status, func.count()).where(condition, *filters)
        for register, status, n in session.execute(query.group_by(Record.register, Record.status)):
            found[register, status] += n
    out: Json = {"counts": [{"register": key[0], "status": key[1], "n": n} for key, n in sorted(found.items())]}
    return out | ({"waiting": sum(each["n"] for each in out["counts"])} if mine else {})


def _sent(session: Session, unit: str) -> Counter[tuple[str, str]]:
    """All that was ever sent, there and below or anywhere, as the cells have it."""
    query = select(Cell.register, Cell.status, func.sum(Cell.value)).where(OF_RECORDS)
    if unit:
        query = query.where(Cell.unit.in_(units_below(unit)))
    found = session.execute(query.group_by(Cell.register, Cell.status))
    return Counter({(register, status): int(value) // THOUSAND for register, status, value in found})
