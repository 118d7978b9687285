"""The answers to a register: whether a put is valid, whether a record may be submitted, which rules a record breaks."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import TypedDict

from sync.protocol.answers import Answers, Lists
from sync.registers.choice_filter import is_offered, none_is_offered
from sync.registers.conditions import Lookup, holds
from sync.registers.dependencies import Reckoned, met
from sync.registers.expressions import true
from sync.registers.fault import CHECK, Fault, Faults, Wrong, with_message
from sync.registers.field import LISTS, NOTE, Field, ShowWhen
from sync.registers.lookup import Row, in_row, is_shown, lookup, rows_seen
from sync.registers.photos import clean_named_photos, clean_photos
from sync.registers.register import Register
from sync.registers.repeat_count import count_fault
from sync.registers.rows import clean_rows
from sync.registers.scores import computed_from
from sync.registers.values import Options, clean_value, is_number, missing, too_short


class CleanPut(TypedDict):
    """The valid part of a put, as it is stored: text in NFC, whole numbers as ``int``.

    None in ``set`` clears a field.
    """

    set: Answers
    add: Lists
    remove: Lists


def check_put(
    register: Register,
    set: Mapping[str, object] | None = None,
    add: Mapping[str, object] | None = None,
    remove: Mapping[str, object] | None = None,
    options: Options | None = None,
) -> tuple[CleanPut, Faults]:
    """Check a put against a register: returns its valid values as they are stored, and field → fault for the others.

    Checked are names, types, upper lengths, ranges and choices. Retired fields and choices are valid: old phones still
    send them. A copied field is never at fault; a wrong value of one is left out. ``options``: source → values that its
    ``choices_from`` allows; of a source that is missing there any short text is valid.
    """
    faults: Faults = {}

    def clean(part: str, values: Mapping[str, object] | None, allowed: Options | None) -> Answers:
        good: Answers = {}
        for name, value in (values or {}).items():
            field = register.fields.get(name)
            try:
                good[name] = _clean(field, part, value, allowed)
            except Wrong as wrong:
                # What a copied field is, is not for the person to mend: the server writes it.
                if not (field and field.copy_from):
                    faults.setdefault(name, with_message(wrong.fault, field) if field else wrong.fault)
        return good

    # What a source no longer offers must still be removable.
    parts: CleanPut = {
        "set": clean("set", set, options),
        "add": clean("add", add, options),
        "remove": clean("remove", remove, None),
    }
    return parts, faults


def _clean(field: Field | None, part: str, value: object, options: Options | None) -> object:
    if field is None or field.type == NOTE:
        raise Wrong("unknown")
    if field.computed:
        raise Wrong("computed")
    if part != "set" and field.type not in LISTS:
        raise Wrong("type", type=field.type)
    if part == "set" and value is None:
        return None
    if field.type == "rows":
        return clean_rows(field, value, options)
    if field.type == "photos":
        return clean_named_photos(field, value) if part == "remove" else clean_photos(field, value)
    return clean_value(field, value, options)


def check_submit(
    register: Register,
    data: Mapping[str, object],
    unit: Collection[str] | None = None,
    checked: Collection[str] = (),
    today: date | None = None,
) -> Faults:
    """Field → what keeps a record with the answers ``data`` from being submitted; empty if it may be.

    Faults are those of ``check_put`` and, for the fields that the form shows, a required answer that is missing or a
    text that is too short; copied fields may lack anything. ``unit`` as in ``form_fields``. ``checked``: names of
    answers that ``check_put`` has just given, for this register. ``today``: the day on which it is submitted.
    """
    clean, faults = check_put(register, {name: value for name, value in data.items() if name not in checked})
    answers = {name: data[name] for name in checked} | clean["set"]
    shown = visible_fields(register, answers)
    answer = lookup(register.fields, answers, shown)
    for field in register.demanding:
        if field.name in shown and field.name not in faults and concerns(field.applies_to, unit):
            value = answers.get(field.name)
            fault = _lacks(field, value)
            if not fault and field.type == "rows" and isinstance(value, list):
                fault = _row_lacks(field, value, answer, today)
            if fault and not (missing(value) and none_is_offered(field, answer)):
                faults[field.name] = fault
    for field in (*register.limited, *register.checked):
        judged = field.name in shown and field.name not in faults and concerns(field.applies_to, unit)
        value = answer(field.name) if judged else None
        if judged and (wrong := _beyond(field, value, answer) or _unmet(field, value, answer, today)):
            faults[field.name] = wrong
    return faults


def _lacks(field: Field, value: object) -> Fault | None:
    if field.copy_from or field.computed:
        return None
    if missing(value):
        return with_message({"rule": "required"}, field) if field.required else None
    if too_short(field, value):
        return with_message({"rule": "length", "length": list(field.length or ())}, field)
    return None


def _row_lacks(field: Field, rows: list[Row], answer: Lookup, today: date | None) -> Fault | None:
    for index, row in enumerate(rows):
        of = in_row(field, row, answer)
        for name, column in field.fields.items():
            if column.retired or not is_shown(column, of):
                continue
            value = row.get(name)
            lacks = None if missing(value) and none_is_offered(column, of) else _lacks(column, value)
            if fault := lacks or _beyond(column, value, of) or _unmet(column, value, of, today):
                return {**fault, "row": index, "field": name}
    return None


def _beyond(field: Field, value: object, answer: Lookup) -> Fault | None:
    return count_fault(field, value, answer) if is_offered(field, value, answer) else {"rule": "choices"}


def _unmet(field: Field, value: object, answer: Lookup, today: date | None = None) -> Fault | None:
    if field.check is None or missing(value) or true(field.check, answer, today):
        return None
    return with_message({"rule": CHECK}, field)


def concerns(applies_to: Collection[str], unit: Collection[str] | None) -> bool:
    """Whether something with this ``applies_to`` (levels or kinds of units; empty for all) concerns the unit.

    ``unit``: the unit's level and kind; None gives True.
    """
    return not applies_to or unit is None or not set(applies_to).isdisjoint(unit)


def visible_answers(register: Register, data: Mapping[str, object]) -> Answers:
    """Field → answer (None if there is none), of the fields whose condition holds, and the computed values.

    Only these enter the figures.
    """
    seen = answers_shown(register, data)
    return seen | computed_from(register, seen)


def beside(register: Register, data: Mapping[str, object]) -> Answers:
    """What is kept beside a record's answers, so that SQL need not work it out: the computed values, rows as they count
    where that is not as they were typed, and which conditions that reckon hold, under the names of ``met``."""
    if not register.derived and not register.reckoned:
        return {}
    seen = answers_shown(register, data)
    rows = {field.name: seen[field.name] for field in register.derived if field.live and seen.get(field.name)}
    return {met(name): True for name in register.reckoned if name in seen} | rows | computed_from(register, seen)


def answers_shown(register: Register, data: Mapping[str, object]) -> Answers:
    """Field → answer (None if there is none), of the fields whose condition holds, rows as they count."""
    shown = visible_fields(register, data)
    seen = {name: data.get(name) for name in shown}
    answer = lookup(register.fields, data, shown)
    live = (field for field in register.derived if field.live and field.name in shown)
    return seen | {field.name: rows_seen(field, answer) for field in live}


def visible_fields(register: Register, data: Mapping[str, object]) -> set[str]:
    """Names of the fields whose condition, ``show_when`` or ``when``, holds.

    Retired fields are included, as their answers still enter the figures.
    """
    shown = set(register.always)
    answer = lookup(register.fields, data, shown)
    for condition, names in register.conditional:
        if not isinstance(condition, ShowWhen):
            met = true(condition.tree, answer) if isinstance(condition, Reckoned) else holds(condition, answer)
            shown.update(names if met else ())
            continue
        value = answer(condition.field) if register.computed else data.get(condition.field)
        # Most conditions do not hold, and are not worth a closer look.
        may_hold = value == condition.equals or isinstance(value, list)
        if may_hold and condition.field in shown and matches(value, (condition.equals,)):
            shown.update(names)
    return shown


def matches(value: object, among: Collection[object]) -> bool:
    """Whether a value, or one of the values of a list, is among ``among``. True does not equal 1 here."""
    for one in value if isinstance(value, list) else (value,):
        for other in among:
            if one == other and type(one) is type(other):
                return True
    return False


def flags(register: Register, data: Mapping[str, object]) -> list[str]:
    """Names of the rules between fields that this record breaks, in the register's order: those between two, then
    ``check:field`` of those checks that ask other fields, and no day, and of what others leave no room for. A rule is
    not broken while one of its fields has no answer.
    """
    if not (register.rules or register.checked_across or register.limited_across):
        return []
    seen = visible_answers(register, data)
    broken = [rule.name for rule in register.rules if _broken(*(seen.get(name) for name in rule.fields))]
    wrong = {name for name, rows in register.checked_across if _breaks(register, name, rows, seen, _unmet)}
    wrong |= {name for name, rows in register.limited_across if _breaks(register, name, rows, seen, _beyond)}
    return [*broken, *(f"{CHECK}:{name}" for name in _in_order(register, wrong))]


def _in_order(register: Register, names: set[str]) -> list[str]:
    """Names of fields and columns in the register's order."""
    every = ([name, *(f"{name}.{column}" for column in field.fields)] for name, field in register.fields.items())
    return [name for some in every for name in some if name in names]


def _breaks(register: Register, name: str, rows: str, seen: Answers, fault_of: Callable[..., Fault | None]) -> bool:
    """Whether ``fault_of`` finds a fault in an answer that is shown, or in that of some row to a column of ``rows``."""
    if not rows:
        return name in seen and fault_of(register.fields[name], seen[name], seen.get) is not None
    field = register.fields[rows]
    column = field.fields[name.partition(".")[2]]
    return any(fault_of(column, row.get(column.name), in_row(field, row, seen.get)) for row in seen.get(rows) or ())


def _broken(low: object, high: object) -> bool:
    """Whether the first is later or larger than the second; days in ISO form are compared as text."""
    if isinstance(low, str) and isinstance(high, str):
        return low > high
    return is_number(low) and is_number(high) and low > high
