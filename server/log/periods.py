"""The periods that records fall into, and which of them are closed for which unit."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.models.periods import Period
from server.periods import closings
from server.periods.ranges import EVENT_YEAR
from server.platform.catalog_memory import CatalogMemory
from sync.registers import Register

# Built once: to put a statement together costs as much as to run it.
_PERIODS = select(Period.key, Period.kind, Period.starts, Period.ends, Period.closed)


class Known(NamedTuple):
    """A period as ``server.models.periods.Period`` has it."""

    key: str
    kind: str
    starts: date
    ends: date
    closed: bool


class Periods:
    """All periods by their key (``by_key``), read from the database at once.

    What is closed for a unit is read when first needed. All of it comes from ``memory``, where that has it.
    """

    def __init__(self, session: Session, memory: CatalogMemory | None = None):
        self._session, self._memory = session, memory or CatalogMemory(session, None)
        self.by_key = self._memory.get("periods", [""], self._read)[""]

    def of_day(self, register: Register, day: date) -> str | None:
        """The key of the period that contains a day, of the register's kind of period (such as month).

        None if there is none.
        """
        kind = _kind(register)
        for period in self.by_key.values():
            if period.kind == kind and period.starts <= day <= period.ends:
                return period.key
        return None

    def has(self, register: Register, key: str) -> bool:
        """Whether ``key`` is the key of a period of the kind that the register has (such as month)."""
        return key in self.by_key and self.by_key[key].kind == _kind(register)

    def closed(self, register: str, unit: str, period: str | None) -> bool:
        """Whether a register's ``period`` (a key, or None) is closed for a unit, given by its id.

        False for None and for a key that is no period.
        """
        if period is None or period not in self.by_key:
            return False
        if self.by_key[period].closed:
            return True
        return (register, period) in self._memory.get("closed", [unit], self._read_closed)[unit]

    def _read(self, names: list[str]) -> dict[str, dict[str, Known]]:
        rows = map(Known._make, self._session.connection().execute(_PERIODS))
        return dict.fromkeys(names, {period.key: period for period in rows})

    def _read_closed(self, units: list[str]) -> Mapping[str, Collection[closings.Place]]:
        return closings.of_units(self._session, units)


def _kind(register: Register) -> str:
    return EVENT_YEAR if register.period == "event" else register.period
