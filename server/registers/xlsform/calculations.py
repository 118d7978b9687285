"""XLSForm's ``calculate`` and ``constraint`` as expressions of a register: ``compute`` and ``check``."""

import re
from collections.abc import Callable, Collection, Mapping
from typing import TypeVar

from server.registers.definition_text import Definition
from server.registers.xlsform.conditions import Inexpressible
from server.registers.xlsform.expressed import Calculated, Checked, Counted, path_of
from server.registers.xlsform.expression_text import Node, NotRead, names_in, parse
from server.registers.xlsform.expressions import expression, truth
from server.registers.xlsform.operands import Scope, Typed
from server.registers.xlsform.question import Findings
from server.registers.xlsform.references import Conditional
from server.registers.xlsform.table import Row
from sync.registers import consistency, parse_with_faults
from sync.registers.condition_consistency import QUESTIONS
from sync.registers.conditions import COUNTED
from sync.registers.expression_consistency import DAY, MOMENT, NUMBER, TEXT, TIME, TRUTH
from sync.registers.expression_form import TODAY, asks_today, path, well_formed

Made = TypeVar("Made")
TYPES = {TEXT: "text", DAY: "date", TRUTH: "yesno", TIME: "time", MOMENT: "datetime"}
UNFIT = re.compile(r"fields\.([a-z0-9_]+(?:\.fields\.[a-z0-9_]+)?)\.(check|compute|repeat_count): ")
"""The place of an expression that the loader refuses."""
WHOLE = ("int", "string-length", "count", COUNTED, "days")


REASONS = {"constraint": "constraint", "calculation": "calculate", "repeat_count": "not_kept"}
"""Column with an expression → the remark on one that cannot be said."""
MEMBERS = {"check": "constraint", "compute": "calculation", "repeat_count": "repeat_count"}


