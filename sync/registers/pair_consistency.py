"""Checking the pairs of fields by which a register's measures are divided: they are of choices, and few."""

from collections.abc import Iterator

from sync.registers.field import Field
from sync.registers.measure import STORED, Measure
from sync.registers.register import Register, field_of

MOST_CELLS = 100
"""Pairs of values that two fields may have: as many cells a unit, month and status keeps at most."""
MOST_PAIRS = 6
"""Pairs of all measures of a register together: each record that is written adds to a cell of each."""
YES_OR_NO = 2


def faults(register: Register) -> Iterator[str]:
    """Every fault of the register's pairs: English sentences, each beginning with its place."""
    for measure in register.measures:
        where = f"measures.{measure.key}.by"
        if measure.pairs and measure.kind not in STORED:
            yield f"{where}: {measure.kind} is worked out from other measures; give the pair to those"
        for pair in measure.pairs:
            yield from _pair(register, measure, pair, where)
    count = sum(len(measure.pairs) for measure in register.measures)
    if count > MOST_PAIRS:
        yield f"measures: have {count} pairs of fields together; no more than {MOST_PAIRS} are kept"


def _pair(register: Register, measure: Measure, pair: tuple[str, str], where: str) -> Iterator[str]:
    cells = 1
    for name in pair:
        if name not in measure.by:
            yield f"{where}: '{name}' stands in a pair alone; name it by itself, too"
            return
        field = _named(register, name)
        if field is None:
            return  # that it does not exist is a fault of its own
        count = YES_OR_NO if field.type == "yesno" else len(field.choices)
        if not count or field.type not in ("yesno", "choice", "choices"):
            yield f"{where}: a pair is of choices and yes or no; '{name}' is {field.type}"
            return
        cells *= count
    if cells > MOST_CELLS:
        yield f"{where}: '{pair[0]}' and '{pair[1]}' have {cells} pairs of values; no more than {MOST_CELLS} are kept"


def _named(register: Register, name: str) -> Field | None:
    try:
        return field_of(register, name)
    except KeyError:
        return None
