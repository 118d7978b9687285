"""Approved content is what the approver saw."""

from collections.abc import Iterator

from .schedule import Run


def check(run: Run) -> Iterator[str]:
    """The content that a verification or an approval fell upon, against what was on the screen when it was tapped."""
    for judged in run.model.judged:
        shown = run.contexts[judged.id].displayed[-1]
        if judged.data != shown:
            yield f"{judged.do} {judged.id} was of {shown}, and fell upon {judged.data}"


def test_approval_binds(verdicts):
    assert not verdicts("approval_binds")
