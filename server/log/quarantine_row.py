"""A row of the quarantine: one refused mutation that a leader of its unit may still take in."""

from collections.abc import Collection
from datetime import datetime
from typing import TypedDict

from sqlalchemy import select
from sqlalchemy.orm import Session
from uuid_utils import uuid7

from server.models.log import Quarantine
from sync.protocol.mutation import Mutation

WAITING, TAKEN_IN, REFUSED = "waiting", "taken_in", "refused"
"""The states of a quarantine row."""
MOVED = "moved"
"""The code of what is kept because its author has left the unit."""


class NewRow(TypedDict):
    """The columns of a ``Quarantine`` row that is about to be inserted; its state is ``waiting`` by itself.

    ``code``: why the mutation was refused; ``made``: when it was made, by the phone's clock corrected to the server's.
    """

    id: str
    person: str
    mutation: str
    unit: str
    record: str
    code: str
    made: datetime
    received: datetime


def new_row(person: str, mutation: Mutation, code: str, made: datetime, received: datetime) -> NewRow:
    """A row in state ``waiting`` for a mutation by the account ``person`` that was refused with ``code``."""
    return {
        "id": str(uuid7()),
        "person": person,
        "mutation": mutation.id,
        "unit": mutation.unit,
        "record": mutation.record,
        "code": code,
        "made": made,
        "received": received,
    }


def waiting_among(session: Session, person: str, mutations: Collection[str]) -> dict[tuple[str, str], str]:
    """Those of a person's mutations that wait in the quarantine: (mutation, its record) → why it was refused."""
    if not mutations:
        return {}
    waiting = select(Quarantine.mutation, Quarantine.record, Quarantine.code).where(
        Quarantine.person == person, Quarantine.mutation.in_(mutations), Quarantine.state == WAITING
    )
    return {(mutation, record): code for mutation, record, code in session.execute(waiting)}
