"""Orders of files: the kinds and formats that there are, and the export job that is made of each order."""

from collections.abc import Mapping
from typing import TypedDict, cast

from sqlalchemy import func, not_, select
from sqlalchemy.orm import Session

from server.access.jobs import owns
from server.access.tokens import places_left, reads_place, reads_register
from server.access.viewer import Viewer, Within
from server.audit.actor import Act
from server.exports.faults import reason
from server.exports.file_names import file_name
from server.exports.letters import keep_letter
from server.exports.order import Order, order_of, read_order
from server.exports.word.letter import read_letter
from server.figures.reach import readable
from server.figures.snapshots import find_snapshot
from server.models.jobs import ExportJob
from server.models.org import Unit
from server.models.unit_states import UnitState
from server.org.people import new_id
from server.periods.months import MONTH, find_period
from server.platform.clock import utc_text
from server.platform.query_params import ParamReader
from server.records.filters import read_drilldown, read_filters
from server.records.hinted import ANY_OR_KIND
from sync.protocol.problems import Problem
from sync.registers import Registers

FORMATS = {
    "records": ("xlsx", "csv", "csv_excel", "json", "zip"),
    "figures": ("xlsx",),
    "report": ("docx",),
    "evidence": ("xlsx",),
}
"""Each kind of file → the formats in which it can be ordered."""
ENDINGS = {"csv_excel": "csv"}
"""What the name of a file ends with, where it is not its format."""
NAMED = {"records": "danh sach", "figures": "so lieu", "report": "bao cao", "evidence": "minh chung"}
"""Each kind of file → what its name calls it: names are Vietnamese, without signs, as every computer takes them."""
MOST_WAITING = 5  # jobs of one person at a time
NARROWING = ("author", "q", "month", "where", "measure", "age", "of", "day", "since", "hint", "import")
"""What a list of records may be narrowed by besides register, unit, period and status."""
PARAMETERS = ("kind", "format", "register", "unit", "period", "status", "snapshot", *NARROWING)

OF_FIGURES = ("figures", "report")
"""The kinds of files that can be of one month."""
UNFINISHED = ("queued", "working")


class JobEntry(TypedDict):
    """An export job as the API shows it to its owner.

    ``asked``: the order, without its letter. ``state``: queued, working, done or failed; ``fault``: why it failed, a
    code of ``faults``, else None; ``reason``: the same as a text for the person. ``done`` of ``total`` records have
    been read. ``name`` and ``bytes``: the file's name and size. ``created``, ``finished`` and ``expires`` (deletion)
    are ISO 8601 text.
    """

    id: str
    kind: str
    format: str
    asked: Order
    state: str
    fault: str | None
    reason: str | None
    done: int
    total: int
    name: str
    bytes: int | None
    created: str
    finished: str | None
    expires: str | None


def create(by: Act, registers: Registers, given: Mapping[str, object], language: str) -> ExportJob:
    """Add an export job for what the viewer orders. ``given``: the members of the request's body, by name.

    Without a unit, the largest that the viewer may read. Raises Problem ``malformed``, which names every parameter
    that is not valid; ``forbidden`` if the viewer may not read the unit, or gives the report a letter that is not
    theirs to write; ``not_found`` without such a snapshot; ``slow_down`` while five jobs of the viewer are unfinished.
    ``language``: ``vi`` or ``en``, of the file's texts.
    """
    session, viewer = by.session, by.viewer
    params = ParamReader(_parameters(given), PARAMETERS)
    letter = read_letter(params, given.get("letter"))
    kind = params.among("kind", FORMATS) or ""
    format_ = params.among("format", FORMATS.get(kind, ())) or ""
    order = read_order(params, registers)
    if filters := {name: value for name in NARROWING if (value := params.one(name)) is not None}:
        order["filters"] = filters
        _check_filters(session, params, registers)
    _check(session, params, kind, format_, order)
    params.refuse()
    unit = readable(session, viewer, order["unit"] or None)
    order["unit"] = unit.id
    if order["snapshot"]:
        find_snapshot(session, viewer, order["snapshot"])
    _refuse_too_many(session, viewer)
    if letter and kind == "report":
        keep_letter(by, unit, order, letter)
        order["letter"] = letter
    job = ExportJob(
        id=new_id(),
        person=viewer.account,
        kind=kind,
        format=format_,
        order=dict(order),
        language=language,
        state="queued",
        name=_name(registers, kind, order, unit, format_),
    )
    session.add(job)
    session.flush()
    made = {"what": kind, "format": format_, "registers": order["registers"], "period": order["period"]}
    by.record("export.make", ("export", job.id), unit.id, **made)
    return job


