"""The filters of a list of records: turns the parameters of a request into SQL conditions on ``Record``."""

import re
from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Date, Select, and_, literal_column, or_, select
from sqlalchemy.orm import Session

from server.models.log import Record
from server.models.org import Unit
from server.models.periods import Period
from server.models.record_imports import ImportedRecord
from server.models.unit_states import UnitState, states_at
from server.org.reporting_units import counted_at
from server.periods import ranges
from server.periods.moments import units_as_of
from server.platform import sort_indexes
from server.platform.clock import end_of_day, now, start_of_day
from server.platform.query_params import ParamReader
from server.platform.search_index import holds
from server.records import drilldown
from sync.protocol.transitions import STATUSES
from sync.registers import Register, Registers

FILTERS = (
    *("register", "unit", "status", "period", "author", "q"),
    *("month", "where", "measure", "age", "of", "day", "since", "import"),
)
"""Names of the parameters that ``read_filters`` and ``read_drilldown`` read."""
FEW_UNITS = 100  # a commune's, not a province's
_AGE = re.compile(r"([0-9]{1,4})(?:-([0-9]{1,4}))?\Z")


def read_filters(session: Session, params: ParamReader, registers: Registers) -> list[ColumnElement[bool]]:
    """SQL conditions, all of which a listed record must meet, from the parameters that are given.

    ``register``, ``unit`` (with all units below it), ``status`` (several), ``period``, ``author``, ``age``, the ranges
    of days ``day`` and ``since``, search terms ``q``, and the ``import`` by which they came from a workbook. A bad
    value is noted as a fault in ``params``, which ``params.refuse()`` raises later.
    """
    known = registers.all_latest()
    found: list[ColumnElement[bool]] = []
    if register := params.among("register", {item.key for item in known}):
        found.append(Record.register == register)
    if statuses := params.several("status", STATUSES):
        found.append(Record.status.in_(statuses))
    period = read_period(session, params)
    if (units := read_units(session, params, registers, period)) is not None:
        found.append(in_units(session, units))
    if period:
        concerned = [item for item in known if register in (None, item.key)]
        found.append(ranges.records_within(session, period, concerned))
    if author := params.id("author"):
        found.append(Record.author == author)
    if text := params.one("age"):
        found += _age(params, text)
    if source := params.id("import"):
        found.append(Record.id.in_(select(ImportedRecord.record).where(ImportedRecord.source == source)))
    found += _days(params)
    return found + holds(session, Record.search_text, params.terms("q"))


def read_drilldown(session: Session, params: ParamReader, registers: Registers) -> list[ColumnElement[bool]]:
    """SQL conditions that select the records behind a bar of a chart, from ``month``, ``where`` and ``measure``.

    ``where`` and ``measure`` need the parameter ``register``. A bad value is noted as a fault in ``params``, which
    ``params.refuse()`` raises later.
    """
    found: list[ColumnElement[bool] | None] = []
    if month := params.one("month"):
        found.append(drilldown.month(month))
        if found[-1] is None:
            params.fault("month", "type")
    register = registers.latest(params.one("register") or "")
    period = read_period(session, params)
    at = _as_of(session, params, registers, period)
    if where := params.one("where"):
        found.append(drilldown.values(register, where, at) if register else None)
        if found[-1] is None:
            params.fault("where", "choices")
    if measure := params.among("measure", {item.key for item in register.measures} if register else ()):
        assert register is not None
        found.append(drilldown.measure(register, measure, period, at))
    return [condition for condition in found if condition is not None]


def read_period(session: Session, params: ParamReader) -> Period | None:
    """The period that the parameter ``period`` names; None if it is not given.

    If there is no such period: None too, and a fault in ``params``, which ``params.refuse()`` raises later.
    """
    key = params.one("period")
    period = session.get(Period, key) if key else None
    if key and period is None:
        params.fault("period", "choices")
    return period


def read_units(
    session: Session, params: ParamReader, registers: Registers, period: Period | None
) -> Select[str] | None:
    """A query for the ids of the unit that the parameter ``unit`` names, and of all below it; None if it is not given.

    ``period``: the one that is named, as of which units are taken.
    """
    unit = params.id("unit")
    return units_below(unit, _as_of(session, params, registers, period)) if unit else None


