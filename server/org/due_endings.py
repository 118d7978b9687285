"""Ending the units whose day has come before anybody sees the day: each process looks for them once a day."""

from flask import Flask

from server.org import endings
from server.platform.clock import today
from server.platform.database import again, read, write

LOOKED_ON = "endings_looked_for_on"


def bring_about(app: Flask) -> int:
    """Carry out the mergers and splits that are due; returns how many. Needs an app context.

    Endings are planned for midnights to come, so a process that has looked for them once on a day need not do it again
    on that day, and other requests pay nothing. A server that only reads changes nothing, and shows all as it was.
    """
    day = today()
    if app.config["READ_ONLY"] or app.extensions.get(LOOKED_ON) == day:
        return 0
    with read() as session:
        due = endings.any_due(session)
    carried_out = again(_carry_out) if due else 0
    app.extensions[LOOKED_ON] = day
    return carried_out


def _carry_out() -> int:
    with write() as session:
        return endings.carry_out_due(session)
