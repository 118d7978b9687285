"""Times as phones write them: ISO 8601 with an offset."""

from datetime import datetime


def moment(text: object) -> datetime | None:
    """The time in ``text``, such as ``2026-11-21T16:40:00+07:00``; None if it is no time with an offset."""
    if not isinstance(text, str) or not 19 <= len(text) <= 40 or text[10] not in "Tt ":
        return None
    try:
        value = datetime.fromisoformat(text)
        value.timestamp()
        return value if value.utcoffset() is not None else None
    except (ValueError, OverflowError):
        return None
