"""Opening an uploaded workbook in the sandbox: its sheets come back as JSON, whatever the file does to who reads it."""

import json
from datetime import date, datetime

from server.platform.sandbox.fault import SandboxFault
from server.platform.sandbox.run import run
from server.platform.workbook import Sheet, SheetRow, read_sheets
from server.platform.workbook_faults import Fault, Unreadable
from server.platform.workbook_package import check_size

DAY = {datetime: "datetime", date: "date"}
"""The kinds of values that JSON lacks → how an object with their ISO text names them."""


def open_sheets(data: bytes, shown: bool = False) -> list[Sheet]:
    """``read_sheets``, in the sandbox. Raises Unreadable also for a file that takes more than a child may use."""
    check_size(data)
    try:
        answer = json.loads(run(_read, data, b"shown" if shown else b""), object_hook=_day)
    except SandboxFault as fault:
        raise Unreadable([Fault(fault.vi, fault.en)]) from None
    if answer["unreadable"]:
        raise Unreadable([Fault(*fault) for fault in answer["unreadable"]])
    return [
        Sheet(name, [SheetRow(row, tuple(cells)) for row, cells in rows], [Fault(*fault) for fault in faults])
        for name, rows, faults in answer["sheets"]
    ]


def _read(data: bytes, shown: bytes) -> bytes:
    """The sheets of a workbook as JSON, or why it cannot be read."""
    try:
        sheets, faults = read_sheets(data, bool(shown)), []
    except Unreadable as fault:
        sheets, faults = [], fault.faults
    answer = {"sheets": sheets, "unreadable": faults}
    return json.dumps(answer, default=lambda value: {DAY[type(value)]: value.isoformat()}).encode()


def _day(value: dict[str, str]) -> object:
    """The date or datetime that an object of the answer stands for; any other object as it is."""
    if "date" in value:
        return date.fromisoformat(value["date"])
    return datetime.fromisoformat(value["datetime"]) if "datetime" in value else value
