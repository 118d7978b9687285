"""What the questions of a form say of each other, set once all of them are known."""

from collections.abc import Callable, Collection, Mapping, Sequence

from server.registers.definition_text import Definition
from server.registers.xlsform import choice_filters, ranges
from server.registers.xlsform.calculations import Calculations
from server.registers.xlsform.choice_filters import Filtered
from server.registers.xlsform.expressed import Calculated, Checked, Counted, path_of
from server.registers.xlsform.expression_text import Node
from server.registers.xlsform.field_list import Place
from server.registers.xlsform.language import CHOICES
from server.registers.xlsform.lists import Listed
from server.registers.xlsform.question import Findings
from server.registers.xlsform.references import Conditional, fit, resolve, write_out_answers
from server.registers.xlsform.table import Row
from sync.registers.condition_consistency import QUESTIONS

OwnDay = Callable[[list[Definition]], str | None]
"""Of the days that a form always asks for the name of the one that is its record's own; None without one."""


class Deferred:
    """Conditions, calculations and checks, in the order of the sheet. ``columns``: a question's name in the workbook →
    ``rows.column``, of those in repeats. ``labels``: of fields whose form says how they are called where nothing is
    filled in. ``filtered``: those whose choices hang on other answers; ``kept_columns``: lists of
    choices, and headings of the columns that these keep of them.
    ``days``: questions that hold the day on which a form is filled in.
    """

    def __init__(self, columns: Mapping[str, str]):
        self.columns = columns
        self.conditions: list[Conditional] = []
        self.calculated: list[Calculated] = []
        self.checked: list[Checked] = []
        self.counted: list[Counted] = []
        self.filtered: list[Filtered] = []
        self.kept_columns: set[tuple[str, str]] = set()
        self.labels: list[tuple[Definition, dict[str, str]]] = []
        self.days: list[str] = []

    def check(self, row: Row, field: Definition, rest: list[Node], findings: Findings, rows: Definition | None) -> None:
        """Take what a constraint says beside bounds; ``rows``: the field of rows that ``field`` is a column of."""
        if rest and field["type"] not in QUESTIONS:
            findings.remarks.append(row.fault("constraint", value=row.get("constraint")))
        elif rest:
            self.checked.append(Checked(field, rest, row.get("constraint") or ranges.steps(row), row, rows))

    def filter(
        self, row: Row, field: Definition, name: str, choices: Sequence[Listed], rows: Definition | None
    ) -> None:
        """Take what hangs on other answers of the choices of a question, if anything. ``name``: of their list; others
        as of ``check``."""
        if row.get("choice_filter") and "choices" in field:
            cells = {one.choice["value"]: one.cells for one in choices}
            beside = next((one.sheet for one in choices if one.sheet != CHOICES), None)
            self.filtered.append(Filtered(field, rows, beside or name, cells, row))

    def settle(
        self,
        fields: list[Definition],
        sections: list[Definition],
        called: Mapping[str, str],
        known: Collection[str],
        findings: Findings,
        own_day: OwnDay,
        places: Mapping[str, Place],
    ) -> None:
        """Set it all; ``fields`` loses those that cannot be computed. Parameters as of ``resolve``; ``own_day``: which
        of the days that are always asked is a record's own; ``places``: as of ``write_out_answers``."""
        rows = {path_of(one.field, one.rows): one.row for one in self.calculated}
        rows |= {path_of(one.field, one.rows): one.row for one in self.checked}
        rows |= {one.field["name"]: one.row for one in self.counted}
        hidden = [id(one.field) for one in self.conditions]
        always = [one for one in fields if one["type"] == "date" and "compute" not in one and id(one) not in hidden]
        day = own_day(always)
        expressions = Calculations(fields, {**self.columns, **called}, known, findings, day, self.days)
        expressions.compute(self.calculated)
        expressions.fit(rows)
        resolve(fields, self.conditions, called, known, findings, expressions.condition)
        fit(fields, self.conditions, findings)
        expressions.check(self.checked)
        expressions.count(self.counted)
        expressions.fit(rows)
        self.kept_columns = choice_filters.resolve(fields, self.filtered, called, known, findings)
        write_out_answers(fields, sections, called, findings, places)
        for field, label in self.labels:
            field["label"] = label
