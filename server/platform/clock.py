"""What time it is, and what time it is where the schools are."""

from datetime import UTC, datetime, timedelta, timezone

HERE = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")  # no summer time


def now() -> datetime:
    """This moment: aware, UTC."""
    return datetime.now(UTC)
