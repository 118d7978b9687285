"""Planning what the rows of a sheet become, row by row: nothing is kept, but the log itself judges each new record."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.imports.records.faults import CellFault, cell_fault, remark
from server.imports.records.identity import Existing, row_id, settle_ids, unit_record_id
from server.imports.records.mapping import Mapping
from server.imports.records.planned import PlannedRow
from server.imports.records.reading import RowReader
from server.imports.records.sheets import OpenedSheet
from server.imports.records.trial import try_rows
from server.models.log import Record
from server.platform.id_lists import among
from server.records.search_text import sort_title
from sync.protocol.canonical import canonical
from sync.protocol.transitions import DELETED, DRAFT
from sync.registers import Register, Registers

MOST = 2_000  # rows of one import: they are written in one transaction, while which nobody else writes


class Plan(NamedTuple):
    """What the rows become; ``fault``: why the sheet cannot be brought in at all, None if it can."""

    rows: list[PlannedRow]
    fault: CellFault | None = None


def plan(
    session: Session,
    viewer: Viewer,
    registers: Registers,
    register: Register,
    sheet: OpenedSheet,
    mapping: Mapping,
    tried: bool = True,
) -> Plan:
    """What each row below the headings becomes. ``tried``: whether the log is asked whether it takes the new records;
    that locks the logs of their units."""
    if sheet.fault:
        return Plan([], {"code": "sheet", "vi": sheet.fault[0], "en": sheet.fault[1]})
    below = sum(line.row > mapping["header"] for line in sheet.lines)
    if below > MOST:
        return Plan([], cell_fault("many", n=below, most=MOST))
    reader = RowReader(session, viewer, registers, register, mapping)
    rows = reader.read(sheet)
    _settle(session, register, mapping, reader, sheet, rows)
    new = [row for row in rows if row["state"] == "new"]
    _note_alike(session, register, new)
    if tried:
        try_rows(session, viewer, registers, register, mapping, new, sheet)
    return Plan(rows)


def _settle(
    session: Session,
    register: Register,
    mapping: Mapping,
    reader: RowReader,
    sheet: OpenedSheet,
    rows: list[PlannedRow],
) -> None:
    """Give each sound row the id of its record; and find those that are twice in the sheet, or records already."""
    keys = {line.row: reader.key(line) for line in sheet.lines}
    sound = [row for row in rows if row["state"] == "new"]
    first: dict[str, int] = {}
    makers = []
    for row in sound:
        unit, period = row["unit"] or "", row["period"] or ""
        if register.natural_key:
            makers.append(partial(_natural, unit, register.key, period))
        else:
            marks = ["key", keys[row["row"]]] if keys[row["row"]] else ["row", row["set"]]
            parts = [register.key, unit, period, *marks]
            makers.append(partial(row_id, parts, reader.periods.starts(period)))
    for row, (id_, existing) in zip(sound, settle_ids(session, makers), strict=True):
        row["record"] = id_
        earlier = first.setdefault(id_, row["row"])
        if earlier != row["row"]:
            row["faults"].append(cell_fault("twice", other=earlier))
        elif existing:
            _meet(register, row, existing)
        if row["faults"]:
            row["state"] = "faulty"


def _natural(unit: str, register: str, period: str, _round: int) -> str:
    return unit_record_id(unit, register, period)


def _meet(register: Register, row: PlannedRow, existing: Existing) -> None:
    """Note what follows from a record that is there: the row is the same, or would change it, which it never does."""
    differ = [name for name, value in row["set"].items() if not _same(existing.data.get(name), value)]
    if not differ and existing.status != DRAFT:
        row["state"] = "same"
        row["remarks"].append(remark("same"))
    elif existing.status == DRAFT:
        row["faults"].append(cell_fault("there"))
    else:
        labels = ", ".join(register.fields[name].label["vi"] for name in differ if name in register.fields)
        row["faults"].append(cell_fault("differs", fields=labels))


def _same(there: object, here: object) -> bool:
    return canonical([there]) == canonical([here])


def _note_alike(session: Session, register: Register, rows: Sequence[PlannedRow]) -> None:
    """Remark on new rows for which their unit has a record of the same title in the same period already."""
    query = select(Record.scope, Record.period, Record.title).where(
        Record.register == register.key,
        Record.status.not_in((DELETED, DRAFT)),
        Record.title != "",
        among(Record.scope, "units"),
        among(Record.period, "periods"),
    )
    units = {row["unit"] for row in rows if row["unit"]}
    periods = {row["period"] for row in rows if row["period"]}
    if not units or not periods or "title" not in register.list:
        return
    there = {tuple(one) for one in session.execute(query, {"units": sorted(units), "periods": sorted(periods)})}
    for row in rows:
        if (row["unit"], row["period"], sort_title(register, row["set"])) in there:
            row["remarks"].append(remark("alike", title=row["set"].get(register.list["title"], "")))
