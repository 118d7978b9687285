"""A workbook of records from its upload to the last preview: what is kept of it, and what its person sees of it."""

import json
import zlib
from collections.abc import Iterable
from datetime import timedelta
from typing import TypedDict, cast

from sqlalchemy import and_, delete, or_, select
from sqlalchemy.orm import Session

from server.access.imports import imports_records
from server.access.viewer import Viewer
from server.audit.actor import Act
from server.imports.records.faults import CellFault
from server.imports.records.guess import guess
from server.imports.records.headings import find_headings, headings_of
from server.imports.records.mapping import Mapping, keep, kept_for, sound
from server.imports.records.plan import Plan, plan
from server.imports.records.planned import STATES, PlannedRow, count, digest_of
from server.imports.records.sheets import OpenedSheet, open_any, sheets_from
from server.models.record_imports import RecordImport
from server.org.people import new_id
from server.platform.clock import now, utc_text
from server.platform.workbook_faults import Unreadable
from sync.protocol.ids import is_uuid
from sync.protocol.problems import Problem
from sync.registers import Register, Registers

KEPT_FOR = timedelta(days=90)  # how long it is known what an import did
WAITS_FOR = timedelta(days=7)  # how long a workbook that was not brought in lies here
PAGE = 100  # rows of a preview that are shown at once


class SheetEntry(TypedDict):
    """A sheet: its name, how many rows it has, the row with the headings (0: none), and its columns as (place, title,
    first values). ``fault``: why it cannot be used, in both languages, None if it can."""

    name: str
    rows: int
    header: int
    columns: list[dict[str, object]]
    fault: dict[str, str] | None


class ImportEntry(TypedDict):
    """An import as its person sees it. ``made``, ``applied``: times in ISO. ``counts``: state of a row → how many.

    ``mapping``: None until one was given. ``digest``: of what would be made; None while there are no rows.
    ``fault``: why nothing can be brought in by this mapping.
    """

    id: str
    name: str
    made: str
    applied: str | None
    sheets: list[SheetEntry]
    mapping: Mapping | None
    counts: dict[str, int]
    digest: str | None
    fault: CellFault | None


def open_upload(viewer: Viewer, data: bytes) -> list[OpenedSheet]:
    """The sheets of an uploaded file. Raises Problem ``forbidden``; ``unreadable``, with the faults of the file."""
    if not imports_records(viewer):
        raise Problem("forbidden")
    try:
        return open_any(data)
    except Unreadable as fault:
        raise Problem("unreadable", {"file": {"rule": "file", "faults": [f._asdict() for f in fault.faults]}}) from None


def take_upload(act: Act, name: str, sheets: list[OpenedSheet]) -> ImportEntry:
    """Keep what was read of a workbook. ``name``: the file's name. The person's other ones that were not brought in are
    deleted, and those that were long ago."""
    old = or_(RecordImport.applied.is_(None), RecordImport.applied < now() - KEPT_FOR)
    act.session.execute(delete(RecordImport).where(RecordImport.person == act.viewer.account, old))
    made = RecordImport(
        id=new_id(), person=act.viewer.account, name=name, made=now(), sheets=packed(sheets), counts={}, applied=None
    )
    act.session.add(made)
    return entry(made)


def purge(session: Session) -> None:
    """Delete workbooks that nobody brought in within a week, and what is known of imports of 90 days ago."""
    waiting = and_(RecordImport.applied.is_(None), RecordImport.made < now() - WAITS_FOR)
    session.execute(delete(RecordImport).where(or_(waiting, RecordImport.made < now() - KEPT_FOR)))


def find_own(session: Session, viewer: Viewer, id_: str, locked: bool = False) -> RecordImport:
    """The person's own import. Raises Problem ``not_found``; ``forbidden`` if they bring in nothing any more."""
    if not imports_records(viewer):
        raise Problem("forbidden")
    stored = session.get(RecordImport, id_, with_for_update=True if locked else None) if is_uuid(id_) else None
    if stored is None or stored.person != viewer.account:
        raise Problem("not_found")
    return stored


def last_imports(session: Session, viewer: Viewer) -> dict[str, list[dict[str, object]]]:
    """What the person brought in of late, the newest first, without the rows."""
    if not imports_records(viewer):
        raise Problem("forbidden")
    query = select(RecordImport).where(RecordImport.person == viewer.account).order_by(RecordImport.made.desc())
    return {"imports": [_brief(one) for one in session.scalars(query.limit(20))]}


class Proposal(TypedDict):
    """A first ``mapping`` of a sheet, and its ``columns`` below the row that was said to hold the headings."""

    mapping: Mapping
    columns: list[dict[str, object]]


