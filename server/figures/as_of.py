"""The moment that figures are of, when they were read, as text."""

from datetime import datetime

from server.platform.clock import now, utc_text


def as_of(moment: datetime | None = None) -> str:
    """A moment, by default the present, in UTC as ISO 8601 text, to the second: ``2026-11-28T04:00:00Z``."""
    return utc_text(moment or now(), "seconds")
