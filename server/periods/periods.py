"""The periods that registers are filled in for: school years with their semesters, and calendar years with their
halves."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

from server.models.catalog import change_catalog
from server.models.periods import Period

ALWAYS = (date(2000, 1, 1), date(2999, 12, 31))  # days of the period ``once``


def of_school_year(year: int) -> Iterator[tuple[str, str, date, date]]:
    """The school year that begins in September of ``year`` and its two semesters, each as (key, kind, first day, last
    day)."""
    key = f"{year}-{year + 1}"
    yield key, "school_year", date(year, 9, 1), date(year + 1, 8, 31)
    yield f"{key}-HK1", "semester", date(year, 9, 1), date(year + 1, 1, 17)
    yield f"{key}-HK2", "semester", date(year + 1, 1, 18), date(year + 1, 8, 31)


def of_year(year: int) -> Iterator[tuple[str, str, date, date]]:
    """The calendar year ``year`` and its two halves, each as (key, kind, first day, last day)."""
    yield str(year), "year", date(year, 1, 1), date(year, 12, 31)
    yield f"{year}-H1", "half_year", date(year, 1, 1), date(year, 6, 30)
    yield f"{year}-H2", "half_year", date(year, 7, 1), date(year, 12, 31)


def extend(session: DatabaseSession, first_year: int, last_year: int) -> int:
    """Add the periods that are missing, and return how many were added: the school years that begin in ``first_year``
    to ``last_year``, their semesters, the calendar years that these touch, their halves, and the period ``once``."""
    wanted = [("once", "once", *ALWAYS)]
    for year in range(first_year, last_year + 1):
        wanted += of_school_year(year)
    for year in range(first_year, last_year + 2):
        wanted += of_year(year)
    known = set(session.scalars(select(Period.key)))
    missing = [Period(key=key, kind=kind, starts=a, ends=b) for key, kind, a, b in wanted if key not in known]
    session.add_all(missing)
    if missing:
        session.flush()
        change_catalog(session)
    return len(missing)


def close(session: DatabaseSession, through: date) -> int:
    """Close the periods that end on or before the day ``through``, for all registers and units; returns how many of
    them were open until now."""
    ended = session.scalars(select(Period).where(Period.ends <= through, Period.closed.is_(False))).all()
    for period in ended:
        period.closed = True
    if ended:
        change_catalog(session)
    return len(ended)
