"""Checking a field's ``check`` and ``compute``: what they ask exists, and like meets like."""

import re
from collections.abc import Iterator, Mapping

from sync.registers.condition_consistency import CHOSEN, IN_ORDER, KINDS, QUESTIONS, beside_each_other
from sync.registers.conditions import COUNTED, EQUAL, JOINED, NOT, ORDERED, SELECTED
from sync.registers.expression_form import COMPARED, NUMBERS_IN, OF_ROWS, REGEX, TODAY, Tree, asks_today, path
from sync.registers.fault import Wrong
from sync.registers.field import COMPUTE, NOTE, NUMBERS, Field
from sync.registers.measure_consistency import Declared, mention, possible
from sync.registers.register import Register
from sync.registers.values import clean_value, is_day

NUMBER, TEXT, DAY, TRUTH = "number", "text", "day", "yes or no"
TIME, MOMENT = KINDS["time"], KINDS["datetime"]
COMPUTED = {"integer": NUMBER, "decimal": NUMBER, "text": TEXT, "longtext": TEXT, "date": DAY, "yesno": TRUTH}
COMPUTED |= {"time": TIME, "datetime": MOMENT}
"""Types that a computed field may have → what its expression comes to."""
NAMED = re.compile(r"\$\{([^{}]+)\}")
PLACES_OF_ROUND = range(7)


class Unfit(ValueError):
    """An expression asks for what there is not, or brings together what is not alike; it says so."""


def faults(register: Register, field: Field, where: str, declared: Declared) -> Iterator[str]:
    """Every fault in ``field.check`` and ``field.compute``, as English sentences that begin with ``where``.

    ``declared``: names of fields that are broken themselves, of which nothing is said.
    """
    if field.check is not None:
        if field.computed or field.copy_from or field.type in (NOTE, "rows", "photos"):
            yield f"{where}.check: nobody types in what it would check"
        yield from _kind_fault(register, field.check, (TRUTH,), f"{where}.check", declared)
    for name in named_in(field.live_label):
        yield from mention(register, name, QUESTIONS, f"{where}.live_label", declared)
    if field.compute is None:
        if field.computed and field.computed.how == COMPUTE:
            yield f"{where}.compute: missing; it is an expression"
        return
    at = f"{where}.compute"
    if field.type not in COMPUTED:
        yield f"{at}: is one of {', '.join(COMPUTED)}"
        return
    if field.required or field.copy_from or field.default is not None or field.evidence:
        yield f"{at}: nobody answers it, so it is neither required, copied nor filled in"
    if asks_today(field.compute):
        yield f"{at}: what is kept does not change from day to day; it cannot ask for today"
    yield from _kind_fault(register, field.compute, (COMPUTED[field.type],), at, declared)


def condition_faults(register: Register, field: Field, where: str, declared: Declared) -> Iterator[str]:
    """Every fault in a ``when`` that is an expression, as English sentences that begin with ``where``."""
    if field.show_when:
        yield f"{where}: a field has either when or show_when"
    if asks_today(field.when):
        yield f"{where}: what is asked does not change from day to day; it cannot ask for today"
    yield from _kind_fault(register, field.when, (TRUTH,), where, declared)


def named_in(texts: Mapping[str, str] | None) -> list[str]:
    """The fields whose answers stand in texts as ``${name}``, each once."""
    return list(dict.fromkeys(name for text in (texts or {}).values() for name in NAMED.findall(text)))


def default_faults(field: Field, where: str) -> Iterator[str]:
    """The fault of a ``default`` that the field could not have as an answer."""
    if field.default is None:
        return
    if field.computed or field.copy_from or field.choices_from or field.type not in QUESTIONS:
        yield f"{where}.default: {field.type} has none"
    elif not (field.type == "date" and field.default == TODAY):
        try:
            clean_value(field, field.default, None)
        except Wrong as wrong:
            yield f"{where}.default: is no answer to it ({wrong.fault['rule']})"


def _kind_fault(
    register: Register, tree: Tree, wanted: tuple[str, ...], where: str, declared: Declared
) -> Iterator[str]:
    try:
        found = kind(register, tree, declared)
    except Unfit as fault:
        yield f"{where}: {fault}"
        return
    literal_day = found == DAY and isinstance(tree, str) and TEXT in wanted
    if found not in (*wanted, None) and not literal_day:
        yield f"{where}: comes to {found}, not {wanted[0]}"


