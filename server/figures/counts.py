"""How many records there are of each register and status, under the same filters as a list of records."""

from collections import Counter
from typing import NotRequired, TypedDict

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.figures.sent_counts import sent_counts
from server.figures.waiting_counts import waiting_counts
from server.models.log import Record
from server.platform.query_params import RawParams
from server.records.hinted import hint_counts
from server.records.listing import read_listing
from sync.registers import Registers

FACETS = ("register", "status")  # the parameters by whose values records are counted
OF_PAGES = ("sort", "cursor", "limit")  # parameters that change no count


class RecordCount(TypedDict):
    """How many records (``n``) of a register have a status."""

    register: str
    status: str
    n: int


class RecordCounts(TypedDict):
    """The counts, sorted by register and status; pairs without records are left out.

    ``waiting``: their sum, only with ``for=me``, where all of them wait for the viewer's own decision; ``hints``: how
    many of them, whatever ``hint`` is asked for, have an open hint of each kind, and of ``any``.
    """

    counts: list[RecordCount]
    waiting: NotRequired[int]
    hints: NotRequired[dict[str, int]]


def counts(session: Session, viewer: Viewer, registers: Registers, given: RawParams) -> RecordCounts:
    """Count the records that the viewer may see under a list's parameters, by register and status.

    The filters ``register`` and ``status`` are ignored, so that a screen can show a number beside each choice of them;
    with ``where`` or ``measure``, which belong to one register, only ``status`` is ignored. Raises Problem
    ``malformed``, which names every parameter that is not valid, also of those that are ignored.
    """
    read_listing(session, viewer, registers, given)
    filled = {name for name, values in given.items() if any(values)}
    # A measure or value is of the register that is named with it, which then has to stay.
    left_out = ("status",) if {"where", "measure"} & filled else FACETS
    listing = read_listing(session, viewer, registers, {name: given[name] for name in given if name not in left_out})
    mine = "for" in filled
    unit = "".join(given.get("unit", []))
    _, *filters = listing.conditions
    found: Counter[tuple[str, str]] = Counter()
    parts = listing.conditions[:1]
    if mine and filled - {*FACETS, *OF_PAGES, "for"} <= {"unit"}:
        parts = ()
        found += waiting_counts(session, viewer, registers, unit)
    elif listing.seen is not None:
        # What was sent in one's own units is read from the cells; what names oneself is found by that.
        named = {name: values for name, values in given.items() if name not in (*left_out, *OF_PAGES)}
        sent = sent_counts(session, viewer, registers, named)
        found += sent or Counter()
        seen = listing.seen
        parts = (*seen.drafts, *seen.elsewhere, seen.deleted, *((seen.near,) if sent is None else ()))
    for condition in parts:
        query = select(Record.register, Record.status, func.count()).where(condition, *filters)
        for register, status, n in session.execute(query.group_by(Record.register, Record.status)):
            found[register, status] += n
    out: RecordCounts = {"counts": [{"register": key[0], "status": key[1], "n": n} for key, n in sorted(found.items())]}
    if mine:
        out["waiting"] = found.total()
        without = {name: given[name] for name in given if name != "hint"}
        out["hints"] = hint_counts(session, viewer, read_listing(session, viewer, registers, without).conditions)
    return out
