"""The command line for administrators: ``.venv/bin/flask <command>``, run in the folder of wsgi.py."""

from flask import Flask

from server.cli import (
    backups,
    bundles,
    check,
    database,
    doctor,
    drill,
    log,
    metrics,
    people,
    periods,
    privacy,
    processes,
    upgrade,
)

COMMANDS = (
    processes.settings,
    database.initialise,
    database.demo,
    upgrade.upgrade,
    processes.jobs,
    people.person,
    periods.periods,
    privacy.person_data,
    privacy.erase,
    backups.backup,
    backups.restore,
    drill.drill,
    bundles.bundle,
    log.restored,
    check.check,
    doctor.doctor,
    metrics.metrics,
)


def init(app: Flask) -> None:
    """Add the commands to the application."""
    for command in COMMANDS:
        app.cli.add_command(command)
