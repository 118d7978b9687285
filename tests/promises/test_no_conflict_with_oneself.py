"""One author on one phone never conflicts."""

from collections.abc import Iterator

from .schedule import Run


def check(run: Run) -> Iterator[str]:
    """A clone's past is its original's up to when it was made; a rewound phone's ends where it was rewound to."""
    for write in run.model.writes:
        if own := run.contexts[write.id].own.intersection(write.unseen):
            yield f"{write} conflicts with {own} of its own phone"


def test_no_conflict_with_oneself(verdicts):
    assert not verdicts("no_conflict_with_oneself")
