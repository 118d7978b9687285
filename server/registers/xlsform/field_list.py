"""The fields that the questions of a form become, in their order, with the place of each in the workbook."""

from typing import NamedTuple

from server.platform.workbook_faults import Fault
from server.registers.definition_text import Definition
from server.registers.xlsform.language import SURVEY
from server.registers.xlsform.messages import fault
from server.registers.xlsform.table import Row

Place = tuple[str, int | None]
"""A sheet's name and a row's number, from 1."""


class Name(NamedTuple):
    """What a question is called: ``written`` in the workbook, within the group or repeat that begins in row ``group``,
    0 if in none. Two questions may be called alike in two groups."""

    group: int
    written: str


class FieldList:
    """Fields as in a definition, ``fields``; those within a repeat are columns of its field.

    ``rows``: the field of rows that questions are added to, None outside of repeats. ``places``: part of the
    definition → its place in the workbook. ``called``: a question's name in the workbook → the field's; ``columns``:
    the same of those in repeats, as ``rows.column``. ``faults``: names that are there twice.
    """

    def __init__(self, faults: list[Fault]):
        self.faults = faults
        self.fields: list[Definition] = []
        self.rows: Definition | None = None
        self.places: dict[str, Place] = {}
        self.called: dict[str, str] = {}
        self.columns: dict[str, str] = {}
        self._named: dict[Name, int] = {}

    @property
    def above(self) -> str:
        """The name of the field of rows that questions are added to; empty outside of repeats."""
        return self.rows["name"] if self.rows is not None else ""

    @property
    def where(self) -> str:
        """The part of the definition that questions are added to: ``fields``, or ``fields.rows.fields``."""
        return f"fields.{self.above}.fields" if self.rows is not None else "fields"

    @property
    def listed(self) -> list[Definition]:
        """The fields that a question is added to: of the register, or of the repeat that it is in."""
        return self.fields if self.rows is None else self.rows["fields"]

    def has(self, field: Definition) -> bool:
        """Whether this very field was added."""
        return any(one is field for one in self.listed)

    def taken(self, name: Name | None = None) -> set[str]:
        """Names that a field may not have here; none for a ``name`` that is there already, which is a fault, not
        another field's."""
        return set() if name in self._named else {one["name"] for one in self.listed}

    def add(self, row: Row, field: Definition, name: Name, original: str | None = None) -> Definition:
        """Add a field and return it; if its name is taken, it is not added, which ``faults`` says.

        ``original``: what the workbook calls its question; None for a field that has none.
        """
        if name in self._named or field["name"] in self.taken():
            at = self._named.get(name) or self.places[f"{self.where}.{field['name']}"][1]
            self.faults.append(row.fault("twice", name=original or field["name"], at=at))
            return field
        self._named[name] = row.number
        self.listed.append(field)
        place = (SURVEY, row.number)
        self.places |= {f"{self.where}.{field['name']}": place, f"{self.where}[{len(self.listed)}]": place}
        if original and self.rows is None:
            self.called.setdefault(original, field["name"])
        elif original:
            self.columns[original] = f"{self.above}.{field['name']}"
        return field

    def end_rows(self) -> bool:
        """End the repeat that questions were added to; returns whether it has any, without which it goes away."""
        rows, self.rows = self.rows, None
        if rows is None or rows["fields"] or rows not in self.fields:
            return True
        self.fields.remove(rows)
        return False

    def number(self) -> None:
        """Keep the place of each field of the register by its number, from 1, once all are there."""
        for at, one in enumerate(self.fields, 1):
            self.places[f"fields[{at}]"] = self.places[f"fields.{one['name']}"]

    def rounded(self) -> list[Fault]:
        """A remark at the first question whose decimals could be longer than what is kept of them; none without one."""
        rows = [
            self.places[f"fields.{path}"][1] or 0
            for one in self.fields
            for path, each in [
                (one["name"], one),
                *((f"{one['name']}.fields.{column['name']}", column) for column in one.get("fields", ())),
            ]
            if each["type"] == "decimal" and "places" not in each
        ]
        return [fault("three_places", SURVEY, min(rows))] if rows else []
