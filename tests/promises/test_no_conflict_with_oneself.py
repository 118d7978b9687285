"""One author on one phone never conflicts."""

from collections.abc import Iterator

from .schedule import Run


def check(run: Run) -> Iterator[str]:
    """A clone's past is its original's up to when it was made; a rewound phone's ends where it was rewound to.

    An id under which the other clone's edit stands is no longer one's own.
    """
    for write in run.model.writes:
        context = run.context(write.id)
        refused = run.players[context.player].phone.refused
        reused = {item.id for item in refused if (item.outcome or {})["refused"]["code"] == "reused_id"}
        if own := context.own.intersection(write.unseen) - reused:
            yield f"{write} conflicts with {own} of its own phone"


def test_no_conflict_with_oneself(faults):
    assert not faults("no_conflict_with_oneself")
