"""The moment at which figures were read, which every answer with figures gives as ``as_of``."""

from server.platform.clock import now


def as_of() -> str:
    """The present time in UTC as ISO 8601 text, to the second: ``2026-11-28T04:00:00Z``."""
    return now().isoformat(timespec="seconds").replace("+00:00", "Z")
