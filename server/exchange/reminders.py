"""Reminders in the exchange: each goes once to the phones of those who can answer it, and is noted as sent and held.

How far a phone has them stands in its cursor, so that it costs nothing to phones that were sent none.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.auth.sessions import Phone
from server.exchange.cursor import Cursor, ScopeCursor, short_id
from server.models.org import Person
from server.models.periods import Reminder, ReminderReceipt
from server.periods.deadlines import fills_in
from server.platform.clock import day_of, now
from server.platform.id_lists import among
from sync.protocol.exchange import ReminderEntry
from sync.registers import Registers

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
OLDEST = timedelta(days=180)  # what was reminded of earlier is not shown any more

# Built once: to put a statement together costs as much as to run it.
_LATER = (among(Reminder.unit, "reminded_units"), Reminder.at >= bindparam("reminded_since"))
NEW = exists().where(*_LATER)
"""Whether there are reminders ``since`` those that a phone has."""
_OF_UNITS = (
    select(Reminder.unit, Reminder.register, Reminder.period, Reminder.at, Person.name, Reminder.text)
    .join(Person, Person.id == Reminder.by)
    .where(*_LATER)
    .order_by(Reminder.at)
)
_UNCONFIRMED = select(ReminderReceipt).where(
    ReminderReceipt.session == bindparam("phone"), ReminderReceipt.confirmed.is_(None)
)


class News(NamedTuple):
    """A reminder that a phone does not have: of a unit (its id), a register and a period (keys), given at a moment by
    somebody (their name), in words of their own if they wrote any."""

    unit: str
    register: str
    period: str
    at: datetime
    by: str
    text: str | None


def since(viewer: Viewer, scopes: Mapping[str, ScopeCursor]) -> dict[str, object]:
    """What ``NEW`` is asked with: the units whose people the viewer is among, and from when on a phone that has read so
    far may lack reminders of one of them. ``scopes``: scope id → how far."""
    units = sorted({grant.unit for grant in viewer.grants if grant.unit in scopes})
    least = min((scopes[unit].reminded for unit in units), default=0)
    after = max(EPOCH + timedelta(milliseconds=least + 1), now() - OLDEST)
    return {"reminded_units": units, "reminded_since": after}


def read_news(session: Session, viewer: Viewer, registers: Registers, scopes: Mapping[str, ScopeCursor]) -> list[News]:
    """The reminders, earliest first, that the phone does not have, of registers that its person fills in. ``scopes``:
    scope id → how far the phone has read."""
    found = []
    for row in session.connection().execute(_OF_UNITS, since(viewer, scopes)):
        one = News(*row)
        register = registers.latest(one.register)
        if _mark_of(one.at) > scopes[one.unit].reminded and register and fills_in(viewer, register, one.unit):
            found.append(one)
    return found


def entry(reminder: News) -> ReminderEntry:
    """A reminder as the exchange has it."""
    found: ReminderEntry = {
        "register": reminder.register,
        "period": reminder.period,
        "unit": reminder.unit,
        "reminded": day_of(reminder.at).isoformat(),
        "reminded_by": reminder.by,
    }
    if reminder.text:
        found["text"] = reminder.text
    return found


def mark(cursor: Cursor, reminder: News) -> None:
    """Let the cursor say that its phone has this reminder, and the unit's earlier ones."""
    short = short_id(reminder.unit)
    cursor.scopes[short] = cursor.scopes[short]._replace(reminded=_mark_of(reminder.at))


def note_sent(session: Session, phone: Phone, news: list[News]) -> None:
    """Note that reminders leave with the answer to this phone."""
    for one in news:
        key = (phone.digest, one.unit, one.register, one.period)
        receipt = session.get(ReminderReceipt, key)
        if receipt is None:
            receipt = ReminderReceipt(session=key[0], unit=key[1], register=key[2], period=key[3])
            session.add(receipt)
        receipt.person, receipt.reminded, receipt.sent, receipt.confirmed = phone.person, one.at, now(), None


def unconfirmed(session: Session, phone: Phone, scopes: Mapping[str, ScopeCursor]) -> list[ReminderReceipt]:
    """The receipts of reminders that the phone's cursor says it holds, and that do not say so yet."""
    if not any(scope.reminded for scope in scopes.values()):
        return []
    waiting = session.scalars(_UNCONFIRMED, {"phone": phone.digest})
    return [one for one in waiting if one.unit in scopes and _mark_of(one.reminded) <= scopes[one.unit].reminded]


def note_held(session: Session, phone: Phone, scopes: Mapping[str, ScopeCursor]) -> None:
    """Note that the phone holds the reminders that its cursor says it does."""
    for receipt in unconfirmed(session, phone, scopes):
        receipt.confirmed = now()


def _mark_of(moment: datetime) -> int:
    """The moment of a reminder as a cursor has it, in whole milliseconds."""
    return (moment - EPOCH) // timedelta(milliseconds=1)
