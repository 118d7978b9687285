"""The clock of this machine, beside the database's and what the log has received."""

import time
from datetime import datetime, timedelta

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from server.doctor.finding import FAULT, OK, WARNING, Finding
from server.models.log import LogEntry
from server.platform.clock import HERE, now

SLIGHT, MUCH = timedelta(seconds=2), timedelta(minutes=1)
SET_IT = "Let the system keep the time: timedatectl set-ntp true; then look at `timedatectl`."


def check_clock(session: Session) -> Finding:
    """How far this machine's clock is from the database's, or behind the latest work that the log has received.

    On SQLite the database has no clock of its own. Deadlines, sessions and one-time codes go by the clock.
    """
    here = now()
    latest = session.scalar(select(func.max(LogEntry.received)))
    if latest and latest > here + MUCH:
        found = f"It is {_text(here)} by this clock, and the log has received work at {_text(latest)} already."
        return Finding("clock", FAULT, found, SET_IT)
    off = abs(_database_time(session) - here)
    if off > SLIGHT:
        found = f"This clock and the database's are {off.total_seconds():.0f} seconds apart."
        return Finding("clock", FAULT if off > MUCH else WARNING, found, SET_IT)
    zone = f"The system's time zone is {time.strftime('%Z (%z)')}"
    return Finding("clock", OK, f"It is {_text(here)}. {zone}; days and deadlines are those of Việt Nam in any zone.")


def _database_time(session: Session) -> datetime:
    if session.get_bind().dialect.name == "sqlite":
        return now()
    return session.scalar(text("SELECT clock_timestamp()")) or now()


def _text(moment: datetime) -> str:
    return f"{moment.astimezone(HERE):%Y-%m-%d %H:%M:%S} in Việt Nam"