def entry(job: ExportJob, language: str) -> JobEntry:
    """An export job as the API shows it to its owner, with its reason in a ``language``, ``vi`` or ``en``."""
    fault = job.fault if job.state == "failed" else None  # an attempt may have noted one, and the next succeed
    return {
        "id": job.id,
        "kind": job.kind,
        "format": job.format,
        "asked": cast(Order, {name: value for name, value in order_of(job).items() if name != "letter"}),
        "state": job.state,
        "fault": fault,
        "reason": reason(fault, language) if fault else None,
        "done": job.done,
        "total": job.total,
        "name": job.name,
        "bytes": job.bytes,
        "created": utc_text(job.created),
        "finished": utc_text(job.finished) if job.finished else None,
        "expires": utc_text(job.expires) if job.expires else None,
    }


def own(session: Session, viewer: Viewer, id_: str) -> ExportJob:
    """The viewer's export job with this id. Raises Problem ``not_found`` if there is none, it is somebody else's, or
    the viewer reads by a token that does not leave all that it holds."""
    job = session.get(ExportJob, id_)
    if job is None or not owns(viewer, job.person) or not left_by_token(session, viewer, job):
        raise Problem("not_found")
    return job


def left_by_token(session: Session, viewer: Viewer, job: ExportJob) -> bool:
    """Whether the viewer's token, if they read by one, leaves all that an ordered file holds; its unit and registers
    are those that the order names. What was signed may hold others."""
    if viewer.within is None or viewer.within == Within():
        return True
    order = order_of(job)
    unit = session.get(Unit, order["unit"])
    if unit is None or order["snapshot"] or not reads_place(viewer, unit.path):
        return False
    # Some that lie in the unit may report to others.
    inside = select(UnitState.unit).where(UnitState.place.contains(f"/{unit.id}/"))
    if session.scalar(inside.where(not_(places_left(viewer, UnitState.path))).limit(1)):
        return False
    named = order["registers"]
    return viewer.within.registers is None or (bool(named) and all(reads_register(viewer, key) for key in named))


def _refuse_too_many(session: Session, viewer: Viewer) -> None:
    """Raises Problem ``slow_down`` while five jobs of the viewer are unfinished."""
    waiting = select(func.count()).select_from(ExportJob)
    mine = waiting.where(ExportJob.person == viewer.account, ExportJob.state.in_(UNFINISHED))
    if (session.scalar(mine) or 0) >= MOST_WAITING:
        raise Problem("slow_down", retry_after=30)


def _check_filters(session: Session, params: ParamReader, registers: Registers) -> None:
    """Note every fault of what the list is narrowed by in ``params``."""
    read_filters(session, params, registers)
    read_drilldown(session, params, registers)
    params.among("hint", ANY_OR_KIND)


def _check(session: Session, params: ParamReader, kind: str, format_: str, order: Order) -> None:
    """Note a fault in ``params`` for each thing that the order lacks or that does not exist.

    Every order needs ``kind`` and ``format``, one of records exactly one register, one of figures or a report a
    period or a snapshot.
    """
    for name, value in (("kind", kind), ("format", format_)):
        if not value:
            params.fault(name, "required")
    if kind == "records" and len(order["registers"]) != 1:
        params.fault("register", "required")
    period = find_period(session, order["period"])
    if order["period"] and (period is None or (period.kind == MONTH and kind not in OF_FIGURES)):
        params.fault("period", "choices")
    if kind in OF_FIGURES and not order["period"] and not order["snapshot"]:
        params.fault("period", "required")


def _name(registers: Registers, kind: str, order: Order, unit: Unit, format_: str) -> str:
    """The name of the file: what it is, of which register if it is of one, whose, and of when."""
    register = registers.latest(order["registers"][0]) if len(order["registers"]) == 1 else None
    title = register.title["vi"] if register else ""
    return file_name([NAMED[kind], title, unit.name, order["period"] or ""], ENDINGS.get(format_, format_))


def _parameters(given: Mapping[str, object]) -> dict[str, list[str]]:
    """The members of the body but for the letter, as ``ParamReader`` reads them."""
    return {name: _texts(value) for name, value in given.items() if value is not None and name != "letter"}


def _texts(value: object) -> list[str]:
    """A member of the body as the list of texts that ``ParamReader`` reads; what is no text becomes an invalid one."""
    values = value if isinstance(value, list) else [value]
    return [one if isinstance(one, str) else "\x00" for one in values]