def in_statuses(registers: Iterable[Register], statuses: Collection[str]) -> ColumnElement[bool]:
    """An SQL condition for the records with one of ``statuses``; without any, with a status that counts in figures.

    Which statuses count is each register's own: records of other registers than these ``registers`` are left out then.
    """
    if statuses:
        return Record.status.in_(statuses)
    keys: dict[tuple[str, ...], list[str]] = {}
    for register in registers:
        keys.setdefault(tuple(register.counts), []).append(register.key)
    return or_(*(and_(Record.register.in_(of), Record.status.in_(counts)) for counts, of in keys.items()))


def units_below(unit: str, at: datetime | None = None) -> Select[str]:
    """A query for the ids of a unit and of all units below it in the tree of places; ``unit`` is an id.

    ``at``: as the places were at that moment; without it, as they are.
    """
    if at is not None:
        return select(UnitState.unit).where(states_at(at), UnitState.place.contains(f"/{unit}/"))
    place = select(Unit.place).where(Unit.id == unit).scalar_subquery()
    # Places are made of ids and slashes alone: nothing in them means something to LIKE.
    return select(Unit.id).where(Unit.place.like(place + "%"))


def in_units(session: Session, units: Select[str]) -> ColumnElement[bool]:
    """An SQL condition for the records of the units that a query of ids finds.

    Few units are named by their ids: the database then knows how many there are before it plans the list.
    """
    ids = session.scalars(units.limit(FEW_UNITS + 1)).all()
    return Record.scope.in_(ids if len(ids) <= FEW_UNITS else units)


def _as_of(session: Session, params: ParamReader, registers: Registers, period: Period | None) -> datetime:
    """The moment as of which units are taken in a list of a period's records; without a period the present one.

    It is that of the figure that the list stands behind: of the period ``of``, if it is part of a longer one's figure.
    """
    key = params.one("of")
    whole = (session.get(Period, key) if key else None) or period
    if whole is None:
        return now()
    register, unit = registers.latest(params.one("register") or ""), params.one("unit")
    if register is None or unit is None:
        return counted_at(whole.ends, now())
    return units_as_of(session, register, ranges.span(session, register, whole), unit, now())


def _age(params: ParamReader, text: str) -> list[ColumnElement[bool]]:
    """Records by how many days they have had their status: ``7`` for seven or more, ``3-7`` for three to seven."""
    found = _AGE.match(text)
    if not found or (found[2] and int(found[2]) < int(found[1])):
        params.fault("age", "type")
        return []
    today = now()
    out = [Record.since <= today - timedelta(days=int(found[1]))]
    if found[2]:
        out.append(Record.since > today - timedelta(days=int(found[2]) + 1))
    return out


def _days(params: ParamReader) -> list[ColumnElement[bool]]:
    """Records by ``day``, on which what they tell of was, and by ``since``, on which they came to their status."""
    out: list[ColumnElement[bool]] = []
    first, last = _range(params, "day")
    if first or last:
        # The very expression that the index is over; it puts records without a day before all others.
        day = literal_column(sort_indexes.DAY, Date())
        out.append(Record.day.is_not(None))
        out += [] if first is None else [day >= first]
        out += [] if last is None else [day <= last]
    first, last = _range(params, "since")
    out += [] if first is None else [Record.since >= start_of_day(first)]
    out += [] if last is None else [Record.since < end_of_day(last)]
    return out


def _range(params: ParamReader, name: str) -> tuple[date | None, date | None]:
    """The first and the last day of the range in a parameter, ``YYYY-MM-DD..YYYY-MM-DD``; None for an end that is left
    open, or if the parameter is not given."""
    text = params.one(name)
    if text is None:
        return None, None
    first, dots, last = text.partition("..")
    try:
        ends = tuple(date.fromisoformat(end) if end else None for end in (first, last))
    except ValueError:
        dots = ""
    if not dots or (ends[0] and ends[1] and ends[1] < ends[0]):
        params.fault(name, "type")
        return None, None
    return ends[0], ends[1]
