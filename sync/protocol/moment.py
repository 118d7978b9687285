"""Times as phones write them: ISO 8601 with an offset. A phone's clock may say anything; what no phone can have lived
through is no time."""

from datetime import UTC, datetime, timedelta

FIRST, AFTER_LAST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
FARTHEST = timedelta(hours=14)  # from UTC: Kiritimati


def moment(text: object) -> datetime | None:
    """The time that ``text`` names, with its offset, e.g. of ``2026-11-21T16:40:00+07:00``.

    None if it names none from 1970 to 2199, or one with an offset beyond 14 hours.
    """
    if not isinstance(text, str) or not 19 <= len(text) <= 40 or text[10] not in "Tt ":
        return None
    try:
        value = datetime.fromisoformat(text)
        offset = value.utcoffset()
        known = offset is not None and abs(offset) <= FARTHEST and FIRST <= value < AFTER_LAST
    except (ValueError, OverflowError):
        return None
    return value if known else None
