"""Checking a backup on the copy itself: its parts, the database's integrity, the audit's chain, logs and figures."""

from collections.abc import Callable, Mapping
from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from server.audit.chain import chain_faults
from server.backups.dump import SQLITE, describe
from server.backups.manifest import Manifest
from server.backups.opened import opened
from server.log.verify import compare, compare_scopes
from sync.registers import Registers

NEWS, ALL = "news", "all"
"""How deep a check goes: scopes that have changed since the last verified backup, or all of them."""

MOST = 20  # faults that are kept of a check


def verify(
    folder: Path, manifest: Manifest, live: Engine, registers: Registers, safe: Mapping[str, int] | None = None
) -> list[str]:
    """The faults of a backup that lies unpacked in a folder, one English text each; empty if it can be relied on.

    ``safe``: scope id → the rev that was verified before: scopes that end there are not replayed again. None: all are.
    Raises NotAllowedError where PostgreSQL's role may create no database to check it in.
    """
    return _faults(folder, manifest, live, lambda session: _of_content(session, manifest, registers, safe))


def _of_content(
    session: Session, manifest: Manifest, registers: Registers, safe: Mapping[str, int] | None
) -> list[str]:
    if faults := _of_copy(session, manifest):
        return faults
    if safe is None:
        return compare(session, registers)
    changed = [scope for scope, (rev, _) in manifest.heads.items() if int(rev) > safe.get(scope, 0)]
    return [*compare_scopes(session, registers, sorted(changed)), *chain_faults(session)]


def readable(folder: Path, manifest: Manifest, live: Engine) -> list[str]:
    """What is wrong with a backup's parts and its copy of the database as a whole, one English text each.

    Unlike ``verify`` it can be asked of the tables of earlier releases. Raises as that does.
    """
    return _faults(folder, manifest, live, lambda session: _of_copy(session, manifest))


def _faults(folder: Path, manifest: Manifest, live: Engine, check: Callable[[Session], list[str]]) -> list[str]:
    """What is wrong with a backup's parts or else, by ``check``, with its copy of the database."""
    if faults := manifest.faults(folder):
        return faults[:MOST]
    try:
        with opened(folder, manifest, live) as session:
            return check(session)[:MOST]
    except (SQLAlchemyError, RuntimeError) as fault:
        return [f"the copy of the database cannot be read: {fault}"]


def _of_copy(session: Session, manifest: Manifest) -> list[str]:
    """What is wrong with the copy as a database, and with the ends of its logs."""
    faults = _integrity(session) if manifest.database == SQLITE else []
    if faults:
        return faults
    held = describe(session, manifest.database)
    same = (held.heads, held.release) == (manifest.heads, manifest.release)
    return [] if same else ["the logs in the copy end elsewhere than the manifest says"]


def _integrity(session: Session) -> list[str]:
    found = [str(row[0]) for row in session.execute(text("PRAGMA integrity_check"))]
    orphans = session.execute(text("PRAGMA foreign_key_check")).first()
    faults = [f"integrity: {one}" for one in found if one != "ok"]
    return faults + ([f"integrity: a row of {orphans[0]} refers to none"] if orphans else [])
