"""The current time in UTC, and the current day where the schools are, in Việt Nam."""

from datetime import UTC, date, datetime, time, timedelta, timezone

FIRST, LAST = date(1, 1, 2), date(9999, 12, 30)  # days whose beginning and end there is, in UTC as well
HERE = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")  # no summer time


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