class Calculations:
    """Sets ``compute``, ``check`` and ``repeat_count`` of fields.

    ``fields``: of the register, from which those are taken that cannot be computed. ``called``: a question's name in
    the workbook → the field's, or ``rows.column``; ``known``: all names in it. ``day``: the field with a record's own
    day; ``days``: questions that hold the day on which the form is filled in.
    """

    def __init__(
        self,
        fields: list[Definition],
        called: Mapping[str, str],
        known: Collection[str],
        findings: Findings,
        day: str | None = None,
        days: Collection[str] = (),
    ):
        self.fields, self.called, self.known, self.findings = fields, called, known, findings
        self.day, self.days = day, days
        self._todo: dict[str, Calculated] = {}
        self._open: list[str] = []

    def compute(self, calculated: list[Calculated]) -> None:
        """Work out the tree and the type of each computed field; one that cannot be is left out, with a remark."""
        self._todo = {path_of(one.field, one.rows): one for one in calculated}
        while self._todo:
            self._one(next(iter(self._todo)))

    def check(self, checked: list[Checked]) -> None:
        """Set ``check`` of each field; what cannot be said is a remark."""
        for one in checked:
            self._check(one)

    def _check(self, one: Checked) -> None:
        scope = self._scope(one.rows, path_of(one.field, one.rows))
        made = self._tried(one.row, "constraint", one.text, lambda: _all(one.nodes, scope))
        if made is not None:
            one.field["check"] = made

    def count(self, counted: list[Counted]) -> None:
        """Set ``repeat_count`` of each field of rows; what cannot be said is a remark."""
        for one in counted:
            self._count(one)

    def _count(self, one: Counted) -> None:
        made = self._tried(one.row, "repeat_count", one.text, lambda: self._number(one))
        if made is not None:
            one.field["repeat_count"] = made

    def _number(self, one: Counted) -> object:
        made = expression(parse(one.text), self._scope())
        tree = self._on_its_day(made.tree, one.row)
        return ["number", tree] if made.kind == TEXT else tree

    def condition(self, nodes: list[Node], one: Conditional) -> object:
        """What must all hold for a field to be asked, as an expression. Raises Inexpressible."""
        made = self._on_its_day(_all(nodes, self._scope(one.rows)), one.row)
        if not well_formed(made):
            raise Inexpressible("too large")
        return made

    def _on_its_day(self, tree: object, row: Row) -> object:
        """The tree with the record's own day in place of today: what is kept does not change from day to day. Raises
        Inexpressible where a record has none."""
        if not asks_today(tree):
            return tree
        if self.day is None:
            raise Inexpressible("today")
        self.findings.remarks.append(row.fault("own_day", name=self.day))
        return _replaced(tree, {"field": self.day})

    def fit(self, rows: Mapping[str, Row]) -> None:
        """Take away what the loader would refuse, each with a remark. ``rows``: name of a field → its row."""
        while wrong := self._unfit():
            name, member = wrong
            head, _, column = name.partition(".")
            listed, named = (self.fields, head) if not column else (_named(self.fields, head)["fields"], column)
            self._not_kept(rows[name], MEMBERS[member], named)
            if member == "compute":
                listed.remove(_named(listed, named))
            else:
                del _named(listed, named)[member]

    def _unfit(self) -> tuple[str, str] | None:
        """A field, or a column as ``rows.column``, with the member that the loader would refuse; None without one."""
        every = [*self.fields, *(column for field in self.fields for column in field.get("fields", ()))]
        if not any(one.keys() & MEMBERS.keys() for one in every):
            return None
        register, _ = parse_with_faults({"fields": self.fields})
        for fault in consistency.faults(register, frozenset()):
            if found := UNFIT.match(fault):
                return found[1].replace(".fields.", "."), found[2]
        return None

    def _one(self, name: str) -> None:
        if name in self._open:
            one = self._todo[name]
            way = " → ".join([*self._open[self._open.index(name) :], name])
            self.findings.faults.append(one.row.fault("circle", name=way))
            raise Inexpressible(name)
        one = self._todo[name]
        self._open.append(name)
        made = self._tried(one.row, "calculation", one.text, lambda: self._typed(one))
        self._open.pop()
        self._todo.pop(name, None)
        if made:
            one.field.update(made)
        else:
            (one.rows["fields"] if one.rows else self.fields).remove(one.field)

    def _typed(self, one: Calculated) -> Definition:
        node = parse(one.text)
        called = self._called(one.rows)
        for name in names_in(node):
            if (ours := called.get(name)) in self._todo:
                self._one(str(ours))
        scope = self._scope(one.rows)
        made = expression(node, scope)
        made = made._replace(tree=self._on_its_day(made.tree, one.row))
        kind = one.field["type"] if one.typed else _type(made, scope)
        if kind is None:
            raise Inexpressible(one.text)
        return {"type": kind, "compute": made.tree}

    def _scope(self, rows: Definition | None = None, own: str | None = None) -> Scope:
        """What may be asked: the fields, and in a column of ``rows`` those of its own row."""
        columns = {path_of(column, one): column for one in self.fields for column in one.get("fields", ())}
        every = {**{one["name"]: one for one in self.fields}, **columns}
        above = f"{rows['name']}." if rows else "."
        askable = {
            name: one
            for name, one in every.items()
            if one["type"] in QUESTIONS and "computed" not in one and name not in self._todo
        }
        fields = {name: one for name, one in askable.items() if "." not in name or name.startswith(above)}
        return Scope(fields, columns, self._called(rows), own, self.days)

    def _called(self, rows: Definition | None) -> Mapping[str, str]:
        """A question's name in the workbook → the field's, or of those in repeats ``rows.column``; within ``rows`` its
        own columns go before others of the same name."""
        own = rows["fields"] if rows else ()
        return {**self.called, **{one.get("exported_as", one["name"]): path_of(one, rows) for one in own}}

    def _tried(self, row: Row, column: str, text: str, make: Callable[[], Made]) -> Made | None:
        """What ``make`` makes; None with a fault for what cannot be read, with a remark for what cannot be said."""
        try:
            node = parse(text)
            if strange := [name for name in names_in(node) if name not in self.known]:
                self.findings.faults.append(row.fault("no_question", name=strange[0]))
                return None
            return make()
        except NotRead:
            self.findings.faults.append(row.fault("not_read", name=column, value=text))
        except Inexpressible:
            self._not_kept(row, column, row.get("name"))
        return None

    def _not_kept(self, row: Row, column: str, name: str) -> None:
        named = column if column == "repeat_count" else name
        if column == "calculation" and (unnamed := row.fault("no_label", name=name)) in self.findings.remarks:
            self.findings.remarks.remove(unnamed)  # nothing is shown in its place either
        self.findings.remarks.append(row.fault(REASONS[column], name=named, value=row.get(column)))


def _replaced(tree: object, day: object) -> object:
    if isinstance(tree, list):
        return day if tree == [TODAY] else [_replaced(part, day) for part in tree]
    return tree


def _named(fields: list[Definition], name: str) -> Definition:
    return next(one for one in fields if one["name"] == name)


def _all(nodes: list[Node], scope: Scope) -> object:
    trees = [truth(node, scope) for node in nodes]
    return trees[0] if len(trees) == 1 else ["and", *trees]


def _type(made: Typed, scope: Scope) -> str | None:
    """The type of a computed field that has none of its own; None if that is not known."""
    if made.kind is None:
        return None
    if made.kind != NUMBER:
        return TYPES[made.kind]
    return "integer" if _whole(made.tree, scope) else "decimal"


def _whole(tree: object, scope: Scope) -> bool:
    """Whether an expression that is a number has no digits after the point."""
    if isinstance(tree, dict):
        name = path(tree) or ""
        return ({**scope.columns, **scope.fields})[name]["type"] == "integer"
    if not isinstance(tree, list):
        return isinstance(tree, int)
    what, *parts = tree
    if what == "if":
        parts = parts[1:]
    rounds = what in WHOLE or (what == "round" and parts[1] == 0)
    return rounds or (what not in ("div", "number", "round") and all(_whole(part, scope) for part in parts))
