"""XLSForm's ``calculate`` and ``constraint`` as expressions of a register: ``compute`` and ``check``."""

from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple, TypeVar

from server.registers.definition_text import Definition
from server.registers.xlsform.conditions import Inexpressible
from server.registers.xlsform.expression_text import Node, NotRead, names_in, parse
from server.registers.xlsform.expressions import expression, truth
from server.registers.xlsform.operands import Scope, Typed
from server.registers.xlsform.question import Findings
from server.registers.xlsform.table import Row
from sync.registers import parse_with_faults
from sync.registers.condition_consistency import QUESTIONS
from sync.registers.conditions import COUNTED
from sync.registers.expression_consistency import DAY, NUMBER, TEXT, TRUTH, faults
from sync.registers.expression_form import asks_today, path

Made = TypeVar("Made")
TYPES = {TEXT: "text", DAY: "date", TRUTH: "yesno"}
WHOLE = ("int", "string-length", "count", COUNTED, "days")


class Calculated(NamedTuple):
    """A field that is computed, and the text of how. ``typed``: whether its type is known."""

    field: Definition
    text: str
    row: Row
    typed: bool


class Checked(NamedTuple):
    """A field, and what must be true of its answer beside its bounds: the parts that are all to hold."""

    field: Definition
    nodes: list[Node]
    text: str
    row: Row


class Calculations:
    """Sets ``compute`` and ``check`` of fields.

    ``fields``: of the register, from which those are taken that cannot be computed. ``called``: a question's name in
    the workbook → the field's, or ``rows.column``; ``known``: all names in it.
    """

    def __init__(self, fields: list[Definition], called: Mapping[str, str], known: Collection[str], findings: Findings):
        self.fields, self.called, self.known, self.findings = fields, called, known, findings
        self._todo: dict[str, Calculated] = {}
        self._open: list[str] = []

    def compute(self, calculated: list[Calculated]) -> None:
        """Work out the tree and the type of each computed field; one that cannot be is left out, with a remark."""
        self._todo = {one.field["name"]: one for one in calculated}
        while self._todo:
            self._one(next(iter(self._todo)))

    def check(self, checked: list[Checked]) -> None:
        """Set ``check`` of each field; what cannot be said is a remark."""
        for one in checked:
            self._check(one)

    def _check(self, one: Checked) -> None:
        scope = self._scope(one.field["name"])
        made = self._tried(one.row, "constraint", one.text, lambda: _all(one.nodes, scope))
        if made is not None:
            one.field["check"] = made

    def fit(self, rows: Mapping[str, Row]) -> None:
        """Take away what the loader would refuse, each with a remark. ``rows``: name of a field → its row."""
        while wrong := self._unfit():
            name, member = wrong
            field = next(one for one in self.fields if one["name"] == name)
            reason = "constraint" if member == "check" else "calculate"
            self.findings.remarks.append(rows[name].fault(reason, name=name, value=rows[name].get(reason)))
            if member == "check":
                del field["check"]
            else:
                self.fields.remove(field)

    def _unfit(self) -> tuple[str, str] | None:
        if not any("check" in one or "compute" in one for one in self.fields):
            return None
        register, _ = parse_with_faults({"fields": self.fields})
        for field in register.fields.values():
            for fault in faults(register, field, "", frozenset()):
                if fault.startswith((".check", ".compute")):
                    return field.name, fault[1:].partition(":")[0]
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
            self.fields.remove(one.field)

    def _typed(self, one: Calculated) -> Definition:
        node = parse(one.text)
        for name in names_in(node):
            if (ours := self.called.get(name)) in self._todo:
                self._one(str(ours))
        scope = self._scope()
        made = expression(node, scope)
        kind = one.field["type"] if one.typed else _type(made, scope)
        if kind is None:
            raise Inexpressible(one.text)
        return {"type": kind, "compute": made.tree}

    def _scope(self, own: str | None = None) -> Scope:
        askable = {
            one["name"]: one
            for one in self.fields
            if one["type"] in QUESTIONS and "computed" not in one and one["name"] not in self._todo
        }
        columns = {f"{one['name']}.{column['name']}": column for one in self.fields for column in one.get("fields", ())}
        return Scope(askable, columns, self.called, own)

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
            reason = "constraint" if column == "constraint" else "calculate"
            self.findings.remarks.append(row.fault(reason, name=row.get("name"), value=text))
        return None


def _all(nodes: list[Node], scope: Scope) -> object:
    trees = [truth(node, scope) for node in nodes]
    return trees[0] if len(trees) == 1 else ["and", *trees]


def _type(made: Typed, scope: Scope) -> str | None:
    """The type of a computed field that has none of its own; None if it could not be kept from day to day."""
    if made.kind is None or asks_today(made.tree):
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
