"""Checking a field's tree of conditions: what it asks exists, and it compares like with like."""

import re
from collections.abc import Iterator

from sync.registers.conditions import EQUAL, SELECTED, Tree, comparisons, counted, fields_of, named
from sync.registers.field import MOMENTS, NUMBERS, TEXTS, Field
from sync.registers.measure_consistency import mention, possible
from sync.registers.register import Register
from sync.registers.values import is_moment, is_time

CHOSEN = ("choice", "choices")
QUESTIONS = (*CHOSEN, "yesno", *NUMBERS, *MOMENTS, *TEXTS)
"""Types of fields that a tree may ask."""
KINDS = dict.fromkeys(NUMBERS, "number") | dict.fromkeys((*TEXTS, "choice"), "text")
KINDS |= {"date": "day", "time": "time", "datetime": "day and time", "yesno": "yes or no", "choices": "list"}
IN_ORDER = ("number", *(KINDS[one] for one in MOMENTS))
"""What has an order: of two such, one may be less than the other."""
WRITTEN_AS_TEXT = {KINDS["time"]: is_time, KINDS["datetime"]: is_moment}
"""What a constant is only beside an answer of this kind → whether a text is one. Elsewhere it is a text."""
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def condition_faults(register: Register, field: Field, where: str, declared: frozenset[str]) -> Iterator[str]:
    """Every fault in ``field.when``, as English sentences that begin with ``where``.

    ``declared``: names of fields that are broken themselves, of which nothing is said.
    """
    assert field.when
    if field.show_when:
        yield f"{where}: a field has either when or show_when"
    wrong = [fault for name in fields_of(field.when) for fault in _question(register, name, where, declared)]
    yield from wrong
    if not wrong and declared.issuperset(fields_of(field.when)):
        for one in comparisons(field.when):
            yield from _comparison(register, one, where)


def _question(register: Register, name: str, where: str, declared: frozenset[str]) -> Iterator[str]:
    yield from mention(register, name, QUESTIONS, where, declared)
    field = register.fields.get(name)
    if field and field.computed and field.compute is None:
        yield f"{where}: '{name}' is computed"


def _comparison(register: Register, one: Tree, where: str) -> Iterator[str]:
    fields = [register.fields[name] for part in one[1:] if (name := named(part)) and name in register.fields]
    chosen = [value for value in one[1:] if isinstance(value, str) and value]
    for field in fields:
        if field.type in CHOSEN:
            yield from (f"{where}: '{field.name}' is never {text!r}" for text in chosen if not possible(field, text))
    if one[0] == SELECTED:
        yield from (
            f"{where}: '{field.name}' has no choices to be selected" for field in fields if field.type not in CHOSEN
        )
        return
    left, right = beside_each_other(one[1:], [_kind(register, part) for part in one[1:]])
    if left != right and not {left, right} & {None} and not _day_as_text(one, left, right):
        yield f"{where}: compares {left} with {right}"
    elif one[0] not in EQUAL and not {left, right} <= {*IN_ORDER} and not _day_as_text(one, left, right):
        yield f"{where}: only numbers, days and times are less or more than others"
    elif left == right == "list":
        yield f"{where}: two lists cannot be compared"


def beside_each_other(parts: list[object], kinds: list[str | None]) -> list[str | None]:
    """The kinds of two parts that are compared: of a constant such as ``"08:00"``, that of the time beside it."""

    def seen(part: object, kind: str | None, other: str | None) -> str | None:
        fits = WRITTEN_AS_TEXT.get(other or "")
        return other if fits and isinstance(part, str) and fits(part) else kind

    return [seen(part, kind, other) for part, kind, other in zip(parts, kinds, kinds[::-1], strict=True)]


def _kind(register: Register, operand: object) -> str | None:
    """What an operand is, in words; None for the empty text, which anything may be compared with."""
    if name := named(operand):
        return KINDS[register.fields[name].type]
    if counted(operand):
        return "number"
    if isinstance(operand, bool):
        return "yes or no"
    if isinstance(operand, str):
        return ("day" if DAY.fullmatch(operand) else "text") if operand else None
    return "number"


def _day_as_text(one: Tree, left: str | None, right: str | None) -> bool:
    """Whether a text that looks like a day is compared with a text: it is one, then."""
    literal = any(isinstance(part, str) for part in one[1:])
    return literal and {left, right} == {"day", "text"} and one[0] in EQUAL
