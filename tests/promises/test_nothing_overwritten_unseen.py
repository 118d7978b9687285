"""A replaced value was in its writer's past, or is kept as an alternative."""

from collections.abc import Iterator

from .schedule import Run


def check(run: Run) -> Iterator[str]:
    """The past is what the form displayed when it opened and what this phone wrote, not what versions say."""
    for write in run.model.writes:
        context = run.contexts[write.id]
        past = [shown.get(write.field) for shown in context.displayed] + context.wrote.get(write.field, [])
        if not write.kept and write.before not in past:
            yield f"{write} replaced what its author had not seen: {past}"
    for entry in run.log:
        id = entry.mutation["id"]
        if entry.rev and sorted(entry.outcome.get("conflicts", [])) != sorted(run.model.conflicts.get(id, [])):
            yield f"{id} was answered {entry.outcome}, and conflicts in {run.model.conflicts.get(id)}"


def test_nothing_overwritten_unseen(verdicts):
    assert not verdicts("nothing_overwritten_unseen")
