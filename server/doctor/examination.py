"""The whole examination: one finding for each thing that the service needs."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import cast

from sqlalchemy.exc import SQLAlchemyError

from server.doctor.backups import check_backups
from server.doctor.clock import check_clock
from server.doctor.disk import check_disk
from server.doctor.durability import check_durability
from server.doctor.finding import FAULT, Finding
from server.doctor.folders import folders
from server.doctor.jobs import check_jobs
from server.doctor.keys import check_keys
from server.doctor.mail import check_mail
from server.doctor.migrations import check_migrations
from server.doctor.permissions import check_permissions
from server.doctor.push import check_push
from server.doctor.registers import check_registers
from server.doctor.rewound import check_rewound
from server.doctor.search import check_search
from server.doctor.second_factors import check_second_factors
from server.platform.database import read
from server.platform.fault_text import first_line

UNREACHABLE = "Start the database, and look at DATABASE_URL (flask settings)."
MIGRATE_FIRST = "The tables are not those that it reads: see migrations."


def examine(config: Mapping[str, object]) -> Iterator[Finding]:
    """A finding for each thing, in the order in which they are to be mended. ``config``: the settings, by key.

    Needs an app context. Nothing is changed, and nothing is raised because something is wrong.
    """
    places, url = folders(config), str(config["DATABASE_URL"])
    yield check_disk(places)
    yield check_permissions(places)
    yield check_keys(config)
    try:
        with read() as session:
            yield check_durability(session, places)
            tables = check_migrations(session)
    except SQLAlchemyError as fault:
        yield Finding("database", FAULT, f"The database does not answer: {first_line(fault)}.", UNREACHABLE)
        return
    yield tables
    yield _of_tables("clock", lambda: _in_session(check_clock))
    yield _of_tables("jobs", lambda: _in_session(lambda session: check_jobs(session, url)))
    yield _of_tables("search", lambda: _in_session(check_search))
    directories = cast("list[Path]", config["REGISTERS"])
    yield _of_tables("registers", lambda: _in_session(lambda session: check_registers(session, directories)))
    yield _of_tables("second_factors", lambda: _in_session(lambda at: check_second_factors(at, config)))
    yield check_mail(config)
    yield _of_tables("push", lambda: _in_session(lambda session: check_push(session, config)))
    yield _of_tables("backups", lambda: _in_session(check_backups))
    yield _of_tables("rewound", lambda: _in_session(lambda session: check_rewound(session, config)))


def _in_session(check: Callable[..., Finding]) -> Finding:
    with read() as session:
        return check(session)


def _of_tables(name: str, check: Callable[[], Finding]) -> Finding:
    """What a check finds that reads tables; a fault if they are not there."""
    try:
        return check()
    except SQLAlchemyError as fault:
        return Finding(name, FAULT, f"It cannot be looked at: {first_line(fault)}.", MIGRATE_FIRST)
