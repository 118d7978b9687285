"""Units and people from a workbook: read without trust, shown as changes row by row, then done all or not at all."""

from collections import Counter
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from server.access.jobs import imports_workbooks
from server.access.viewer import Viewer
from server.audit.actor import Act
from server.imports.changes import do
from server.imports.plan import by_row, plan
from server.imports.rows import Row, read
from server.models.auth import Code
from server.models.jobs import Import
from server.models.org import Person
from server.org.people import new_id
from server.platform.clock import now
from server.platform.workbook import Fault, Unreadable
from sync.protocol.canonical import Json, canonical
from sync.protocol.ids import is_uuid
from sync.protocol.problems import Problem

Read = tuple[list[Row], list[Fault]]
KEPT = timedelta(days=90)  # how long what was applied can be looked at again


def opened(viewer: Viewer, data: bytes) -> Read:
    """The rows of a workbook and what is wrong with them. Problem ``forbidden``; ``unreadable`` with the faults."""
    if not imports_workbooks(viewer):
        raise Problem("forbidden")
    try:
        return read(data)
    except Unreadable as fault:
        raise Problem("unreadable", {"file": {"rule": "file", "faults": [f._asdict() for f in fault.faults]}}) from None


def preview(act: Act, name: str, found: Read) -> Json:
    """What a workbook would change, and what is wrong with it; kept, and nothing else written."""
    rows, faults = found
    changes, wrong = plan(act.session, act.viewer, rows)
    old = Import.applied.is_(None) | (Import.applied < now() - KEPT)
    act.session.execute(delete(Import).where(Import.person == act.viewer.account, old))
    kept = Import(
        id=new_id(),
        person=act.viewer.account,
        name=name,
        made=now(),
        rows=[list(row) for row in rows],
        changes=changes,
        faults=[fault._asdict() for fault in sorted([*faults, *wrong], key=by_row)],
    )
    act.session.add(kept)
    return told(act.session, kept)


def find(session: Session, viewer: Viewer, id_: str) -> Import:
    """One's own. Problem ``not_found``."""
    found = session.get(Import, id_, with_for_update=True) if is_uuid(id_) else None
    if found is None or found.person != viewer.account:
        raise Problem("not_found")
    return found


def apply(act: Act, id_: str) -> Json:
    """Do all of it, once; answers as ``preview``, with the accounts that were made.

    Where anything that it builds on has changed, nothing is done: it is made again, and ``again`` says so.
    Problem ``not_found``; ``invalid`` while there are faults.
    """
    kept = find(act.session, act.viewer, id_)
    if kept.applied:
        return told(act.session, kept)
    if kept.faults:
        raise Problem("invalid", {"file": {"rule": "faults"}})
    changes, wrong = plan(act.session, act.viewer, [Row(*row) for row in kept.rows])
    if wrong or canonical(changes) != canonical(kept.changes):
        kept.changes, kept.faults, kept.made = changes, [fault._asdict() for fault in wrong], now()
        return told(act.session, kept) | {"again": True}
    made = do(act, changes)
    kept.applied, kept.rows = now(), []
    counts = Counter(change["do"] for change in changes)
    target = ("import", kept.id)
    act.record("import.apply", target, None, file=kept.name, changes=dict(counts))
    kept.changes = [change | {"account": made[n]} if n in made else change for n, change in enumerate(changes)]
    return told(act.session, kept)


def told(session: Session, kept: Import) -> Json:
    """As the desk shows it; what the server alone needs to know is left out.

    ``uncoded``: the accounts that it made and that nobody can sign in to yet, for want of a one-time code.
    """
    made = [change["account"] for change in kept.changes if "account" in change]
    coded = select(Code.person).where(Code.person == Person.id).exists()
    bare = select(Person.id).where(Person.id.in_(made), Person.password.is_(None), ~coded)
    return {
        "id": kept.id,
        "name": kept.name,
        "made": kept.made.isoformat(),
        "applied": kept.applied.isoformat() if kept.applied else None,
        "changes": [{name: value for name, value in change.items() if name != "op"} for change in kept.changes],
        "faults": kept.faults,
        "uncoded": list(session.scalars(bare.order_by(Person.name, Person.id))),
    }


def latest(session: Session, viewer: Viewer) -> Json:
    """One's last import: ``{"import": as preview, or null}``."""
    query = select(Import).where(Import.person == viewer.account).order_by(Import.made.desc()).limit(1)
    found = session.scalar(query)
    return {"import": told(session, found) if found else None}
