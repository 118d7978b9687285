"""Every change that a view shows is delivered, under concurrent writers too."""

from collections.abc import Iterator

from .schedule import Run


def check(run: Run) -> Iterator[str]:
    """Somebody who reads everything from the start gets what those got who read along."""
    yield from run.missed


def test_complete_feed(verdicts):
    assert not verdicts("complete_feed")
