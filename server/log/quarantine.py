"""The quarantine: refused mutations that a leader of their unit may still take in.

None is ever applied without that.
"""

from collections.abc import Mapping
from typing import TypedDict

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session
from uuid_utils import uuid7

from server.access.departures import as_last_there
from server.access.officers import takes_in
from server.access.viewer import Viewer
from server.audit.append import SYSTEM, Origin, record
from server.log import append
from server.log.quarantine_row import REFUSED, TAKEN_IN, WAITING
from server.log.quarantined import Quarantined, waiting_through
from server.models.log import Quarantine, Scope
from server.platform.clock import now
from sync.protocol.ids import is_uuid
from sync.protocol.mutation import RawMutation
from sync.protocol.outcome import Outcome
from sync.protocol.problems import Problem
from sync.registers import Registers

DECISIONS = {"take_in": TAKEN_IN, "refuse": REFUSED}
"""What a leader may do with an item → the state that the item then has."""
AUDITED = {"take_in": "quarantine.take", "refuse": "quarantine.refuse"}
"""What a leader may do with an item → the action that the audit log records."""


class Decision(TypedDict):
    """The state of an item of the quarantine after a leader has decided on it, or after another had done so before.

    ``by`` is the account that decided, ``at`` the time in ISO; both are None while it waits. ``outcomes``: id of the
    refused mutation → outcome, for those that were now taken in or tried; empty if the item was refused or had been
    decided before.
    """

    id: str
    state: str
    by: str | None
    at: str | None
    outcomes: Mapping[str, Outcome]


def decide(
    session: Session,
    viewer: Viewer,
    registers: Registers,
    id_: str,
    do: str,
    text: str | None,
    origin: Origin = SYSTEM,
) -> Decision:
    """Take in or refuse an item: the refused mutation in row ``id_``, and its author's earlier ones on that record.

    ``do`` is a key of ``DECISIONS``, ``text`` the leader's reason. A mutation that is refused again when taken in has
    that refusal in ``outcomes``; it and those after it go on waiting. Raises Problem ``not_found``; ``decided`` if the
    item was decided the other way before.
    """
    last = session.get(Quarantine, id_) if is_uuid(id_) else None
    if last is None or not takes_in(viewer, last.unit):
        raise Problem("not_found")
    # The lock of the unit's log is the lock of its quarantine: of two leaders at once, one is first.
    session.execute(select(Scope.rev).where(Scope.unit == last.unit).with_for_update())
    session.refresh(last)
    outcomes: dict[str, Outcome] = {}
    if last.state == WAITING:
        chain = waiting_through(session, last)
        if do == "take_in":
            outcomes = _take_in(session, registers, chain)
            chain = [one for one in chain if "version" in outcomes.get(one.row.mutation, {})]
        decided = now()
        for one in chain:
            row = one.row
            row.state, row.by, row.at, row.text = DECISIONS[do], viewer.account, decided, text
        if chain:
            details = {"record": last.record, "author": last.person, "mutations": len(chain), "text": text}
            record(session, origin, AUDITED[do], ("person", last.person), last.unit, **details)
    elif last.state != DECISIONS[do]:
        raise Problem("decided")
    at = last.at.isoformat() if last.at else None
    return {"id": last.id, "state": last.state, "by": last.by, "at": at, "outcomes": outcomes}


def _take_in(session: Session, registers: Registers, chain: list[Quarantined]) -> dict[str, Outcome]:
    """Apply the mutations of an item under new ids, with the rights of the last role that their author held there.

    Returns id of the refused mutation → outcome.
    """
    first = chain[0].row
    author = as_last_there(session, first.person, first.unit)
    raws: dict[str, RawMutation] = {
        one.row.mutation: orjson.loads(one.body or b"") | {"id": str(uuid7()), "record": first.record, "at": one.at}
        for one in chain
    }
    outcomes = append.take_in(session, author, registers, raws)
    for one in chain:
        if "version" in outcomes.get(one.row.mutation, {}):
            one.row.taken_as = raws[one.row.mutation]["id"]
    return outcomes
