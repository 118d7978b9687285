"""The current time in UTC, and the current day where the schools are, in Việt Nam."""

from datetime import UTC, date, datetime, timedelta, timezone

HERE = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")  # no summer time


def now() -> datetime:
    """This moment, as an aware time in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The date in Việt Nam at this moment."""
    return now().astimezone(HERE).date()
