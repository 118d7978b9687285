"""The answers to a register: may this put be taken, may this record be submitted, which rules does it break?"""

from collections.abc import Collection
from typing import Any

from sync.registers.field import LISTS, Field
from sync.registers.register import Register
from sync.registers.scores import computed_from
from sync.registers.values import Fault, Options, Wrong, clean_value, is_number, missing, too_short

Faults = dict[str, Fault]
"""A field's name -> the first thing wrong there."""


def check_put(
    register: Register,
    set: dict[str, Any] | None = None,
    add: dict[str, Any] | None = None,
    remove: dict[str, Any] | None = None,
    options: Options | None = None,
) -> tuple[dict[str, dict[str, Any]], Faults]:
    """Names, types, upper lengths, ranges and choices. Retired ones are taken: old phones still send them.

    Returns ``({"set": …, "add": …, "remove": …}, faults)``: the values that are right, with text in NFC and whole
    numbers as ``int`` (None in ``set`` clears and stays None), and what is wrong with the others. ``options`` says
    what each ``choices_from`` allows; without it any short text passes there.
    """
    clean: dict[str, dict[str, Any]] = {"set": {}, "add": {}, "remove": {}}
    faults: Faults = {}
    for part, values in (("set", set), ("add", add), ("remove", remove)):
        # What a source no longer offers must still be removable.
        allowed = None if part == "remove" else options
        for name, value in (values or {}).items():
            try:
                clean[part][name] = _clean(register.fields.get(name), part, value, allowed)
            except Wrong as wrong:
                faults.setdefault(name, wrong.fault)
    return clean, faults


def _clean(field: Field | None, part: str, value: Any, options: Options | None) -> Any:
    if field is None:
        raise Wrong("unknown")
    if field.computed:
        raise Wrong("computed")
    if part != "set" and field.type not in LISTS:
        raise Wrong("type", type=field.type)
    if part == "set" and value is None:
        return None
    return clean_value(field, value, options)


def check_submit(register: Register, data: dict[str, Any], unit: Collection[str] | None = None) -> Faults:
    """What keeps a record from being submitted: all that a put checks, and of the fields shown what is required and
    not there, or is shorter than its lower length. ``unit`` as in ``form_fields``."""
    clean, faults = check_put(register, data)
    asked = form_fields(register, clean["set"], unit)
    for name, field in register.fields.items():
        fault = _lacks(field, clean["set"].get(name)) if name in asked and name not in faults else None
        if fault:
            faults[name] = fault
    return faults


def _lacks(field: Field, value: Any) -> Fault | None:
    if missing(value):
        return {"rule": "required"} if field.required else None
    if too_short(field, value):
        return {"rule": "length", "length": list(field.length or ())}
    if field.type == "rows":
        return _row_lacks(field, value)
    return None


def _row_lacks(field: Field, rows: list[dict[str, Any]]) -> Fault | None:
    for index, row in enumerate(rows):
        for name, column in field.fields.items():
            fault = None if column.retired else _lacks(column, row.get(name))
            if fault:
                return {**fault, "row": index, "field": name}
    return None


def form_fields(register: Register, data: dict[str, Any], unit: Collection[str] | None = None) -> set[str]:
    """Names of the fields that a form asks for, given what is answered so far. ``unit``: the level and kind of the
    record's unit; without it, what only some units are asked stands there too."""
    fields = (register.fields[name] for name in visible_fields(register, data))
    open_ones = (field for field in fields if not (field.retired or field.computed))
    return {field.name for field in open_ones if concerns(field.applies_to, unit)}


def concerns(to: Collection[str], unit: Collection[str] | None) -> bool:
    """Whether what concerns these levels or kinds of units (all, if there are none) concerns that unit."""
    return not to or unit is None or not set(to).isdisjoint(unit)


def visible_answers(register: Register, data: dict[str, Any]) -> dict[str, Any]:
    """The answers that count: those of the fields whose condition holds, and what follows from them."""
    seen = {name: data.get(name) for name in visible_fields(register, data)}
    return seen | computed_from(register, seen)


def computed_values(register: Register, data: dict[str, Any]) -> dict[str, Any]:
    """The values of the computed fields, as far as there are answers that they follow from."""
    if not register.computed:
        return {}
    return computed_from(register, {name: data.get(name) for name in visible_fields(register, data)})


def visible_fields(register: Register, data: dict[str, Any]) -> set[str]:
    """Names of the fields whose condition holds, retired ones too: what they hold still counts."""
    known: dict[str, bool] = dict.fromkeys(register.always, True)

    def holds(name: str) -> bool:
        if name not in known:
            condition = register.fields[name].show_when
            known[name] = condition is None or (
                holds(condition.field) and matches(data.get(condition.field), (condition.equals,))
            )
        return known[name]

    return {name for name in register.fields if holds(name)}


def matches(value: Any, among: tuple[Any, ...]) -> bool:
    """Whether a value, or one of the values of a list, is among these. True is not 1."""
    values = value if isinstance(value, list) else [value]
    return any(type(one) is type(other) and one == other for one in values for other in among)


def flags(register: Register, data: dict[str, Any]) -> list[str]:
    """Names of the rules across fields that this record breaks, in the register's order; a rule needs both values."""
    seen = visible_answers(register, data)
    return [rule.name for rule in register.rules if _broken(*(seen.get(name) for name in rule.fields))]


def _broken(low: Any, high: Any) -> bool:
    """Numbers and days alike: a day in ISO form sorts as text."""
    both_text = isinstance(low, str) and isinstance(high, str)
    return (both_text or (is_number(low) and is_number(high))) and bool(low > high)
