"""Carrying out planned mergers, splits and other changes of units on their day, before any request shows that day: each
process looks once a day."""

from flask import Flask

from server.org import endings, planned_changes
from server.platform.clock import today
from server.platform.database import again, read, write

LOOKED_ON = "endings_looked_for_on"  # app.extensions: the day on which this process looked last


def bring_about(app: Flask) -> int:
    """Carry out the planned mergers, splits and changes whose day has come; returns how many. Needs an app context.

    They are planned for a midnight to come, so one look a day is enough, and later calls on that day return 0 at once.
    A read-only server carries out none, and shows such units as they were.
    """
    day = today()
    if app.config["READ_ONLY"] or app.extensions.get(LOOKED_ON) == day:
        return 0
    with read() as session:
        due = endings.any_due(session) or planned_changes.any_due(session)
    carried_out = again(_carry_out) if due else 0
    app.extensions[LOOKED_ON] = day
    return carried_out


def _carry_out() -> int:
    with write() as session:
        return planned_changes.carry_out_due(session) + endings.carry_out_due(session)
