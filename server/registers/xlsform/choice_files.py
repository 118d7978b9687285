"""Lists of choices that a form keeps in CSV files beside its workbook, read as if they stood in ``choices``."""

import re
from collections.abc import Collection, Mapping
from typing import NamedTuple

from server.platform.csv_sheet import read_csv
from server.platform.workbook import Sheet, SheetRow, Value
from server.platform.workbook_faults import Fault, Unreadable
from server.registers.xlsform.cells import text
from server.registers.xlsform.headings import Column, column
from server.registers.xlsform.language import OF_CHOICE, OWN
from server.registers.xlsform.lists import Listed, Lists
from server.registers.xlsform.messages import fault
from server.registers.xlsform.table import Row, Table

FROM_FILE = {"select_one_from_file": "select_one", "select_multiple_from_file": "select_multiple"}
"""Types whose choices are in a file → the type with a list that they are then."""
OF_OURS = {f"{OWN}{name}" for name in (*OF_CHOICE, "name")}
PARAMETER = re.compile(r"(value|label)\s*=\s*([^\s,;]+)", re.IGNORECASE)
OF_LIST = ("list_name", "name", "label")
"""Columns of a list of choices, which no other column of a file is read as."""

Reading = tuple[str, str, str]
"""A file's name, and the columns that are read of it as what a choice is called in records and to people."""


class Files(NamedTuple):
    """The files beside a workbook. ``given``: name → content; ``without``: names of files that nobody has; ``default``:
    the language of their labels, as of ``Table``."""

    given: Mapping[str, bytes]
    without: Collection[str] = ()
    default: str = ""


class AllLists(Lists):
    """The lists of choices of a workbook, and those in the files beside it; what nobody has is asked as a text.

    ``missing``: names of the files that a question wants and that are not there; ``waiting``: the numbers of these
    questions' rows.
    """

    def __init__(self, table: Table, twice: bool, files: Files):
        super().__init__(table, twice)
        self._given = {called(name): (text(name), data) for name, data in files.given.items()}
        self._without, self._default = {called(name) for name in files.without}, files.default
        self._wanted: set[str] = set()
        self._headings: dict[Reading, dict[str, str]] = {}
        self.missing: list[str] = []
        self.waiting: set[int] = set()
        self._read_already: dict[Reading, list[Listed]] = {}

    def of_file(self, row: Row, name: str) -> list[Listed]:
        """The choices of a question whose type names the file ``name``; none if it is asked as a text, which
        ``faults``, ``remarks`` or ``missing`` say why."""
        self._wanted.add(called(name))
        if not name.lower().endswith(".csv"):
            self.remarks.append(row.fault("file_kind", name=name))
        elif called(name) in self._given:
            return self._read(row, *self._given[called(name)])
        elif called(name) in self._without:
            self.remarks.append(row.fault("file_without", name=name))
        else:
            self.waiting.add(row.number)
            if name not in self.missing:
                self.missing.append(name)
        return []

    def unused_files(self) -> list[Fault]:
        """A remark for each file that no question names."""
        return [fault("file_unused", name=name) for one, (name, _) in self._given.items() if one not in self._wanted]

    def left_out(self, kept: Collection[tuple[str, str]]) -> list[Fault]:
        """A remark for each column that says nothing here. ``kept``: as of ``Deferred``."""
        return [
            fault("ignored_column", key[0], name=heading)
            for key, headings in self._headings.items()
            for name, heading in headings.items()
            if (key[0], name) not in kept
        ]

    def _read(self, row: Row, name: str, data: bytes) -> list[Listed]:
        wanted = {"value": "name", "label": "label"}
        wanted |= {part.lower(): _plain(heading) for part, heading in PARAMETER.findall(row.get("parameters"))}
        key = (name, wanted["value"], wanted["label"])
        if key in self._read_already:
            return self._read_already[key]
        self._read_already[key] = []
        try:
            rows = [SheetRow(at, tuple(_text(cell) for cell in cells)) for at, cells in read_csv(data)]
        except Unreadable as unreadable:
            self.faults += [one._replace(sheet=name) for one in unreadable.faults]
            return []
        sheet, unread = _as_choices(name, rows, wanted["value"], wanted["label"])
        table = Table(sheet, name, self._default)
        if not table.has("name"):
            self.faults.append(fault("no_column", name, rows[0].row if rows else 1, name=wanted["value"]))
            return []
        made = Lists(table, self._twice, own_names=wanted["value"] == "name")
        self.further = made.further | self.further
        self.faults += made.faults
        self.remarks += made.remarks + [fault("ignored_column", name, name=heading) for heading in unread]
        filled = {one.name for line in table.rows for one in line.cells}
        parts = {*OF_LIST, *OF_OURS, wanted["value"], wanted["label"]}
        self._headings[key] = {
            one.name: heading for one, heading in table.columns.items() if one.name in filled and one.name not in parts
        }
        if not table.rows:
            self.faults.append(fault("no_choices", name, rows[0].row))
        self._read_already[key] = made.by_name[name]
        return self._read_already[key]


def called(name: str) -> str:
    """A file's name as names are compared: without folders, in small letters."""
    return re.split(r"[/\\]", text(name))[-1].lower()


def _plain(heading: str) -> str:
    found = column(heading)
    return found.name if found else ""


def _text(cell: object) -> Value:
    return cell if isinstance(cell, str) else None


def _as_choices(name: str, rows: list[SheetRow], value: str, label: str) -> tuple[Sheet, list[str]]:
    """The rows of a file as a sheet of choices, those of a list before its own, and the headings that are left out.

    ``value`` and ``label``: the columns with what a choice is called in records and to people. Left out is what has
    the same name as a column before it, or as one of a list.
    """
    headings = [str(cell or "") for cell in rows[0].cells] if rows else []
    places: dict[str, int] = {}
    taken: set[Column] = set()
    unread: list[str] = []
    for at, heading in enumerate(headings):
        found = column(heading)
        if found is None:
            continue
        translated = found.name == "label" and found.language is not None
        if found.name == value and found not in taken:
            places.setdefault("name", at)
        if (found.name == label or translated) and found not in taken:
            places.setdefault("label" + heading[len(heading.split(":")[0]) :], at)
        if found.name not in OF_LIST and found not in taken:
            places[heading] = at
        elif found in taken or not (translated or found.name in (value, label)):
            unread.append(heading)
        taken.add(found)
    first = rows[0].row if rows else 1
    made = [SheetRow(first, ("list_name", *places))]
    for row in rows[1:]:
        cells = {heading: row.cells[at] if at < len(row.cells) else None for heading, at in places.items()}
        made.append(SheetRow(row.row, (name, *cells.values())))
    return Sheet(name, made, []), unread
