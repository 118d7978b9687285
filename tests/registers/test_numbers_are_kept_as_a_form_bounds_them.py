"""A number may be what its form allows and nothing else: bounds between two numbers that are kept, and steps."""

import pytest

from server.registers.xlsform.messages import REASONS
from sync.registers.expressions import true
from tests.registers.test_xlsforms_as_the_world_writes_them import drafted, remarks

NOT_KEPT = REASONS["not_kept"][1].format(name="parameters")


def field_of(*row):
    """The field of a question, of a form that goes round, and what is remarked of it."""
    made = drafted([("type", "name", "label", "parameters", "constraint"), row])
    return made.register.fields["q"], [text for _, at, text in remarks(made) if at == 2]


@pytest.mark.parametrize(
    ("kind", "constraint", "bounds"),
    [
        ("decimal", ". > -90.123456 and . < 90.1234567", (-90.123, 90.123)),
        ("decimal", ". >= -90.123456 and . <= 90.1234567", (-90.123, 90.123)),
        ("decimal", ". > 0 and . < 1", (0.001, 0.999)),
        ("decimal", ". > 0.0005 and . <= 2.5", (0.001, 2.5)),
        ("integer", ". > 5.5 and . < 9.5", (6, 9)),
        ("integer", ". >= 5.5 and . < 9", (6, 8)),
        ("integer", ". > -1 and . <= 9.9", (0, 9)),
    ],
)
def test_bounds_are_the_nearest_numbers_that_are_allowed_and_kept(kind, constraint, bounds):
    field, said = field_of(kind, "q", "Q", "", constraint)
    assert field.range == bounds
    assert not any("constraint" in text for text in said)


@pytest.mark.parametrize(
    ("parameters", "allowed", "refused"),
    [
        ("start=0 end=100 step=5", (0, 5, 100), (3, 99)),
        ("start=3 end=23 step=10", (3, 13, 23), (10, 20)),
        ("start=-7 end=7 step=2", (-7, -5, 7), (0, -6, 2)),
        ("start=20 end=0 step=-5", (0, 20), (7,)),
    ],
)
def test_whole_steps_are_a_check(parameters, allowed, refused):
    field, said = field_of("range", "q", "Q", parameters)
    assert (field.type, said) == ("integer", [])
    assert all(true(field.check, {"q": one}.get) for one in allowed)
    assert not any(true(field.check, {"q": one}.get) for one in refused)


def test_a_step_and_a_constraint_hold_together():
    field, said = field_of("range", "q", "Q", "start=0 end=100 step=5", ". >= 12 and . != 50")
    assert (field.range, said) == ((12, 100), [])
    assert [one for one in range(40, 61) if true(field.check, {"q": one}.get)] == [40, 45, 55, 60]


def test_steps_of_one_need_no_check():
    assert field_of("range", "q", "Q", "start=0 end=100")[0].check is None


@pytest.mark.parametrize(("step", "places"), [("0.1", 1), ("0.01", 2), ("0.001", 3)])
def test_decimal_steps_are_places(step, places):
    field, said = field_of("range", "q", "Q", f"start=0.5 end=4.5 step={step}")
    assert (field.type, field.range, field.places, said) == ("decimal", (0.5, 4.5), places, [])


@pytest.mark.parametrize("parameters", ["start=0 end=1 step=0.5", "start=0.05 end=1 step=0.1", "start=0.5 end=4.5"])
def test_other_steps_between_fractions_are_remarked(parameters):
    assert field_of("range", "q", "Q", parameters)[1] == [NOT_KEPT]
