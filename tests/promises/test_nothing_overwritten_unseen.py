"""A replaced value was in its writer's past, or is kept as an alternative."""

from collections.abc import Iterator

from .schedule import Run


def check(run: Run) -> Iterator[str]:
    """The past is what forms displayed when they opened, this one's and those before it, and what this phone wrote."""
    refused = {entry.mutation["id"] for entry in run.log if not entry.rev}
    refused |= {item.id for player in run.players for item in player.phone.refused}
    for write in run.model.writes:
        context = run.context(write.id)
        contexts = [run.context(id) for id in (write.id, *write.chain)]
        # A refused edit is not named as what the next one came after, yet its form was seen.
        contexts += [run.contexts[id] for id in context.own & refused if run.contexts[id].record == write.record]
        past = [shown.get(write.field) for context in contexts for shown in context.displayed]
        past += context.wrote.get(write.field, [])
        if not (write.kept or write.lost) and write.before not in past:
            yield f"{write} replaced what its author had not seen: {past}"
    for entry in run.log:
        id = entry.mutation["id"]
        if entry.rev and sorted(entry.outcome.get("conflicts", [])) != sorted(run.model.conflicts.get(id, [])):
            yield f"{id} was answered {entry.outcome}, and conflicts in {run.model.conflicts.get(id)}"


def test_nothing_overwritten_unseen(faults):
    assert not faults("nothing_overwritten_unseen")
