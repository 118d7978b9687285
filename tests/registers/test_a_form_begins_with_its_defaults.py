"""What an XLSForm says that a question begins with is kept, if it is an answer; else it is remarked."""

from datetime import datetime, time

import pytest

from tests.registers.test_xlsforms_as_the_world_writes_them import drafted, remarks

DEFAULTS = [
    ("date", "today()", "today"), ("date", "2026-01-31", "2026-01-31"), ("integer", "5", 5), ("decimal", "2.5", 2.5),
    ("text", "Điện Biên", "Điện Biên"), ("select_one yn", "no", "no"), ("select_multiple yn", "yes no", ["yes", "no"]),
    ("select_one lt_yesno", "true", True), ("time", "08:30:00", "08:30"), ("date", "2024-09-05 14:30", "2024-09-05"),
    ("date", "2024-09-05T20:00:00Z", "2024-09-06"),
]  # fmt: skip


SECONDS = [("time", "08:30:59"), ("datetime", "2024-09-05T08:30:59")]
"""What is told by seconds, which no answer has here."""


@pytest.mark.parametrize(("kind", "cell", "value"), DEFAULTS)
def test_a_form_begins_with_its_defaults(kind, cell, value):
    made = drafted([("type", "name", "label", "default"), (kind, "a", "A", cell)])
    assert made.register.fields["a"].default == value
    assert remarks(made) == []


@pytest.mark.parametrize(
    ("kind", "cell"),
    [("integer", "nhiều"), ("date", "hôm qua"), ("date", "08:30"), *SECONDS, ("select_one yn", "maybe")],
)
def test_a_default_that_is_no_answer_is_remarked(kind, cell):
    made = drafted([("type", "name", "label", "default"), (kind, "a", "A", cell)])
    assert made.register.fields["a"].default is None
    assert [row for _, row, _ in remarks(made)] == [2]


@pytest.mark.parametrize(
    ("kind", "second", "value"),
    [("date", 0, "2024-09-05"), ("datetime", 0, "2024-09-05T14:30"), ("datetime", 59, None), ("time", 59, None)],
)
def test_a_cell_that_holds_a_day_with_a_time_is_what_the_question_asks_of_it(kind, second, value):
    cell = time(14, 30, second) if kind == "time" else datetime(2024, 9, 5, 14, 30, second)
    made = drafted([("type", "name", "label", "default"), (kind, "a", "A", cell)])
    assert (made.register.fields["a"].default, len(remarks(made))) == (value, 0 if value else 1)
