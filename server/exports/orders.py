"""What may be exported, and in which form; a job is written down with what it was asked for."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.access.jobs import owns
from server.access.viewer import Viewer
from server.figures.question import COUNTABLE
from server.figures.reach import readable
from server.figures.snapshots import find_snapshot
from server.models.jobs import ExportJob
from server.models.org import Unit
from server.models.periods import Period
from server.org.people import new_id
from server.platform.query_params import ParamReader
from sync.folding import fold
from sync.protocol.canonical import Json
from sync.protocol.problems import Problem
from sync.registers import Registers

FORMATS = {
    "records": ("xlsx", "csv", "json"),
    "figures": ("xlsx",),
    "report": ("docx",),
    "evidence": ("xlsx",),
}
"""Kind → the formats that it comes in."""
MOST_WAITING = 5  # jobs of one person at a time
PARAMETERS = ("kind", "format", "register", "unit", "period", "status", "snapshot")

UNFINISHED = ("queued", "working")


def create(session: Session, viewer: Viewer, registers: Registers, given: Json, language: str) -> ExportJob:
    """Write the job down. Problem ``malformed`` with the fields, ``forbidden`` where the unit is not one's to read,
    ``slow_down`` while many of one's own are waiting."""
    asked = ParamReader({name: _texts(value) for name, value in given.items() if value is not None}, PARAMETERS)
    kind = asked.among("kind", FORMATS) or ""
    format_ = asked.among("format", FORMATS.get(kind, ())) or ""
    keys = [item.key for item in registers.all_latest()]
    wanted: Json = {
        "registers": list(asked.several("register", keys)),
        "period": asked.one("period"),
        "status": list(asked.several("status", COUNTABLE)),
        "snapshot": asked.id("snapshot"),
    }
    unit_id = asked.id("unit")
    _complete(session, asked, kind, format_, wanted)
    asked.refuse()
    unit = readable(session, viewer, unit_id)
    if wanted["snapshot"]:
        find_snapshot(session, viewer, wanted["snapshot"])
    waiting = select(func.count()).select_from(ExportJob)
    mine = waiting.where(ExportJob.person == viewer.account, ExportJob.state.in_(UNFINISHED))
    if (session.scalar(mine) or 0) >= MOST_WAITING:
        raise Problem("slow_down", retry_after=30)
    job = ExportJob(
        id=new_id(),
        person=viewer.account,
        kind=kind,
        format=format_,
        asked=wanted | {"unit": unit.id},
        language=language,
        state="queued",
        name=_name(kind, wanted, unit, format_),
    )
    session.add(job)
    return job


def told(job: ExportJob) -> Json:
    """A job as its owner follows it."""
    return {
        "id": job.id,
        "kind": job.kind,
        "format": job.format,
        "asked": job.asked,
        "state": job.state,
        "fault": job.fault,
        "done": job.done,
        "total": job.total,
        "name": job.name,
        "bytes": job.bytes,
        "created": _moment(job.created),
        "finished": job.finished and _moment(job.finished),
        "expires": job.expires and _moment(job.expires),
    }


def own(session: Session, viewer: Viewer, id_: str) -> ExportJob:
    """One's own job. Problem ``not_found``."""
    job = session.get(ExportJob, id_)
    if job is None or not owns(viewer, job.person):
        raise Problem("not_found")
    return job


def _complete(session: Session, asked: ParamReader, kind: str, format_: str, wanted: Json) -> None:
    """What each kind needs."""
    for name, value in (("kind", kind), ("format", format_)):
        if not value:
            asked.fault(name, "required")
    if kind == "records" and len(wanted["registers"]) != 1:
        asked.fault("register", "required")
    if wanted["period"] and session.get(Period, wanted["period"]) is None:
        asked.fault("period", "choices")
    if kind in ("figures", "report") and not wanted["period"] and not wanted["snapshot"]:
        asked.fault("period", "required")


def _name(kind: str, wanted: Json, unit: Unit, format_: str) -> str:
    """A file name that any system takes: plain letters, no spaces."""
    said = [kind, *wanted["registers"][:1], wanted["period"] or "", fold(unit.name)]
    plain = "-".join(part for part in said if part)
    return "".join(letter if letter.isalnum() or letter == "-" else "-" for letter in plain)[:120] + f".{format_}"


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [one if isinstance(one, str) else "\x00" for one in values]


def _moment(at: Any) -> str:
    return at.isoformat().replace("+00:00", "Z")
