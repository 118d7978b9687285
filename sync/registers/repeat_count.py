"""How many rows a field of rows is to have, where other answers say so.

A field's ``repeat_count`` is an expression (expressions.py) that comes to a number. Drafts may hold any rows, as none
that somebody filled in is taken away; a submit and, after a merge, a flag hold a field to so many.
client/src/core/repeatCount.ts says the same on the phone.
"""

from collections.abc import Iterator

from sync.registers.conditions import Lookup
from sync.registers.dependencies import depended_on
from sync.registers.expression_consistency import NUMBER, Unfit, kind
from sync.registers.expression_form import asks_today
from sync.registers.expressions import value
from sync.registers.fault import Fault
from sync.registers.field import MOST_ENTRIES, Field
from sync.registers.measure_consistency import Declared
from sync.registers.register import Register

RULE = "repeat_count"


def rows_wanted(field: Field, answer: Lookup) -> int | None:
    """How many rows there are to be, 0 to 200; None if any number is right, as where what it hangs on is missing."""
    found = None if field.repeat_count is None else value(field.repeat_count, answer)
    return max(0, min(int(found), MOST_ENTRIES)) if isinstance(found, float) else None


def count_fault(field: Field, given: object, answer: Lookup) -> Fault | None:
    """The fault of rows that are more or fewer than there are to be."""
    wanted, there = rows_wanted(field, answer), len(given) if isinstance(given, list) else 0
    if wanted is None or wanted == there:
        return None
    message = {
        "vi": f"Cần {wanted} dòng, đang có {there}.",
        "en": f"{wanted} rows are needed, not {there}.",
    }
    return {"rule": RULE, "count": wanted, "message": message}


def faults(register: Register, field: Field, where: str, declared: Declared) -> Iterator[str]:
    """Every fault in ``field.repeat_count``, as English sentences that begin with ``where``."""
    tree = field.repeat_count
    if tree is None or field.type != "rows":
        return
    at = f"{where}.repeat_count"
    if field.required:
        yield f"{at}: says how many rows there are, and needs no required"
    if asks_today(tree):
        yield f"{at}: what is asked does not change from day to day; it cannot ask for today"
    if field.name in depended_on(register.fields, tree):
        yield f"{at}: goes round in a circle: {field.name} → {field.name}"
    try:
        found = kind(register, tree, declared)
    except Unfit as fault:
        yield f"{at}: {fault}"
        return
    if found not in (NUMBER, None):
        yield f"{at}: comes to {found}, not {NUMBER}"
