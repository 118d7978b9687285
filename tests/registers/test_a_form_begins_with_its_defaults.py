"""What an XLSForm says that a question begins with is kept, if it is an answer; else it is remarked."""

import pytest

from tests.registers.test_xlsforms_as_the_world_writes_them import drafted, remarks

DEFAULTS = [
    ("date", "today()", "today"), ("date", "2026-01-31", "2026-01-31"), ("integer", "5", 5), ("decimal", "2.5", 2.5),
    ("text", "Điện Biên", "Điện Biên"), ("select_one yn", "no", "no"), ("select_multiple yn", "yes no", ["yes", "no"]),
    ("select_one lt_yesno", "true", True),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "cell", "value"), DEFAULTS)
def test_a_form_begins_with_its_defaults(kind, cell, value):
    made = drafted([("type", "name", "label", "default"), (kind, "a", "A", cell)])
    assert made.register.fields["a"].default == value
    assert remarks(made) == []


@pytest.mark.parametrize(("kind", "cell"), [("integer", "nhiều"), ("date", "hôm qua"), ("select_one yn", "maybe")])
def test_a_default_that_is_no_answer_is_remarked(kind, cell):
    made = drafted([("type", "name", "label", "default"), (kind, "a", "A", cell)])
    assert made.register.fields["a"].default is None
    assert [row for _, row, _ in remarks(made)] == [2]
