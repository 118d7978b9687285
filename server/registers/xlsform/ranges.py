"""XLSForm's ``range``: a number between two others, by steps."""

import re
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import NamedTuple

from server.registers.definition_text import Definition
from server.registers.xlsform import spelling
from server.registers.xlsform.cells import number
from server.registers.xlsform.constraints import allowed
from server.registers.xlsform.table import Row
from sync.registers.field import PLACES

PARAMETER = re.compile(r"(start|end|step)\s*=\s*([+-]?[0-9.]+)", re.IGNORECASE)
NOTHING = re.compile("(?!)")


class Range(NamedTuple):
    """From ``start`` to ``end`` by ``step``: from 1 to 10 by 1, where nothing else is said."""

    start: int | float = 1
    end: int | float = 10
    step: int | float = 1

    @property
    def whole(self) -> bool:
        """Whether nothing but whole numbers is said."""
        return all(isinstance(one, int) for one in self)

    @property
    def places(self) -> int | None:
        """How many digits after the point its numbers have, where all numbers with so many are meant; else None."""
        step = abs(Decimal(str(self.step)))
        found = next((places for places in range(PLACES + 1) if step == Decimal(1).scaleb(-places)), None)
        return None if found is None or Decimal(str(self.start)) % step else found


def _range(row: Row) -> Range:
    given = {name.lower(): number(value) for name, value in PARAMETER.findall(row.get("parameters"))}
    return Range(**{name: value for name, value in given.items() if value is not None})


def members(row: Row) -> Definition:
    """The members ``type`` and ``range`` of its field, and ``places`` where its steps say how many."""
    found = _range(row)
    low, high = sorted((found.start, found.end))
    kind = "integer" if found.whole else "decimal"
    made: Definition = {"type": kind, "range": [allowed(low, kind, ROUND_CEILING), allowed(high, kind, ROUND_FLOOR)]}
    if not found.whole and found.places is not None:
        made["places"] = found.places
    return made


def steps(row: Row) -> str:
    """What must be true of an answer by the steps of a range between whole numbers; empty for other questions."""
    found = _range(row)
    step = abs(found.step)
    if spelling.written(row.get("type")).kind != "range" or not found.whole or step < 2:
        return ""
    offset = int(found.start % step)
    return f"(. - {offset}) mod {step} = 0" if offset else f". mod {step} = 0"


def kept(row: Row) -> re.Pattern[str]:
    """Which parameters are kept: none where its steps are neither between whole numbers nor all of so many digits."""
    found = _range(row)
    return PARAMETER if (found.whole and found.step) or found.places is not None else NOTHING
