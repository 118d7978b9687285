"""A row of the quarantine: a refused mutation that a leader of its unit may still take in."""

from datetime import datetime
from typing import TypedDict

from sqlalchemy import select
from sqlalchemy.orm import Session
from uuid_utils import uuid7

from server.models.log import Quarantine
from sync.protocol.mutation import Mutation

WAITING, TAKEN_IN, REFUSED = "waiting", "taken_in", "refused"
"""How a row stands."""


class NewRow(TypedDict):
    """The columns of a ``Quarantine`` that is about to be written; ``made`` is by the phone's clock, put right."""

    id: str
    person: str
    mutation: str
    unit: str
    record: str
    code: str
    made: datetime
    received: datetime
    state: str


def new_row(person: str, mutation: Mutation, code: str, made: datetime, received: datetime) -> NewRow:
    """The row for a mutation of ``person`` that was refused with ``code``."""
    return {
        "id": str(uuid7()),
        "person": person,
        "mutation": mutation.id,
        "unit": mutation.unit,
        "record": mutation.record,
        "code": code,
        "made": made,
        "received": received,
        "state": WAITING,
    }


def waits(session: Session, person: str, record: str) -> bool:
    """Whether something that the person did to the record waits for a leader."""
    waiting = select(Quarantine.id).where(
        Quarantine.person == person, Quarantine.record == record, Quarantine.state == WAITING
    )
    return session.scalar(waiting.limit(1)) is not None
