"""The hints about a record for whoever reviews it, with no more about another record than they may see."""

from typing import NotRequired, TypedDict

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.access.hints import sees_hints, settles_hints
from server.access.viewer import Viewer
from server.models.log import Record
from server.models.org import Unit
from server.models.quality import RecordCheck, RecordHint
from server.platform.clock import utc_text
from server.quality.find import find_hints
from server.quality.hint import Hint
from server.records import labels
from server.records.history import find_record
from sync.protocol.problems import Problem
from sync.registers import Registers


class OtherRecord(TypedDict):
    """The record that one is compared with, for who may see it. ``unit``: its id; ``author``: a name."""

    record: str
    title: str
    unit: str
    author: str
    day: str | None


class Settled(TypedDict):
    """Who found a hint's answers to be right, by name, and when."""

    by: str
    at: str


class ShownHint(TypedDict):
    """One hint. ``detail`` differs by kind; ``other``: None where it is compared with none, or with one that the viewer
    may not see: then it is ``hidden``."""

    kind: str
    field: str
    detail: dict[str, object]
    other: OtherRecord | None
    hidden: bool
    settled: NotRequired[Settled]


class ShownHints(TypedDict):
    """The hints about a record in a ``version``; ``may_settle``: whether the viewer may say that they are right."""

    version: str
    hints: list[ShownHint]
    may_settle: bool


def shown_hints(session: Session, viewer: Viewer, registers: Registers, record: Record) -> ShownHints:
    """The hints about a record that the viewer sees. Raises Problem ``forbidden`` for who is not shown any."""
    path = refuse_others(session, viewer, record)
    register = registers.get(f"{record.register}@{record.version}")
    rests = _settled(session, record)
    names = labels.of_people(session, [row.settled_by for row in rests.values() if row.settled_by])
    hints: list[ShownHint] = []
    for hint, digest in found_now(session, registers, record):
        other = _other(session, viewer, registers, hint.other)
        one: ShownHint = {
            "kind": hint.kind,
            "field": hint.field,
            "detail": hint.detail,
            "other": other,
            "hidden": hint.other is not None and other is None,
        }
        row = rests.get((hint.kind, hint.field))
        if row and row.digest == digest and row.settled_at:
            one["settled"] = {"by": names.get(row.settled_by or "", ""), "at": utc_text(row.settled_at)}
        hints.append(one)
    may = register is not None and settles_hints(viewer, register, record.scope, path)
    return {"version": f"{record.rev}.{record.chain}", "hints": hints, "may_settle": may}


def refuse_others(session: Session, viewer: Viewer, record: Record) -> str:
    """The ``Unit.path`` of a record's unit. Raises Problem ``forbidden`` unless the viewer is shown hints there."""
    path = session.scalar(select(Unit.path).where(Unit.id == record.scope)) or ""
    if not sees_hints(viewer, record.scope, path):
        raise Problem("forbidden")
    return path


def found_now(session: Session, registers: Registers, record: Record) -> list[tuple[Hint, str]]:
    """The hints about a record as it is, each with its digest: those that are kept, or found anew if it has changed
    since it was looked at. A record that waits for nobody's word has those that were found to be right alone."""
    check = session.get(RecordCheck, record.id)
    if check is None or check.rev != record.rev:
        return [(hint, hint.digest) for hint in find_hints(session, registers, record)] if record.turn else []
    rows = session.scalars(select(RecordHint).where(RecordHint.record == record.id))
    return [(Hint(row.kind, row.field, {}, row.detail, row.other), row.digest) for row in rows]


def _settled(session: Session, record: Record) -> dict[tuple[str, str], RecordHint]:
    query = select(RecordHint).where(RecordHint.record == record.id, RecordHint.settled_at.is_not(None))
    return {(row.kind, row.field): row for row in session.scalars(query)}


def _other(session: Session, viewer: Viewer, registers: Registers, id_: str | None) -> OtherRecord | None:
    other = find_record(session, viewer, registers, id_) if id_ else None
    if other is None:
        return None
    return {
        "record": other.id,
        "title": labels.title(registers.latest(other.register), other),
        "unit": other.scope,
        "author": labels.of_people(session, [other.author]).get(other.author, ""),
        "day": other.day.isoformat() if other.day else None,
    }