def proposal(
    session: Session, viewer: Viewer, register: Register, stored: RecordImport, sheet: int, header: int
) -> Proposal:
    """A first mapping of a sheet: the one that the person kept for these headings, or else a guess."""
    sheets = unpacked(stored)
    if not 0 <= sheet < len(sheets):
        raise Problem("malformed", {"sheet": {"rule": "range"}})
    headings = headings_of(sheets[sheet].lines, header)
    kept = kept_for(session, viewer.account, register, headings)
    made: Mapping = {**kept, "sheet": sheet, "header": header} if kept else guess(register, headings, sheet, header)
    led = [grant.unit for grant in viewer.grants if grant.role == "leader"]
    if made["unit_column"] is None and made["unit"] is None and len(led) == 1:
        made["unit"] = led[0]
    return {"mapping": made, "columns": [one._asdict() for one in headings]}


def map_columns(act: Act, registers: Registers, stored: RecordImport, mapping: Mapping) -> ImportEntry:
    """Take a mapping, and plan what each row becomes by it. Raises Problem ``malformed`` if it does not fit the file;
    ``invalid`` if the import was applied."""
    if stored.applied:
        raise Problem("invalid", {"import": {"rule": "applied"}})
    sheets = unpacked(stored)
    register = registers.latest(mapping["register"])
    if register is None or not 0 <= mapping["sheet"] < len(sheets):
        raise Problem("malformed", {"sheet" if register else "register": {"rule": "choices"}})
    mapping = sound(mapping, register)
    sheet = sheets[mapping["sheet"]]
    made = plan(act.session, act.viewer, registers, register, sheet, mapping)
    keep(act.session, act.viewer.account, mapping, headings_of(sheet.lines, mapping["header"]))
    return store_plan(stored, register, mapping, made)


def store_plan(stored: RecordImport, register: Register, mapping: Mapping, made: Plan) -> ImportEntry:
    """Keep a plan with the mapping that it was made by."""
    stored.mapping, stored.rows, stored.counts = dict(mapping), zipped(made.rows), count(made.rows)
    stored.digest = None if made.fault else digest_of(f"{register.key}@{register.version}", made.rows)
    return {**entry(stored), "fault": made.fault}


def page_of(stored: RecordImport, state: str | None, begin: int) -> dict[str, object]:
    """A page of the planned rows, of one state or all. ``begin``: the place from 0 of the first; ``next``: that of the
    next page, None if there is none."""
    rows = [row for row in planned(stored) if state in (None, row["state"])]
    more = begin + PAGE < len(rows)
    return {"rows": rows[begin : begin + PAGE], "next": begin + PAGE if more else None, "total": len(rows)}


def planned(stored: RecordImport) -> list[PlannedRow]:
    """The rows as they were planned last; empty if they were not."""
    return json.loads(zlib.decompress(stored.rows)) if stored.rows else []


def entry(stored: RecordImport) -> ImportEntry:
    """An import as its person sees it, without its rows."""
    return {
        "id": stored.id,
        "name": stored.name,
        "made": utc_text(stored.made),
        "applied": utc_text(stored.applied) if stored.applied else None,
        "sheets": [_sheet_entry(sheet) for sheet in unpacked(stored)],
        "mapping": cast(Mapping | None, stored.mapping),
        "counts": {state: stored.counts.get(state, 0) for state in STATES},
        "digest": stored.digest,
        "fault": None,
    }


def packed(sheets: Iterable[OpenedSheet]) -> bytes:
    """What was read of a workbook, to be kept."""
    return zipped(list(sheets))


def unpacked(stored: RecordImport) -> list[OpenedSheet]:
    """What was read of a workbook; empty once it is applied."""
    return sheets_from(json.loads(zlib.decompress(stored.sheets))) if stored.sheets else []


def zipped(content: object) -> bytes:
    """Content as compressed JSON."""
    return zlib.compress(json.dumps(content, ensure_ascii=False).encode(), 3)


def _sheet_entry(sheet: OpenedSheet) -> SheetEntry:
    header = find_headings(sheet.lines)
    fault = {"vi": sheet.fault[0], "en": sheet.fault[1]} if sheet.fault else None
    columns = [one._asdict() for one in headings_of(sheet.lines, header)]
    return {"name": sheet.name, "rows": len(sheet.lines), "header": header, "columns": columns, "fault": fault}


def _brief(stored: RecordImport) -> dict[str, object]:
    return {
        "id": stored.id,
        "name": stored.name,
        "made": utc_text(stored.made),
        "applied": utc_text(stored.applied) if stored.applied else None,
        "register": stored.mapping["register"] if stored.mapping else None,
        "counts": {state: stored.counts.get(state, 0) for state in STATES},
    }
