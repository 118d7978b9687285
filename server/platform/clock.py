"""The current time in UTC, the current day where the schools are, in Việt Nam, and what the clocks there show."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone

FIRST, LAST = date(1, 1, 2), date(9999, 12, 30)  # days whose beginning and end there is, in UTC as well
HERE = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")  # no summer time

ISO = re.compile(
    r"(?:[0-9]{4}-[0-9]{2}-[0-9]{2}[T ])?([0-9]{2}:[0-9]{2})(?::[0-9]{2}(?:\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:?[0-9]{2})?"
)
"""A time of the day or a day with a time, as ISO 8601 and the forms of ODK write it."""


def now() -> datetime:
    """This moment, as an aware time in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The day that it is now in Việt Nam."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """The day that it is in Việt Nam at an aware moment: at 00:30 there it is still the day before in UTC."""
    return moment.astimezone(HERE).date()


def utc_text(moment: datetime, timespec: str = "auto") -> str:
    """An aware moment in UTC as ISO 8601 text, as answers and files have it: ``2026-11-28T04:00:00Z``.

    ``timespec``: how much of a second is written, as in ``datetime.isoformat``.
    """
    return moment.astimezone(UTC).isoformat(timespec=timespec).replace("+00:00", "Z")


def start_of_day(day: date) -> datetime:
    """The moment at which a day begins in Việt Nam, as an aware time; of the first day that there
    is that of the second, as UTC has none for it."""
    return datetime.combine(max(day, FIRST), time(), HERE)


def end_of_day(day: date) -> datetime:
    """The moment at which a day is over in Việt Nam: the one at which the next begins, as an aware time; of
    the last day that there is that of the one before."""
    return start_of_day(min(day, LAST) + timedelta(days=1))


def wall_clock(text: str) -> str | None:
    """What clocks in Việt Nam show at a time or moment that is written in ISO 8601, to the minute.

    ``14:30:00.000+07:00`` is ``14:30``, and ``2026-11-30T07:30:00Z`` is ``2026-11-30T14:30``. Without a zone it is
    theirs already. None for what is no time.
    """
    if ISO.fullmatch(text) is None:
        return None
    whole = text if "-" in text[:5] else f"2000-01-01T{text}"
    try:
        found = datetime.fromisoformat(whole)
        here = found.astimezone(HERE) if found.tzinfo else found
    except (ValueError, OverflowError):
        return None
    return f"{here:%H:%M}" if whole != text else f"{here.date().isoformat()}T{here:%H:%M}"


def zoned(shown: str) -> str:
    """What clocks in Việt Nam show at a time or moment, with seconds and their zone, as the forms of ODK write it."""
    return f"{shown}:00.000+07:00"
