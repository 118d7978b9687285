"""Before a request is answered, mergers and splits that were planned for a day that has come are carried out.

Each server process looks for them once a day.
"""

from flask import current_app, request

from server.api.known_registers import WITHOUT_REGISTERS
from server.org import due_endings


def end_units_due() -> None:
    """Before each request: bring about the mergers and splits that were planned for today."""
    if request.path.startswith("/api/") and request.path not in WITHOUT_REGISTERS:
        due_endings.bring_about(current_app)
