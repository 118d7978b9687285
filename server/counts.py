"""How many records there are of each register and status, under the same filters as a list of them."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.access import Viewer
from server.asked import Given
from server.models import Record
from server.reading import listing
from sync.registers import Registers

Json = dict[str, Any]
FACETS = ("register", "status")


def counts(session: Session, viewer: Viewer, registers: Registers, given: Given) -> Json:
    """``{"counts": [{"register", "status", "n"}]}``; the filters on these two are left out, so that each choice shows
    its number. With ``for=me`` also ``waiting``, the sum.

    Problem ``malformed`` with the fields that are not understood, these two included.
    """
    listing(session, viewer, registers, given)
    # A measure or value is of the register that it is asked of, which then has to stay.
    kept = ("status",) if {"where", "measure"} & {name for name, values in given.items() if any(values)} else FACETS
    wanted = listing(session, viewer, registers, {name: given[name] for name in given if name not in kept})
    query = select(Record.register, Record.status, func.count()).where(*wanted.conditions)
    found = session.execute(query.group_by(Record.register, Record.status).order_by(Record.register, Record.status))
    out: Json = {"counts": [{"register": register, "status": status, "n": n} for register, status, n in found]}
    mine = any(given.get("for", []))
    return out | ({"waiting": sum(each["n"] for each in out["counts"])} if mine else {})
