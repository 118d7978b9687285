"""The moment that figures are of."""

from server.platform.clock import now


def as_of() -> str:
    """The time now in UTC, to the second, as JSON has it: ``2026-11-28T04:00:00Z``."""
    return now().isoformat(timespec="seconds").replace("+00:00", "Z")
