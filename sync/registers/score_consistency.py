"""Checking that a register's sections, points and computed fields make scores that add up."""

from collections.abc import Iterator

from sync.registers.field import COMPUTE, NUMBERS, Field
from sync.registers.measure_consistency import Declared, mention
from sync.registers.register import Register
from sync.registers.values import thousandths

FULL = 100
"""The points that the sections must add up to, without bonus and penalty."""
TYPE_OF = {"total": "decimal", "rating": "choice", "all": "yesno"}


def faults(register: Register, declared: Declared) -> Iterator[str]:
    """Every fault of sections, points and computed fields: English sentences, each beginning with its place."""
    for field in register.fields.values():
        where = f"fields.{field.name}"
        yield from _section(register, field, where)
        if field.computed and field.computed.how != COMPUTE:
            yield from _computed(register, field, where, declared)
        other = field.show_when and register.fields.get(field.show_when.field)
        if other and other.computed and other.compute is None:
            yield f"{where}.show_when: '{other.name}' is computed"
        rating = field.computed and field.computed.how == "rating"
        for choice in field.choices:
            if choice.least is not None and not rating:
                yield f"{where}.choices.{choice.value}.least: only a computed rating has it"
    yield from _scores(register)


def _section(register: Register, field: Field, where: str) -> Iterator[str]:
    section = next((one for one in register.sections if one.key == field.section), None)
    if field.section and section is None:
        yield f"{where}.section: there is no section '{field.section}'"
    scored = section is not None and section.most is not None
    if scored and field.type in NUMBERS and not field.computed and (field.range or (-1,))[0] < 0:
        yield f"{where}.range: points begin at 0"
    if field.points:
        column = field.fields.get(field.points)
        if not scored:
            yield f"{where}.points: stands in no section with points"
        if column is None or column.type not in NUMBERS or (column.range or (-1,))[0] < 0:
            yield f"{where}.points: '{field.points}' is no column of numbers from 0"


def _computed(register: Register, field: Field, where: str, declared: Declared) -> Iterator[str]:
    assert field.computed
    how, at = field.computed.how, f"{where}.computed"
    if field.type != TYPE_OF[how]:
        yield f"{at}: {how} is a {TYPE_OF[how]}"
    if field.required or field.condition or field.copy_from or field.choices_from:
        yield f"{at}: nobody answers it, so it is neither required, conditional, copied nor offered"
    if bool(field.computed.of) != (how == "all"):
        yield f"{at}.of: " + ("missing; all needs the fields" if how == "all" else f"{how} has none")
    for name in field.computed.of:
        yield from mention(register, name, ("yesno",), f"{at}.of", declared)
    if how != "all":
        yield from _adds_up(register, at)
    if how == "rating" and any(choice.least is None and not choice.retired for choice in field.choices):
        yield f"{where}.choices: each needs the least total that reaches it"


def _adds_up(register: Register, where: str) -> Iterator[str]:
    parts = [thousandths(one.most) for one in register.sections if one.most is not None and one.adds == "points"]
    if sum(parts) != thousandths(FULL):
        yield f"{where}: the sections' points come to {sum(parts) / 1000:g}, not {FULL}"


def _scores(register: Register) -> Iterator[str]:
    if register.scores is None:
        return
    field = register.fields.get(register.scores.unit)
    if field is None or field.choices_from != "cluster" or not field.required:
        yield f"scores.unit: '{register.scores.unit}' is no required choice from the cluster"
    if not any(one.computed and one.computed.how == "total" for one in register.fields.values()):
        yield "scores: needs a computed total"
