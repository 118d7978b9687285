"""The content of an evidence sheet: a person's or a unit's records of a school year, with their sums and points."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, or_, select
from sqlalchemy.orm import Session

from server.access.jobs import owns
from server.access.records import visible
from server.access.units import reads_figures
from server.access.viewer import Viewer
from server.models.log import Record
from server.models.org import Person, Unit
from server.models.periods import Period
from server.periods import ranges
from server.platform.clock import today
from server.records.filters import units_below
from sync.protocol.problems import Problem
from sync.protocol.transitions import DELETED, DRAFT
from sync.registers import Field, Register, Registers, visible_answers
from sync.registers.field import NUMBERS, PLACES

MOST = 5_000  # records on one sheet; any further are left out


@dataclass(frozen=True, slots=True)
class Year:
    """The records of a person or a unit in a school year. ``name`` is the name of the person or unit.

    ``parts``: pairs of a register and its records, sorted by the register's key; the records by day, then by period.
    """

    name: str
    period: Period
    parts: list[tuple[Register, list[Record]]]


def year(session: Session, viewer: Viewer, registers: Registers, owner: str, key: str | None) -> Year:
    """The records of a school year that the viewer may see, without drafts and deleted ones.

    ``owner``: the id of a unit, whose records and those of all units below are meant; or the viewer's own account, for
    the records of which they are author or co-author. ``key``: the year, by default the one that began last. Raises
    Problem ``not_found`` if there is no such owner or it is not theirs to read, ``malformed`` if there is no such year.
    """
    period = session.get(Period, key) if key else _present(session)
    if period is None or period.kind != ranges.EVENT_YEAR:
        raise Problem("malformed", {"year": {"rule": "choices"}})
    name, own = _owner(session, viewer, owner)
    known = registers.all_latest()
    query = (
        select(Record)
        .where(
            own,
            visible(viewer, known),
            Record.status.not_in((DRAFT, DELETED)),
            ranges.records_within(period, [item.key for item in known if item.period == "event"]),
        )
        .order_by(Record.register, Record.day, Record.period, Record.id)
        .limit(MOST)
    )
    found: dict[str, list[Record]] = {}
    for record in session.scalars(query):
        found.setdefault(record.register, []).append(record)
    parts = ((registers.latest(key), records) for key, records in found.items())
    return Year(name, period, [(register, records) for register, records in parts if register])


def results(register: Register, records: list[Record]) -> list[tuple[Field, int | float]]:
    """The sum over the records for each number field of a register of events, as (field, sum), without zeros.

    Empty for registers of other periods: what is reported once a year must not be added up. The client does the same
    in client/src/phone/year/yearRecords.ts.
    """
    if register.period != "event":
        return []
    answers = [visible_answers(register, record.data) for record in records]
    fields = [one for one in register.fields.values() if one.type in NUMBERS and not one.retired]
    sums = [(field, round(sum(data.get(field.name) or 0 for data in answers), PLACES)) for field in fields]
    return [(field, total) for field, total in sums if total]


def points(register: Register, records: list[Record]) -> list[tuple[Field, Record, Any]]:
    """The values that were computed from each record's answers, such as its total of points or rating.

    As (field, record, value), record by record.
    """
    return [
        (field, record, record.computed[field.name])
        for record in records
        for field in register.computed
        if record.computed and field.name in record.computed
    ]


def _owner(session: Session, viewer: Viewer, id_: str) -> tuple[str, ColumnElement[bool]]:
    """The name of a unit or person, and an SQL condition for their records.

    Raises Problem ``not_found`` unless it is a unit whose figures the viewer may read, or the viewer.
    """
    if unit := session.get(Unit, id_):
        if not reads_figures(viewer, unit.id, unit.path):
            raise Problem("not_found")
        return unit.name, Record.scope.in_(units_below(unit.id))
    person = session.get(Person, id_)
    if person is None or not owns(viewer, person.id):
        raise Problem("not_found")
    named = cast(Record.persons, Text).like(f'%"{person.id}"%')
    return person.name, or_(Record.author == person.id, named)


def _present(session: Session) -> Period | None:
    """The school year that began last; None if none has begun."""
    query = select(Period).where(Period.kind == ranges.EVENT_YEAR, Period.starts <= today())
    return session.scalar(query.order_by(Period.starts.desc()).limit(1))
