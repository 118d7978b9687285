"""Commands about the processes of the service: ``flask settings`` and ``flask jobs``."""

from typing import cast

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from werkzeug.local import LocalProxy

from server.jobs.work import work
from server.platform import config


def application() -> Flask:
    """The application itself, for other threads; ``current_app`` refers to it in this thread alone."""
    return cast("LocalProxy[Flask]", current_app)._get_current_object()


@click.command("settings")
@with_appcontext
def settings() -> None:
    """Print every setting, its default and what it is for."""
    for setting in config.SETTINGS:
        click.echo(f"{setting.variable}={setting.default}\n    {setting.help}")


@click.command("jobs")
@with_appcontext
def jobs() -> None:
    """Make ordered files and do the nightly jobs, until ended."""
    work(application())
