"""Bringing the planned rows in: all of them in one transaction, as they were shown, or none."""

from collections.abc import Sequence
from typing import NotRequired, cast

from sqlalchemy import insert, select

from server.audit.actor import Act
from server.imports.records.mapping import Mapping
from server.imports.records.plan import plan
from server.imports.records.planned import PlannedRow, digest_of
from server.imports.records.trial import LONGEST_NAME, is_taken, send
from server.imports.records.uploads import ImportEntry, entry, find_own, planned, store_plan, unpacked
from server.models.log import Scope
from server.models.record_imports import ImportedRecord, RecordImport
from server.platform.clock import now
from sync.protocol.problems import Problem
from sync.registers import Register, Registers


class Applied(ImportEntry):
    """An import that was applied; or ``again``, and nothing was done: its rows would now become something else."""

    again: NotRequired[bool]


def apply_import(act: Act, registers: Registers, id_: str, digest: str) -> Applied:
    """Bring in the person's own import, whose preview they saw under ``digest``.

    If it was applied before, it is returned as it is. If units, rights, periods, records or the register have changed
    so that its rows become something else, nothing is written: it is planned anew and has ``again``. Raises Problem
    ``not_found``, ``forbidden``; ``invalid`` while rows are faulty, or if there is nothing to bring in.
    """
    stored = find_own(act.session, act.viewer, id_, locked=True)
    if stored.applied:
        return {**entry(stored)}
    mapping, register = _mapped(registers, stored)
    if stored.counts.get("faulty") or not stored.counts.get("new") or stored.digest is None:
        raise Problem("invalid", {"file": {"rule": "faults"}})
    _lock(act, planned(stored))
    sheet = unpacked(stored)[mapping["sheet"]]
    made = plan(act.session, act.viewer, registers, register, sheet, mapping, tried=False)
    same = not made.fault and digest == stored.digest == digest_of(f"{register.key}@{register.version}", made.rows)
    new = [row for row in made.rows if row["state"] == "new"]
    if not same or not _write(act, registers, register, stored, sheet.name, new):
        made = plan(act.session, act.viewer, registers, register, sheet, mapping)
        return {**store_plan(stored, register, mapping, made), "again": True}
    stored.applied, stored.sheets, stored.rows = now(), b"", None
    act.record("import.records", ("import", stored.id), None, file=stored.name, register=register.key, records=len(new))
    return {**entry(stored)}


def _mapped(registers: Registers, stored: RecordImport) -> tuple[Mapping, Register]:
    mapping = cast(Mapping | None, stored.mapping)
    register = registers.latest(mapping["register"]) if mapping else None
    if mapping is None or register is None:
        raise Problem("invalid", {"file": {"rule": "faults"}})
    return mapping, register


def _lock(act: Act, rows: Sequence[PlannedRow]) -> None:
    """Lock the logs of all units in sorted order, before anything is read that another import may write."""
    for unit in sorted({row["unit"] for row in rows if row["unit"]}):
        act.session.execute(select(Scope.rev).where(Scope.unit == unit).with_for_update())


def _write(
    act: Act, registers: Registers, register: Register, stored: RecordImport, sheet: str, rows: Sequence[PlannedRow]
) -> bool:
    """Write the records, and where each is from. False, and nothing is written, if the log refuses one of them."""
    origin = f"Nhập từ tệp “{stored.name[:LONGEST_NAME]}”, trang “{sheet[:LONGEST_NAME]}”, dòng {{row}}."
    with act.session.begin_nested() as point:
        outcomes = send(act.session, act.viewer, registers, register, rows, origin)
        if not all(map(is_taken, outcomes)):
            point.rollback()
            return False
    from_rows = [
        {"record": row["record"], "source": stored.id, "name": stored.name, "sheet": sheet, "row": row["row"]}
        for row in rows
    ]
    act.session.execute(insert(ImportedRecord), from_rows)
    return True
