"""An import: a workbook is previewed as changes row by row, then applied as a whole or not at all."""

from collections import Counter
from datetime import timedelta
from typing import NotRequired, Required, TypedDict, cast

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from server.access.jobs import imports_workbooks
from server.access.viewer import Viewer
from server.audit.actor import Act
from server.imports.apply import apply_changes
from server.imports.change import ImportChange, Shown
from server.imports.plan import by_row, plan
from server.imports.rows import ReadRows, Row, read_rows
from server.models.auth import Code
from server.models.jobs import Import
from server.models.org import Person
from server.org.people import new_id
from server.platform.clock import now
from server.platform.workbook_faults import Unreadable
from sync.protocol.canonical import canonical
from sync.protocol.ids import is_uuid
from sync.protocol.problems import Problem

KEPT_FOR = timedelta(days=90)  # how long an applied import is stored


class PlannedChange(Shown):
    """A change that a row asks for, by its table, sheet and row (from 1); ``account``: whose it created, once it is
    applied."""

    table: Required[str]
    sheet: Required[str]
    row: Required[int]
    account: NotRequired[str]


class RowFault(TypedDict):
    """What is wrong with a row, in both languages; ``row`` is None if it is the sheet's."""

    vi: str
    en: str
    sheet: str | None
    row: int | None


class ImportPreview(TypedDict):
    """An import as the desk shows it; times are ISO, ``applied`` is None before it is applied.

    ``uncoded``: ids of
    accounts that it created and that still have neither a password nor a one-time code. ``again``: it was not applied
    but planned anew, since units or people have changed.
    """

    id: str
    name: str
    made: str
    applied: str | None
    changes: list[PlannedChange]
    faults: list[RowFault]
    uncoded: list[str]
    again: NotRequired[bool]


def open_workbook(viewer: Viewer, data: bytes) -> ReadRows:
    """Read an uploaded workbook. Raises Problem ``forbidden``; ``unreadable``, with the faults of the file."""
    if not imports_workbooks(viewer):
        raise Problem("forbidden")
    try:
        return read_rows(data)
    except Unreadable as fault:
        raise Problem("unreadable", {"file": {"rule": "file", "faults": [f._asdict() for f in fault.faults]}}) from None


def make_preview(act: Act, name: str, read: ReadRows) -> ImportPreview:
    """Plan what a workbook would change; only this preview is stored. ``name``: the file's name.

    The person's other imports are deleted if they were never applied, or over 90 days ago.
    """
    rows, faults = read
    changes, wrong = plan(act.session, act.viewer, rows)
    old = Import.applied.is_(None) | (Import.applied < now() - KEPT_FOR)
    act.session.execute(delete(Import).where(Import.person == act.viewer.account, old))
    made = Import(
        id=new_id(),
        person=act.viewer.account,
        name=name,
        made=now(),
        rows=[list(row) for row in rows],
        changes=changes,
        faults=[fault._asdict() for fault in sorted([*faults, *wrong], key=by_row)],
    )
    act.session.add(made)
    return _preview(act.session, made)


def apply_import(act: Act, id_: str) -> ImportPreview:
    """Apply the person's own previewed import; returns it with the accounts that it created.

    If it was applied before, it is returned as it is. If units or people have changed so that other changes would be
    needed, nothing is applied: the preview is planned anew, and has ``again``. Raises Problem ``not_found``;
    ``invalid`` if there are faults.
    """
    stored = act.session.get(Import, id_, with_for_update=True) if is_uuid(id_) else None
    if stored is None or stored.person != act.viewer.account:
        raise Problem("not_found")
    if stored.applied:
        return _preview(act.session, stored)
    if stored.faults:
        raise Problem("invalid", {"file": {"rule": "faults"}})
    changes, wrong = plan(act.session, act.viewer, [Row(*row) for row in stored.rows])
    if wrong or canonical(changes) != canonical(stored.changes):
        stored.changes, stored.faults, stored.made = changes, [fault._asdict() for fault in wrong], now()
        return {**_preview(act.session, stored), "again": True}
    accounts = apply_changes(act, changes)
    stored.applied, stored.rows = now(), []
    counts = Counter(change["do"] for change in changes)
    act.record("import.apply", ("import", stored.id), None, file=stored.name, changes=dict(counts))
    for number, account in accounts.items():
        changes[number]["account"] = account
    stored.changes = changes
    return _preview(act.session, stored)


# With a keyword of Python's as its member, it cannot be written as a class.
LastImport = TypedDict("LastImport", {"import": ImportPreview | None})
"""The person's latest import, None if there is none."""


def last_import(session: Session, viewer: Viewer) -> LastImport:
    """The person's latest import: ``{"import": its preview}``, None if there is none."""
    query = select(Import).where(Import.person == viewer.account).order_by(Import.made.desc()).limit(1)
    last = session.scalar(query)
    return {"import": _preview(session, last) if last else None}


def _preview(session: Session, stored: Import) -> ImportPreview:
    made = [change["account"] for change in stored.changes if "account" in change]
    coded = select(Code.person).where(Code.person == Person.id).exists()
    bare = select(Person.id).where(Person.id.in_(made), Person.password.is_(None), ~coded)
    return {
        "id": stored.id,
        "name": stored.name,
        "made": stored.made.isoformat(),
        "applied": stored.applied.isoformat() if stored.applied else None,
        "changes": [_planned(change) for change in stored.changes],
        "faults": stored.faults,
        "uncoded": list(session.scalars(bare.order_by(Person.order, Person.id))),
    }


def _planned(change: ImportChange) -> PlannedChange:
    return cast(PlannedChange, {name: value for name, value in change.items() if name != "op"})
