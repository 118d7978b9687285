"""The units that a request goes by: those whose day to end has come have ended before it."""

from flask import current_app, request

from server.api.known_registers import WITHOUT_REGISTERS
from server.org import due_endings


def end_units_due() -> None:
    """Before each request: bring about the mergers and splits that were planned for today."""
    if request.path.startswith("/api/") and request.path not in WITHOUT_REGISTERS:
        due_endings.bring_about(current_app)
