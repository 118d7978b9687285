"""The command that looks whether all is well: ``flask doctor``."""

import click
from flask import current_app
from flask.cli import with_appcontext

from server.doctor.examination import examine
from server.doctor.finding import FAULT

SIGNS = {"ok": "OK     ", "warning": "WARNING", "fault": "FAULT  "}


@click.command("doctor")
@with_appcontext
def doctor() -> None:
    """Look whether all that the service needs is well, and say what to do; fails if something is broken."""
    findings = []
    for finding in examine(current_app.config):
        findings.append(finding)
        click.echo(f"{SIGNS[finding.state]} {finding.name}: {finding.found}")
        if finding.todo:
            click.echo(f"        → {finding.todo}")
    if any(finding.state == FAULT for finding in findings):
        raise SystemExit(1)
