"""What an administrator is shown of backups: what would survive, what there is, and how far an ordered one is."""

from collections.abc import Mapping
from typing import TypedDict

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.access.backups import keeps_backups
from server.access.viewer import Viewer
from server.backups.orders import FAULTS, newest
from server.backups.survival import survival
from server.models.backups import Backup, BackupOrder
from server.platform.clock import now, utc_text
from sync.protocol.problems import Problem

MOST_LISTED = 100


class BackupEntry(TypedDict):
    """A backup. ``size``: bytes; ``age``: seconds; ``made`` and ``verified``: ISO 8601 text; ``faults``: English."""

    id: str
    name: str
    place: str
    kind: str
    made: str
    age: int
    size: int
    sealed: bool
    verified: str | None
    depth: str | None
    faults: list[str]


class OrderEntry(TypedDict):
    """An ordered backup. ``state``: queued, working, done or failed; ``fault``: a code of ``orders.FAULTS``, and
    ``reason`` its text."""

    id: str
    state: str
    ordered: str
    percent: int
    fault: str | None
    reason: str | None
    detail: str | None
    backup: str | None


class Survival(TypedDict):
    """Whether what there is would survive the loss of this machine: surely (None if nobody knows), and why, as a code
    and as text."""

    sure: bool
    code: str
    reason: str


class Backups(TypedDict):
    """The newest backups, the last order, and where the next backup goes and whether it is encrypted."""

    survival: Survival
    backups: list[BackupEntry]
    order: OrderEntry | None
    place: str
    sealed: bool


def backups(session: Session, viewer: Viewer, config: Mapping[str, object], language: str) -> Backups:
    """Survival, the newest 100 backups, the last order, and where the next backup goes and whether it is encrypted.

    ``config``: the settings, by key. ``language``: ``vi`` or ``en``. Raises Problem ``forbidden``.
    """
    if not keeps_backups(viewer):
        raise Problem("forbidden")
    found, last = survival(session), newest(session)
    rows = session.scalars(select(Backup).order_by(Backup.made.desc(), Backup.id).limit(MOST_LISTED))
    return {
        "survival": {"sure": found.sure, "code": found.reason, "reason": found.sentence(language)},
        "backups": [_entry(row) for row in rows],
        "order": order_entry(last, language) if last else None,
        "place": str(config["BACKUPS"]),
        "sealed": bool(config["BACKUP_RECIPIENT"]),
    }


def order_entry(order: BackupOrder, language: str) -> OrderEntry:
    """An ordered backup as the API shows it; ``language``: ``vi`` or ``en``."""
    fault = order.fault if order.state == "failed" else None  # an attempt may have noted one, and the next succeed
    reason = FAULTS[fault][language == "en"] if fault else None
    return {
        "id": order.id,
        "state": order.state,
        "ordered": utc_text(order.ordered),
        "percent": order.percent,
        "fault": fault,
        "reason": reason,
        "detail": order.detail,
        "backup": order.backup,
    }


def _entry(row: Backup) -> BackupEntry:
    return {
        "id": row.id,
        "name": row.name,
        "place": row.place,
        "kind": row.kind,
        "made": utc_text(row.made),
        "age": max(0, int((now() - row.made).total_seconds())),
        "size": row.size,
        "sealed": row.sealed,
        "verified": utc_text(row.verified) if row.verified else None,
        "depth": row.depth,
        "faults": row.faults,
    }
