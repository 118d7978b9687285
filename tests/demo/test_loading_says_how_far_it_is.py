"""Loading the demo takes a while: whoever waits sees how far it is, on one line of a terminal, or a few of a log."""

import io

from server.platform.progress import ProgressLine


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


def test_the_demo_counts_up_to_all_of_its_records(demo_loaded):
    done, totals = zip(*demo_loaded["steps"], strict=True)
    assert len(set(totals)) == 1
    assert (done[0], done[-1]) == (0, totals[0])
    assert list(done) == sorted(done)
