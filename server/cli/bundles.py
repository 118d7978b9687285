"""Commands about files with unsent work: ``flask bundle import`` and ``flask bundle rotate``."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from server.audit.append import SYSTEM
from server.bundles.keys import BundleKeys
from server.bundles.states import EARLY, FULL, REFUSED, TAKEN_IN, WAITING
from server.bundles.take import take
from server.cli.processes import application
from server.photos.files import PhotoFiles
from server.platform.fault_text import first_line
from server.registers import published
from sync.protocol.problems import Problem

MEANS = {
    TAKEN_IN: "taken in",
    WAITING: "the session that sealed it has ended: it waits for a leader of its author's unit",
    REFUSED: "was refused by a leader before",
    EARLY: "is kept: after a restore something that comes before it is missing; once that is there, it is taken in",
    FULL: "bring it again later: as much is kept of its author's, or waits for that leader, as may be",
}


@click.group("bundle")
def bundle() -> None:
    """Files in which phones sealed unsent work."""


@bundle.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def bring(files: tuple[Path, ...]) -> None:
    """Take in files in which phones sealed unsent work; the same file twice has no further effect."""
    keys, registers, photos = _keys(), published.renew(application()), PhotoFiles(current_app.config["PHOTOS"])
    failed = 0
    for path in files:
        try:
            taken = take(keys, registers, photos, path.read_bytes(), SYSTEM)
        except Problem as problem:
            failed += 1
            click.echo(f"{path.name}: {_reason(problem)}", err=True)
        else:
            counts = f"{taken['mutations']} changes, {taken['drafts']} drafts"
            click.echo(f"{path.name}: {counts}: {MEANS[taken['state']]}")
            if unread := taken.get("unread"):
                click.echo(f"{path.name}: of {unread} things in it not all could be read; the phone still has them")
    if failed:
        raise click.ClickException(f"{failed} of {len(files)} files could not be taken in")


@bundle.command("rotate")
@with_appcontext
def rotate() -> None:
    """Make a new key for such files; those that were sealed to earlier keys still open."""
    try:
        key = _keys().rotate()
    except OSError as fault:
        raise click.ClickException(f"no key was made: {first_line(fault)}") from None
    click.echo(f"phones that sign in or start from now on seal to {key.name}; keep a copy of {_keys().file.path}")


def _keys() -> BundleKeys:
    return BundleKeys(current_app.config["BUNDLE_KEY"])


def _reason(problem: Problem) -> str:
    fields = problem.fields or {}
    named = fields.get("file")
    return str(named["reason"]) if isinstance(named, dict) else problem.detail("en")
