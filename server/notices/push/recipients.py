"""Who of those whose devices get notices may have something to hear: only they are looked at."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.figures.reporting import REPORTED
from server.models.log import Record
from server.models.org import Role
from server.models.periods import Reminder
from server.models.push import PushSubscription
from server.models.registers import RegisterFile
from server.notices.taken_up import BySchool
from server.registers.published import PUBLISHED
from sync.protocol.transitions import APPROVED, RETURNED
from sync.registers import Registers

OVERLAP = timedelta(minutes=10)
"""By how much a record may be stored later than one that changed after it."""


def everybody(session: Session) -> list[str]:
    """The accounts of all whose devices get notices."""
    return [*session.scalars(select(PushSubscription.person).distinct().order_by(PushSubscription.person))]


def recipients(session: Session, taken: BySchool, since: datetime) -> list[str]:
    """The accounts of those for whom something may have come since a moment."""
    new = RegisterFile.state == PUBLISHED, RegisterFile.version == 1, RegisterFile.at >= since
    wanted = {*everybody(session)}
    if session.scalar(select(RegisterFile.key).where(*new).limit(1)):
        return sorted(wanted)
    people: set[str] = set()
    units: set[str] = set()
    changed = select(Record.author, Record.persons).where(
        Record.changed >= since - OVERLAP, Record.status.in_((RETURNED, APPROVED))
    )
    for author, persons in session.execute(changed):
        people.update([author, *persons])
    units.update(session.scalars(select(Reminder.unit).where(Reminder.at >= since)))
    units.update(unit for unit, found in taken.items() if any(one.since >= since - OVERLAP for one in found))
    return sorted(wanted & (people | _working_in(session, units)))


def models_changed(session: Session, registers: Registers, since: datetime) -> bool:
    """Whether a registration of a model was sent since a moment."""
    keys = [register.key for register in registers.all_latest() if register.ripple]
    sent = Record.changed >= since - OVERLAP, Record.status.in_(REPORTED), Record.register.in_(keys)
    return bool(keys) and session.scalar(select(Record.id).where(*sent).limit(1)) is not None


def _working_in(session: Session, units: Iterable[str]) -> set[str]:
    """Those who have, or had, a role in one of these units: what they may see now their notices say."""
    return {*session.scalars(select(Role.person).where(Role.unit.in_([*units])))}
