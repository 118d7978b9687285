"""A record as its reviewer needs it: its history, what they saw last, what they may do, and what its ids are called."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.access.records import may_do
from server.access.viewer import Viewer
from server.models.log import Record, Seen
from server.models.org import Role, Unit
from server.platform.clock import now
from server.records import labels
from server.records import query as record_query
from server.records.representation import describe
from sync.protocol import transitions
from sync.protocol.canonical import Json
from sync.protocol.ids import is_uuid
from sync.protocol.problems import Problem
from sync.protocol.transitions import VERBS
from sync.registers import Register, Registers


def page(session: Session, viewer: Viewer, registers: Registers, found: list[Record]) -> Json:
    """``{"records", "people", "titles"}``: records as the exchange gives them; ``since`` when each came to its status,
    ``seen`` the version that the person had last before their eyes. The others say what ids are called."""
    seen = _seen(session, viewer, [record.id for record in found])
    out = []
    for record in found:
        told = describe(record) | {"since": _moment(record.since)}
        out.append(told | ({"seen": seen[record.id].version} if record.id in seen else {}))
    return {"records": out} | _called(session, viewer, registers, found, [])


def whole(session: Session, viewer: Viewer, registers: Registers, found: Record) -> Json:
    """The record with ``history``; ``seen``: ``{"version", "status", "data", "at"}`` or absent; ``may``; names."""
    history = record_query.history(session, found)
    told = describe(found) | {"since": _moment(found.since), "history": history}
    if last := _seen(session, viewer, [found.id]).get(found.id):
        told["seen"] = _told(last)
    told["may"] = may(session, viewer, registers, found)
    return told | _called(session, viewer, registers, [found], [entry["by"] for entry in history])


def may(session: Session, viewer: Viewer, registers: Registers, found: Record) -> list[str]:
    """The verbs that the person could say now, sorted; the log judges each of them again when it comes."""
    register = registers.get(f"{found.register}@{found.version}")
    if register is None:
        return []
    path = session.scalar(select(Unit.path).where(Unit.id == found.scope)) or ""
    today = now()
    leaders = session.scalars(
        select(Role.person).where(
            Role.unit == found.scope,
            Role.role == "leader",
            Role.since <= today,
            (Role.until.is_(None)) | (Role.until > today),
        )
    ).all()
    verbs = VERBS - {"put"}
    return sorted(verb for verb in verbs if _could(viewer, verb, found, register, path, leaders))


def see(session: Session, viewer: Viewer, registers: Registers, found: Record, said: object) -> Json | None:
    """Keep what the person has before their eyes; what is kept then.

    A version that the record no longer is at changes nothing: what came meanwhile has not been seen.
    Problem ``malformed`` where none is named.
    """
    if not isinstance(said, dict) or not isinstance(said.get("version"), str):
        raise Problem("malformed", {"version": {"rule": "type"}})
    last = session.get(Seen, (viewer.account, found.id))
    if said["version"] == f"{found.rev}.{found.chain}":
        if last is None:
            last = Seen(person=viewer.account, record=found.id)
            session.add(last)
        last.version, last.status, last.data, last.at = said["version"], found.status, found.data, now()
    return _told(last) if last else None


def _could(viewer: Viewer, verb: str, found: Record, register: Register, path: str, leaders: Sequence[str]) -> bool:
    if verb in ("verify", "approve") and found.conflicts:
        return False
    target = transitions.status_after(verb, found.status, register.review, found.submitted_rev is not None)
    return target is not None and may_do(viewer, verb, found, register, path, leaders)


def _seen(session: Session, viewer: Viewer, ids: list[str]) -> dict[str, Seen]:
    query = select(Seen).where(Seen.person == viewer.account, Seen.record.in_(ids))
    return {row.record: row for row in session.scalars(query)}


def _told(last: Seen) -> Json:
    return {"version": last.version, "status": last.status, "data": last.data, "at": _moment(last.at)}


def _called(session: Session, viewer: Viewer, registers: Registers, found: list[Record], more: Iterable[str]) -> Json:
    """``people``: account → name; ``titles``: record referred to → title, of those that the person sees."""
    people, records = set(more), set[str]()
    for record in found:
        people |= {record.author, *record.persons, *(said["by"] for said in record.thread)}
        people |= {other["by"] for kept in record.conflicts.values() for other in kept.values()}
        register = registers.latest(record.register)
        named = [field.name for field in register.fields.values() if field.type == "ref"] if register else []
        records |= {str(value) for name in named if is_uuid(value := record.data.get(name))}
    return {
        "people": labels.of_people(session, people),
        "titles": labels.of_records(session, viewer, registers, records) if records else {},
    }


def _moment(value: Any) -> str:
    return value.isoformat().replace("+00:00", "Z")
