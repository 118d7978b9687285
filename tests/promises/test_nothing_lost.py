"""What the phone called saved is in the outbox, the journal or the log."""

from collections.abc import Iterator

from sync.protocol.canonical import canonical

from .schedule import Run


def check(run: Run) -> Iterator[str]:
    logged = {(entry.person, entry.body) for entry in run.log}
    for (number, id), mutation in run.saved.items():
        phone = run.players[number].phone
        held = {item.id: item.mutation for item in (*phone.outbox, *phone.journal, *phone.refused)}
        if held.get(id) != mutation:
            yield f"phone {number} saved {mutation} and holds {held.get(id)}"
        refused = {item.id: item.outcome for item in phone.refused}
        reused = refused.get(id, {}).get("refused", {}).get("code") == "reused_id"
        if not reused and (phone.account, canonical(mutation)) not in logged:
            yield f"phone {number} sent {mutation}, and the log does not have it"


def test_nothing_lost(faults):
    assert not faults("nothing_lost")
