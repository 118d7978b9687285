"""The periods that registers count by: school years with their semesters, calendar years with their halves."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

from server.models.catalog import change_catalog
from server.models.periods import Period

ALWAYS = (date(2000, 1, 1), date(2999, 12, 31))


def of_school_year(year: int) -> Iterator[tuple[str, str, date, date]]:
    """(key, kind, first day, last day) of the school year that begins in ``year``, and of its two semesters."""
    key = f"{year}-{year + 1}"
    yield key, "school_year", date(year, 9, 1), date(year + 1, 8, 31)
    yield f"{key}-HK1", "semester", date(year, 9, 1), date(year + 1, 1, 17)
    yield f"{key}-HK2", "semester", date(year + 1, 1, 18), date(year + 1, 8, 31)


def of_year(year: int) -> Iterator[tuple[str, str, date, date]]:
    """(key, kind, first day, last day) of a calendar year and of its halves."""
    yield str(year), "year", date(year, 1, 1), date(year, 12, 31)
    yield f"{year}-H1", "half_year", date(year, 1, 1), date(year, 6, 30)
    yield f"{year}-H2", "half_year", date(year, 7, 1), date(year, 12, 31)


def extend(session: DatabaseSession, first_year: int, last_year: int) -> int:
    """Add the school years that begin in ``first_year`` … ``last_year`` and the calendar years that they touch, with
    their parts, as far as they are missing; returns how many periods were added."""
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
    """Close, for all registers and units, the periods that end by ``through``; returns how many were open."""
    ended = session.scalars(select(Period).where(Period.ends <= through, Period.closed.is_(False))).all()
    for period in ended:
        period.closed = True
    if ended:
        change_catalog(session)
    return len(ended)
