"""Approved content is what the approver saw."""

from collections.abc import Iterator

from .schedule import Run


def check(run: Run) -> Iterator[str]:
    """The content that a verification or an approval fell upon, against what was on the screen when it was tapped."""
    for reviewed in run.model.reviewed:
        shown = run.contexts[reviewed.id].displayed[-1]
        if reviewed.data != shown:
            yield f"{reviewed.do} {reviewed.id} was of {shown}, and fell upon {reviewed.data}"


def test_approval_binds(faults):
    assert not faults("approval_binds")
