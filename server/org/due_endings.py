"""Bringing about the endings of units whose day has come, before anybody sees the day: each process asks once a day."""

from flask import Flask

from server.org import endings
from server.platform.clock import today
from server.platform.database import again, read, write

ASKED_ON = "endings_asked_on"


def bring_about(app: Flask) -> int:
    """Carry out the mergers and splits that are due; returns how many. Needs an app context.

    Endings are planned for midnights to come, so whoever has asked once on a day need not ask again on it: that costs
    a request nothing. A server that only reads changes nothing, and shows every school as it was.
    """
    day = today()
    if app.config["READ_ONLY"] or app.extensions.get(ASKED_ON) == day:
        return 0
    with read() as session:
        due = endings.any_due(session)
    carried_out = again(_carry_out) if due else 0
    app.extensions[ASKED_ON] = day
    return carried_out


def _carry_out() -> int:
    with write() as session:
        return endings.carry_out_due(session)
