"""Numbers, and sums of rows, above the number of the school's own that their field names in ``within``."""

from collections.abc import Iterator, Mapping

from server.quality.hint import Hint
from server.quality.surroundings import Surroundings
from server.quality.thresholds import ABOVE_PROFILE
from sync.registers import Field
from sync.registers.values import is_number


def above_profile(around: Surroundings) -> Iterator[Hint]:
    """The numbers of a record that are well above the unit's own."""
    data = {**around.record.data, **(around.record.computed or {})}
    for field in around.register.fields.values():
        for name, part in ((field.name, field), *((f"{field.name}.{one.name}", one) for one in field.fields.values())):
            if part.within is None or part.retired or field.retired:
                continue
            value, most = _value(field, part, data), _most(around, part.within)
            # Of the unit's own profile the sum must fit to the last one.
            leeway = 1.0 if part.within.startswith(f"{around.register.key}.") else ABOVE_PROFILE
            if value is not None and most and value > most * leeway:
                detail: dict[str, object] = {"value": value, "most": most, "within": part.within}
                yield Hint("profile", name, {field.name: data.get(field.name)}, detail)


def _value(field: Field, part: Field, data: Mapping[str, object]) -> float | None:
    value = data.get(field.name)
    if part is field:
        return value if is_number(value) else None
    rows = value if isinstance(value, list) else []
    return sum(row[part.name] for row in rows if is_number(row.get(part.name)))


def _most(around: Surroundings, within: str) -> float | None:
    register, _, name = within.partition(".")
    profile = around.profile(register)
    value = profile.get(name) if profile else None
    return value if is_number(value) else None
