"""Reading the rows of a sheet by a mapping: whose each is, when, and its answers, with what is wrong by cell."""

from collections.abc import Iterator
from collections.abc import Mapping as Members
from typing import cast

from sqlalchemy.orm import Session

from server.access.imports import imports_into
from server.access.viewer import Viewer
from server.imports.records.cells import answer
from server.imports.records.faults import BadCell, CellFault, cell_fault, remark
from server.imports.records.headings import begins_footer, is_central, is_numbering, is_total, shown
from server.imports.records.mapping import FieldSource, Mapping, mappable
from server.imports.records.name_search import NameSearch
from server.imports.records.period_search import PeriodSearch
from server.imports.records.planned import PlannedRow, blank
from server.imports.records.sheets import Line, OpenedSheet
from server.imports.records.unit_search import Found, UnitSearch
from server.log.periods import Periods
from server.platform.texts import period_text
from sync.folding import fold
from sync.protocol.answers import Answers
from sync.registers import Field, Register, Registers
from sync.registers.values import is_number

LONGEST_SHOWN = 200  # characters of a cell in a fault


class RowReader:
    """Reads the rows of one sheet by one mapping."""

    def __init__(self, session: Session, viewer: Viewer, registers: Registers, register: Register, mapping: Mapping):
        self._viewer, self._register, self._mapping = viewer, register, mapping
        self._session, self._registers = session, registers
        self.units = UnitSearch(session, viewer, mapping["units"])
        self.periods = PeriodSearch(session, register)
        self._closings = Periods(session)
        self._fields = mappable(register)
        self._columns = {one["column"] for one in mapping["fields"] if one.get("column") is not None}
        self._pointed = False  # whether a program wrote the file
        self._footer: int | None = None  # where the signatures begin
        self._translated = {one["field"]: _folded(one.get("values", {})) for one in mapping["fields"]}

    def read(self, sheet: OpenedSheet) -> list[PlannedRow]:
        """All rows below the headings, in order. Whether a record can be made of them is not checked yet."""
        lines = [line for line in sheet.lines if line.row > self._mapping["header"]]
        self._footer = next((line.row for line in lines[1:] if begins_footer(line)), None)
        self._pointed = is_central(sheet.lines)
        rows = {line.row: self._begin(line, sheet) for line in lines}
        units = {row["unit"] for row in rows.values() if row["unit"]}
        names = NameSearch(self._session, self._viewer, self._registers, sorted(units))
        for line in lines:
            row = rows[line.row]
            if row["state"] == "new":
                row["set"] = self._answers(line, row, names)
                self._take_period(line, row)
                row["faults"].sort(key=lambda one: one.get("column", -1))
                row["state"] = "faulty" if row["faults"] else "new"
        return list(rows.values())

    def key(self, line: Line) -> str | None:
        """What tells a row from others that are alike; None if no column does."""
        column = self._mapping["key_column"]
        return None if column is None else fold(shown(_cell(line, column))).strip()

    def _begin(self, line: Line, sheet: OpenedSheet) -> PlannedRow:
        row = blank(line.row)
        if line.row in sheet.hidden:
            row["remarks"].append(remark("hidden"))
        if code := self._left_out(line):
            row["state"] = "left_out"
            row["remarks"] += [remark(code), _cells_shown(line)]
            return row
        found = self._unit(line)
        if isinstance(found, Found):
            row["unit_name"] = found.name
            if not imports_into(self._viewer, self._register, found.id, found.kind, found.path):
                # Nothing more is looked up: what names people there, or is closed, is not for this person to learn.
                row["faults"].append(self._at_unit(line, cell_fault("forbidden", unit=found.name)))
                row["state"] = "faulty"
                return row
            row["unit"] = found.id
            if found.ended:
                row["faults"].append(self._at_unit(line, cell_fault("ended", unit=found.name)))
        else:
            row["faults"].append(self._at_unit(line, found))
        return row

    def _left_out(self, line: Line) -> str | None:
        if line.row in self._mapping["skip"]:
            return "left_out"
        if is_numbering(line):
            return "numbering"
        if is_total(line) and not self._mapping["totals"]:
            return "total"
        if self._footer is not None and line.row >= self._footer and not self._mapping["totals"]:
            return "footer"
        if self._columns and all(_cell(line, at) is None for at in self._columns):
            return "empty"
        return None

    def _unit(self, line: Line) -> Found | CellFault:
        column, fixed = self._mapping["unit_column"], self._mapping["unit"]
        if column is None:
            return self.units.by_id.get(fixed or "") or cell_fault("no_unit")
        text = shown(_cell(line, column)).strip()
        return self.units.find(text) if text else cell_fault("no_unit")

    def _at_unit(self, line: Line, fault: CellFault) -> CellFault:
        return _at(fault, line, self._mapping["unit_column"])

    def _take_period(self, line: Line, row: PlannedRow) -> None:
        """Note the row's period, and what is wrong with it."""
        if self._register.period_from:
            day = row["set"].get(self._register.period_from)
            row["period"] = self.periods.of_day(day) if isinstance(day, str) else None
            column = self._column_of(self._register.period_from)
            if isinstance(day, str) and row["period"] is None:
                row["faults"].append(_at(self._no_such_period(), line, column))
        else:
            column = self._mapping["period_column"]
            text = shown(_cell(line, column)).strip() if column is not None else self._mapping["period"] or ""
            row["period"] = self.periods.find(text) if text or self.periods.kind == "once" else None
            if row["period"] is None:
                fault = self._no_such_period() if text else cell_fault("no_period")
                row["faults"].append(_at(fault, line, column))
        if row["unit"] and self._closings.closed(self._register.key, row["unit"], row["period"]):
            fault = cell_fault("closed", period=period_text(row["period"]) or row["period"])
            row["faults"].append(_at(fault, line, column))

    def _no_such_period(self) -> CellFault:
        return cell_fault("unknown_period", first=self.periods.first, example=self.periods.example)

    def _column_of(self, field: str) -> int | None:
        return next((one.get("column") for one in self._mapping["fields"] if one["field"] == field), None)

    def _answers(self, line: Line, row: PlannedRow, names: NameSearch) -> Answers:
        found: Answers = {}
        for source in self._mapping["fields"]:
            field, column = self._fields[source["field"]], source.get("column")
            cell = _cell(line, column) if column is not None else source.get("value")
            try:
                value = self._answer(source, field, cell, row, names)
            except BadCell as bad:
                row["faults"].append(_at(cell_fault(bad.code, **bad.named), line, column, source["field"]))
                continue
            if value is not None:
                _lay(found, source["field"], value)
                row["remarks"] += _unlikely(field, value)
        return found

    def _answer(self, source: FieldSource, field: Field, cell: object, row: PlannedRow, names: NameSearch) -> object:
        if source.get("column") is None and not isinstance(cell, str):
            return cell  # a value for all rows that was chosen, not written
        return answer(field, cell, self._translated[source["field"]], names.of(field, row["unit"] or ""), self._pointed)


