"""The reminders that units were given, and whose phones have them, for the list of those that have not reported."""

from collections.abc import Mapping
from typing import TypedDict

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from server.figures.nonreporting import Fetched, Nonreporter
from server.models.org import Person
from server.models.periods import Reminder, ReminderAct, ReminderReceipt
from server.platform.clock import utc_text
from sync.registers import Register

MOST_ACTS = 50  # of one register and period that are shown
MOST_NAMED = 5  # units of one act


class GivenReminder(TypedDict):
    """One act of reminding: ``at`` (ISO 8601), ``by`` (a name), its ``text``, None without one, how many of the units
    (``n``), and the names of the first of them (``units``)."""

    at: str
    by: str
    text: str | None
    n: int
    units: list[str]


def reminders_of(session: Session, register: Register, key: str, names: Mapping[str, str]) -> list[GivenReminder]:
    """The last reminders of a register in the period ``key`` to the units ``names`` (id → name), the last first."""
    query = (
        select(ReminderAct, Person.name)
        .join(Person, Person.id == ReminderAct.by)
        .where(ReminderAct.register == register.key, ReminderAct.period == key)
        .order_by(ReminderAct.at.desc(), ReminderAct.id.desc())
        .limit(MOST_ACTS)
    )
    out: list[GivenReminder] = []
    for one, by in session.execute(query):
        of = [names[unit] for unit in one.units if unit in names]
        if of:
            out.append({"at": utc_text(one.at), "by": by, "text": one.text, "n": len(of), "units": of[:MOST_NAMED]})
    return out


def with_reminders(session: Session, register: Register, key: str, missing: list[Nonreporter]) -> list[Nonreporter]:
    """The units ``missing``, with the last reminder of each for a register in the period ``key``, and whose phones were
    sent it."""
    reminded, lists = _reminded(session, register, key), {}
    for one in missing:
        if one["unit"] in reminded:
            one["reminded"] = reminded[one["unit"]]
            lists[one["unit"]] = one["fetched"] = []
    for unit, fetched in _fetched(session, register, key):
        if unit in lists:
            lists[unit].append(fetched)
    return missing


def _fetched(session: Session, register: Register, key: str) -> list[tuple[str, Fetched]]:
    """Whose phones were sent the unit's last reminder of a register in the period ``key``, with the unit's id; each
    person once, by when the first of their phones was."""
    receipts = (
        select(ReminderReceipt, Person.name)
        .join(Person, Person.id == ReminderReceipt.person)
        .join(
            Reminder,
            and_(
                Reminder.unit == ReminderReceipt.unit,
                Reminder.register == ReminderReceipt.register,
                Reminder.period == ReminderReceipt.period,
                Reminder.at == ReminderReceipt.reminded,
            ),
        )
        .where(ReminderReceipt.register == register.key, ReminderReceipt.period == key)
        .order_by(ReminderReceipt.confirmed.is_(None), ReminderReceipt.sent)
    )
    found: dict[tuple[str, str], Fetched] = {}
    for one, name in session.execute(receipts):
        held = one.confirmed is not None
        found.setdefault((one.unit, one.person), {"name": name, "at": utc_text(one.sent), "held": held})
    return [(unit, one) for (unit, _), one in found.items()]


def _reminded(session: Session, register: Register, key: str) -> dict[str, str]:
    """Id of a unit → the moment when it was last reminded of a register in the period ``key``, as text."""
    query = select(Reminder).where(Reminder.register == register.key, Reminder.period == key)
    return {one.unit: utc_text(one.at) for one in session.scalars(query)}
