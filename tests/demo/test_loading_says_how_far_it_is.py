"""Loading the demo takes a while: whoever waits sees how far it is, on one line of a terminal, or a few of a log."""

import io

import pytest

from server.demo import load
from server.demo.progress import ProgressLine
from tests.fixtures.applications import REGISTERS, open_app


class Terminal(io.StringIO):
    def isatty(self):
        return True


def written(stream):
    line = ProgressLine("Loading", "records", stream)
    for done in (0, 0, 1, 2, 150, 299, 300, 1_500, 3_000):
        line(done, 3_000)
    return stream.getvalue()


def test_a_log_gets_a_line_each_tenth():
    assert written(io.StringIO()).splitlines() == [
        "Loading: 0 of 3,000 records",
        "Loading: 300 of 3,000 records",
        "Loading: 1,500 of 3,000 records",
        "Loading: 3,000 of 3,000 records",
    ]


def test_a_terminal_gets_one_line_that_is_written_over():
    text = written(Terminal())
    assert text.count("\n") == 1
    assert text.endswith("\rLoading: 3,000 of 3,000 records\n")
    assert text.count("\r") == 8


@pytest.mark.slow
def test_the_demo_counts_up_to_all_of_its_records(sqlite_url):
    counted = []
    with open_app(sqlite_url, DEMO=True, REGISTERS=REGISTERS[:1]) as app:
        load(app, lambda done, total: counted.append((done, total)))
    ((_, total),) = {(0, total) for _, total in counted}
    assert counted[0] == (0, total)
    assert counted[-1] == (total, total)
    assert [done for done, _ in counted] == sorted(done for done, _ in counted)