def _cells_shown(line: Line) -> dict[str, str]:
    """What stands in a row that is left out, for a person to see that it is no record."""
    texts = dict.fromkeys(" ".join(shown(cell).split()) for cell in line.cells if cell is not None)
    text = " · ".join(texts)[:LONGEST_SHOWN]
    return {"code": "cells", "vi": text, "en": text}


def _lay(found: Answers, name: str, value: object) -> None:
    """Put a value into the answers; one of a column of rows into the one row that a line of a sheet can hold."""
    whole, dot, part = name.partition(".")
    if not dot:
        found[whole] = value
    elif isinstance(rows := found.setdefault(whole, [{"id": "1"}]), list) and len(rows) == 1:
        cast(dict[str, object], rows[0])[part] = value


def _unlikely(field: Field, value: object) -> Iterator[dict[str, str]]:
    if field.plausible and is_number(value) and not field.plausible[0] <= value <= field.plausible[1]:
        low, high = field.plausible
        yield remark("unlikely", low=shown(float(low)), high=shown(float(high)))


def _folded(values: Members[str, object]) -> dict[str, object]:
    return {fold(" ".join(text.split())): value for text, value in values.items()}


def _cell(line: Line, at: int | None) -> object:
    return line.cells[at] if at is not None and at < len(line.cells) else None


def _at(fault: CellFault, line: Line, column: int | None, field: str | None = None) -> CellFault:
    """A fault with its place: the column that it is in, what stands there, and the field that it was to answer."""
    if column is not None:
        fault["column"] = column
        fault["value"] = shown(_cell(line, column))[:LONGEST_SHOWN]
    if field is not None:
        fault["field"] = field
    return fault
