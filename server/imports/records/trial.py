"""Trying rows at the log: it takes them in as it takes a phone's mutations, with every check, and all is undone."""

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Members

from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.imports.records.faults import CellFault, cell_fault
from server.imports.records.headings import shown
from server.imports.records.mapping import Mapping
from server.imports.records.planned import PlannedRow
from server.imports.records.sheets import OpenedSheet
from server.log import append
from server.org.people import new_id
from server.platform.clock import now, utc_text
from sync.protocol.mutation import RawMutation
from sync.protocol.outcome import Outcome
from sync.registers import Register, Registers

LONGEST_NAME = 120  # characters of the file's and the sheet's name that a record's thread has


def mutations(register: Register, rows: Sequence[PlannedRow], origin: str) -> list[RawMutation]:
    """A put for each row, which also submits the record, as a phone would send it.

    ``origin``: what the record's thread says of where it comes from, with ``{row}`` for the row's number.
    """
    at = utc_text(now(), "seconds")
    found: list[RawMutation] = []
    for row in rows:
        one: RawMutation = {
            "id": new_id(),
            "do": "put",
            "at": at,
            "unit": row["unit"],
            "record": row["record"],
            "form": f"{register.key}@{register.version}",
            "set": row["set"],
            "then": "submit",
            "text": origin.replace("{row}", str(row["row"])),
        }
        if not register.period_from:
            one["period"] = row["period"]
        found.append(one)
    return found


def send(
    session: Session, viewer: Viewer, registers: Registers, register: Register, rows: Sequence[PlannedRow], origin: str
) -> list[Outcome]:
    """Put the rows into the log, in their order; returns what became of each. Locks the logs of their units."""
    raws = mutations(register, rows, origin)
    parsed = [append.parse(raw) for raw in raws]
    outcomes = append.append(session, viewer, registers, parsed, imported=True).outcomes
    return [outcomes[raw["id"]] for raw in raws]


def try_rows(
    session: Session,
    viewer: Viewer,
    registers: Registers,
    register: Register,
    mapping: Mapping,
    rows: Sequence[PlannedRow],
    sheet: OpenedSheet,
) -> None:
    """Note at each row why the log would refuse it, and undo all that this wrote."""
    if not rows:
        return
    with session.begin_nested() as point:
        outcomes = send(session, viewer, registers, register, rows, "-")
        point.rollback()
    cells = {line.row: line.cells for line in sheet.lines}
    for row, outcome in zip(rows, outcomes, strict=True):
        row["faults"] += faults_of(register, mapping, row, outcome, cells.get(row["row"], []))
        if row["faults"]:
            row["state"] = "faulty"


def is_taken(outcome: Outcome) -> bool:
    """Whether a row was taken in and submitted."""
    return "refused" not in outcome and "wait" not in outcome


def faults_of(
    register: Register, mapping: Mapping, row: PlannedRow, outcome: Outcome, cells: Sequence[object]
) -> Iterator[CellFault]:
    """What the log refused of a row, each at its cell; nothing if it took the row."""
    if is_taken(outcome):
        return
    refused = outcome.get("refused")
    if refused is None:
        yield cell_fault("later")
        return
    faults = refused.get("fields", {})
    for name, fault in faults.items():
        found = _fault(register, name, fault)
        columns = [one.get("column") for one in mapping["fields"] if one["field"].partition(".")[0] == name]
        found["field"] = name
        if columns and columns[0] is not None:
            found["column"] = columns[0]
            found["value"] = shown(cells[columns[0]] if columns[0] < len(cells) else None)[:200]
        yield found
    if not faults:
        by_code = {"forbidden": cell_fault("forbidden", unit=row["unit_name"]), "unknown_record": cell_fault("there")}
        by_code["locked"] = cell_fault("closed", period=row["period"])
        yield by_code.get(refused["code"]) or cell_fault("invalid")


def _fault(register: Register, name: str, fault: object) -> CellFault:
    members = fault if isinstance(fault, dict) else {}
    rule = members.get("rule")
    label = register.fields[name].label["vi"] if name in register.fields else name
    message = members.get("message")
    if isinstance(message, Members):
        return {"code": str(rule), "vi": str(message["vi"]), "en": str(message["en"])}
    if rule == "required":
        return cell_fault("required", field=label)
    if rule in ("range", "length"):
        low, high = members[rule]
        return cell_fault(str(rule), low=shown(low), high=shown(high))
    if rule == "places":
        return cell_fault("places", places=members["places"])
    return cell_fault({"check": "check", "choices": "choice", "period": "no_period"}.get(str(rule), "invalid"))
