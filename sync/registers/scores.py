"""Scores of a register with points: the points of each section, their total and its rating. Its twin is score.ts.

None of it is stored among a record's answers: it is computed wherever it is needed, so it is never in conflict.
"""

from collections.abc import Mapping

from sync.protocol.answers import Answers
from sync.registers.field import Field
from sync.registers.lookup import lookup
from sync.registers.register import Register
from sync.registers.register_parts import Section
from sync.registers.values import from_thousandths, thousandths

Seen = Mapping[str, object]
"""The answers of the fields that no condition hides."""


def section_points(register: Register, seen: Seen) -> dict[str, int]:
    """Section key → its points in thousandths of a point, at most the section's ``most``.

    Sections without points, and those without any answer, are left out.
    """
    found = {}
    for section in register.sections:
        given = [amount for field in _scored(register, section) for amount in _points(field, seen.get(field.name))]
        if given:
            found[section.key] = min(sum(given), thousandths(section.most))
    return found


def total(register: Register, seen: Seen) -> int | None:
    """The total of all sections in thousandths of a point, penalties subtracted, 0 at least; None before any answer."""
    found = section_points(register, seen)
    if not found:
        return None
    signs = {section.key: -1 if section.adds == "penalty" else 1 for section in register.sections}
    return max(0, sum(signs[key] * amount for key, amount in found.items()))


def computed_from(register: Register, seen: Seen) -> Answers:
    """Field → value of the register's computed fields; those that nothing has been answered for are left out."""
    answer = lookup(register.fields, seen, seen.keys())
    found = {
        field.name: answer(field.name) if field.compute is not None else _value(register, field, seen)
        for field in register.computed
    }
    return {name: value for name, value in found.items() if value is not None}


def rating_of(register: Register, reached: int) -> str | None:
    """The rating that ``reached`` thousandths of a point earn.

    None if they earn none or the register has no ratings.
    """
    fields = [field for field in register.computed if field.computed and field.computed.how == "rating"]
    return _rating(fields[0], reached) if fields else None


def _value(register: Register, field: Field, seen: Seen) -> object:
    assert field.computed
    if field.computed.how == "all":
        answers = [seen.get(name) for name in field.computed.of]
        return None if any(answer is None for answer in answers) else all(answers)
    found = total(register, seen)
    if found is None or field.computed.how == "rating":
        return _rating(field, found)
    return from_thousandths(found)


def _rating(field: Field, reached: int | None) -> str | None:
    """The value of the best rating that these points earn, among the field's choices; None if they earn none.

    A choice is earned by at least ``least`` points; ``reached`` is in thousandths of a point, None before any answer.
    """
    if reached is None:
        return None
    within = [choice for choice in field.choices if choice.least is not None and thousandths(choice.least) <= reached]
    return max(within, key=lambda choice: choice.least or 0).value if within else None


def _scored(register: Register, section: Section) -> list[Field]:
    if section.most is None:
        return []
    return [field for field in register.fields.values() if field.section == section.key and not field.computed]


def _points(field: Field, value: object) -> list[int]:
    if field.points:
        rows = value if isinstance(value, list) else []
        return [thousandths(row[field.points]) for row in rows if isinstance(row, dict) and field.points in row]
    return [thousandths(value)] if field.type in ("integer", "decimal") and value is not None else []
