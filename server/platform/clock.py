"""What time it is, and what time and day it is where the schools are."""

from datetime import UTC, date, datetime, timedelta, timezone

HERE = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")  # no summer time


def now() -> datetime:
    """This moment, as an aware time in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The day that it is now in Việt Nam."""
    return now().astimezone(HERE).date()
