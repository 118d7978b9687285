"""The audit is searched between any two days that there are, the first and the last of all included."""

import pytest


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("0001-01-01", "9999-12-31", True),
        ("0001-01-01", "0001-01-01", False),
        ("9999-12-31", "9999-12-31", False),
        ("9999-12-31", "0001-01-01", False),
    ],
)
def test_the_first_and_the_last_day_that_there_are(village, first, last, found):
    answer = village.sign_in("so").get(f"/api/audit?from={first}&to={last}")
    assert answer.status_code == 200
    assert bool(answer.json["entries"]) == found
