"""Approved content is what the approver saw, and closed content what it was when it was closed."""

from collections.abc import Iterator

from .schedule import Run


def check(run: Run) -> Iterator[str]:
    """The content that a verification or an approval fell upon, against what was on the screen when it was tapped; and
    what a period held when it was closed, against what it held until it was opened again."""
    for reviewed in run.model.reviewed:
        shown = run.context(reviewed.id).displayed[-1]
        if reviewed.data != shown:
            yield f"{reviewed.do} {reviewed.id} was of {shown}, and fell upon {reviewed.data}"
    yield from run.altered


def test_approval_binds(faults):
    assert not faults("approval_binds")
