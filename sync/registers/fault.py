"""What is wrong with an answer, told by a rule's name and what the rule wants."""

from collections.abc import Mapping

Fault = dict[str, object]
"""``{"rule": "type|unknown|range|length|choices|required|period|copy|ref|places|count|computed", ...arguments}``."""
Faults = dict[str, Fault]
"""A field's name → the first thing wrong there."""


class Wrong(Exception):
    """Carries the fault out of the check of one value; ``arguments`` are what the rule wants, such as its range."""

    def __init__(self, rule: str, **arguments: object):
        super().__init__(rule)
        self.fault: Fault = {"rule": rule, **arguments}

    def at(self, row: int, column: str) -> "Wrong":
        """The same fault, found in a column of a row."""
        return Wrong(str(self.fault["rule"]), **_arguments(self.fault), row=row, field=column)


def _arguments(fault: Mapping[str, object]) -> Fault:
    return {name: value for name, value in fault.items() if name != "rule"}
