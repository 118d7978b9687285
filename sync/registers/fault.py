"""What is wrong with an answer: the name of the rule that it breaks, and what that rule demands."""

from collections.abc import Mapping

Fault = dict[str, object]
"""``{"rule": "type|unknown|range|length|choices|required|period|copy|ref|places|count|computed"}``, with what the rule
demands as further members, e.g. ``{"rule": "range", "range": [0, 5000]}``."""
Faults = dict[str, Fault]
"""Field name → the first thing that is wrong there."""


class Wrong(Exception):
    """Raised by the check of one value; ``fault`` says what is wrong.

    ``arguments``: what the rule demands, such as its range.
    """

    def __init__(self, rule: str, **arguments: object):
        super().__init__(rule)
        self.fault: Fault = {"rule": rule, **arguments}

    def at(self, row: int, column: str) -> "Wrong":
        """The same fault, with the row (from 0) and column that it was found in."""
        return Wrong(str(self.fault["rule"]), **_arguments(self.fault), row=row, field=column)


def _arguments(fault: Mapping[str, object]) -> Fault:
    return {name: value for name, value in fault.items() if name != "rule"}
