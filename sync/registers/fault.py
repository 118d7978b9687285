"""What is wrong with an answer: the name of the rule that it breaks, and what that rule demands."""

from collections.abc import Mapping

from sync.registers.field import Field

Fault = dict[str, object]
"""``{"rule": "type|unknown|range|length|choices|required|period|copy|ref|places|count|computed|check|repeat_count"}``,
with what the rule demands as further members, e.g. ``{"rule": "range", "range": [0, 5000]}``. ``message``: the words
for it, of the register or of the rule."""
Faults = dict[str, Fault]
"""Field name → the first thing that is wrong there."""


CHECK = "check"
MESSAGES = {"required": "required_message"} | dict.fromkeys(("range", "length", CHECK), "constraint_message")
"""Rule → the member of a field that says in the register's own words what is wrong."""


def with_message(fault: Fault, field: Field) -> Fault:
    """The fault with the ``message`` that the field has for it; as it is, if there is none."""
    if "row" in fault:  # a column has said it
        return fault
    message = getattr(field, MESSAGES.get(str(fault["rule"]), ""), None)
    return {**fault, "message": dict(message)} if message else fault


class Wrong(Exception):
    """Raised by the check of one value; ``fault`` says what is wrong.

    ``arguments``: what the rule demands, such as its range.
    """

    def __init__(self, rule: str, **arguments: object):
        super().__init__(rule)
        self.fault: Fault = {"rule": rule, **arguments}

    def at(self, row: int, name: str, column: Field | None) -> "Wrong":
        """The same fault, with the row (from 0) and column (its name; None if there is none) that it was found in."""
        fault = with_message(self.fault, column) if column else self.fault
        return Wrong(str(self.fault["rule"]), **_arguments(fault), row=row, field=name)


def _arguments(fault: Mapping[str, object]) -> Fault:
    return {name: value for name, value in fault.items() if name != "rule"}
