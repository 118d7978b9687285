"""The table of docs/reliability.md has a row for all that ``make trust`` plays, which was run and found nothing."""

import pytest

from bench.attacks.__main__ import ATTACKS
from bench.attacks.requests import DATABASES, PROGRAM
from bench.trust.page import put
from bench.trust.rows import ROWS
from tests.docs.tables import code, page, table

PAGE = page("docs/reliability.md")
FAULTS = table(PAGE, "Faults", "fault", "database", "times")


def test_every_row_is_there_with_its_command():
    told = {(what, database, code(row[-1])[0]) for what, database, *row in FAULTS}
    assert told == {(row.what, row.database, f"python -m bench.trust {key}") for key, row in ROWS.items()}


@pytest.mark.parametrize("row", FAULTS, ids=lambda row: row[-1])
def test_each_was_run_and_found_nothing(row):
    times, bad, mutations, *wrong = (int(cell.replace(",", "")) for cell in row[2:-2])
    assert times > 0
    assert mutations > times
    assert bad > 0
    assert wrong == [0, 0, 0]


def test_a_row_that_is_not_on_the_page_is_not_written():
    with pytest.raises(SystemExit, match="no row"):
        put("python -m bench.trust nothing", ["a"])


def test_every_attack_is_there_was_played_and_found_nothing():
    rows = table(PAGE, "Attacks", "attack", "rounds", "finds", "command")
    assert {code(command)[0] for *_, command in rows} == {f"python -m bench.attacks {name}" for name in ATTACKS}
    assert all(int(rounds) > 0 and finds == "0" for _, rounds, finds, _ in rows)


def test_requests_were_sent_to_both_databases_and_each_was_answered():
    rows = table(PAGE, "Attacks", "database", "requests", "done")
    assert {code(row[-1])[0] for row in rows} == {f"{PROGRAM} {key}" for key in DATABASES}
    for _, requests, done, unanswered, *_ in rows:
        assert 0 < int(done.replace(",", "")) < int(requests.replace(",", ""))
        assert unanswered == "0"