def kind(register: Register, tree: Tree, declared: Declared = frozenset()) -> str | None:
    """What an expression comes to, in words; None where that is not known. Raises Unfit."""
    if isinstance(tree, dict):
        return _of_field(register, path(tree) or "", declared)
    if not isinstance(tree, list):
        return _of_constant(tree)
    what, *parts = tree
    if what in (*OF_ROWS, COUNTED, SELECTED):
        return _of_answers(register, str(what), parts, declared)
    if what == TODAY:
        return DAY
    if what == REGEX:
        _one_of(kind(register, parts[0], declared), (TEXT, NUMBER))
        return TRUTH
    kinds = [kind(register, part, declared) for part in parts]
    if what in COMPARED:
        return _compared(register, str(what), parts, kinds)
    if what == "round" and not (isinstance(parts[1], int) and parts[1] in PLACES_OF_ROUND):
        raise Unfit("round has 0 to 6 places")
    if what in ("if", "coalesce"):
        return _branches(what, parts, kinds)
    wanted, found = _signature(str(what))
    for one in kinds:
        _one_of(one, wanted)
    return found


def _signature(what: str) -> tuple[tuple[str, ...], str]:
    """The kinds that the parts of an operation may have, and that of what it comes to."""
    if what in NUMBERS_IN:
        return (NUMBER,), NUMBER
    if what in (*JOINED, NOT):
        return (TRUTH,), TRUTH
    if what == "days":
        return (DAY,), NUMBER
    if what == "number":
        return (TEXT, NUMBER), NUMBER
    return (TEXT, TRUTH, *IN_ORDER), TEXT if what == "concat" else NUMBER


def _one_of(found: str | None, wanted: tuple[str, ...]) -> None:
    if found is not None and found not in wanted:
        raise Unfit(f"has {found} where {' or '.join(wanted)} is wanted")


def _branches(what: object, parts: list[object], kinds: list[str | None]) -> str | None:
    if what == "if":
        _one_of(kinds[0], (TRUTH,))
        parts, kinds = parts[1:], kinds[1:]
    found = [one for one in kinds if one is not None]
    texts = [TEXT if one == DAY and isinstance(part, str) else one for part, one in zip(parts, kinds, strict=True)]
    if len({*found}) > 1 and {*texts} - {None} == {TEXT}:
        return TEXT
    if len({*found}) > 1:
        raise Unfit(f"comes to {' or '.join(dict.fromkeys(found))}")
    return found[0] if found else None


def _of_constant(tree: Tree) -> str | None:
    if isinstance(tree, bool):
        return TRUTH
    if isinstance(tree, str):
        return (DAY if is_day(tree) else TEXT) if tree else None
    return NUMBER


def _of_field(register: Register, name: str, declared: Declared) -> str | None:
    _mentioned(register, name, QUESTIONS, declared)
    field = register.fields.get(name)
    if field is None:
        if "." in name:
            raise Unfit(f"'{name}' is a column, of which there is one in each row")
        return None
    if field.computed and field.compute is None:
        raise Unfit(f"'{name}' is computed otherwise")
    if field.type == "choices":
        raise Unfit(f"'{name}' has several answers")
    return KINDS[field.type]


def _of_answers(register: Register, what: str, parts: list[object], declared: Declared) -> str:
    name = path(parts[0]) or ""
    types = {"count": ("rows",), COUNTED: ("choices",), SELECTED: CHOSEN, "sum": NUMBERS}[what]
    _mentioned(register, name, types, declared)
    if what == "sum" and "." not in name:
        raise Unfit(f"'{name}' is no column")
    if what != "sum" and "." in name and name not in register.fields:
        raise Unfit(f"'{name}' is a column")
    field = register.fields.get(name)
    if what == SELECTED and field and not possible(field, str(parts[1])):
        raise Unfit(f"'{name}' is never {parts[1]!r}")
    return TRUTH if what == SELECTED else NUMBER


def _mentioned(register: Register, name: str, types: tuple[str, ...], declared: Declared) -> None:
    for fault in mention(register, name, types, "", declared):
        raise Unfit(fault.removeprefix(": "))


def _compared(register: Register, what: str, parts: list[object], kinds: list[str | None]) -> str:
    left, right = beside_each_other(parts, kinds)
    for at, part in enumerate(parts):
        field = register.fields.get(path(part) or "")
        other = parts[1 - at]
        if field and field.type == "choice" and isinstance(other, str) and other and not possible(field, other):
            raise Unfit(f"'{field.name}' is never {other!r}")
    literal = any(isinstance(part, str) for part in parts)
    day_as_text = literal and {left, right} == {DAY, TEXT} and what in EQUAL
    if left != right and None not in (left, right) and not day_as_text:
        raise Unfit(f"compares {left} with {right}")
    if what in ORDERED and not {left, right} <= {*IN_ORDER, None}:
        raise Unfit("only numbers, days and times are less or more than others")
    return TRUTH
