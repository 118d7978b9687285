"""What the phone called saved is in the outbox, the journal, the log or the quarantine."""

from collections.abc import Iterator

from sync.protocol.canonical import canonical

from .schedule import Run

FOR_LEADER = ("moved", "unknown_form")


def check(run: Run) -> Iterator[str]:
    logged = {(entry.person, entry.body) for entry in run.log}
    for (number, id), mutation in run.saved.items():
        phone = run.players[number].phone
        held = {item.id: item.mutation for item in (*phone.outbox, *phone.journal, *phone.refused)}
        if held.get(id) != mutation:
            yield f"phone {number} saved {mutation} and holds {held.get(id)}"
        refused = {item.id: item.outcome for item in phone.refused}
        code = (refused.get(id) or {}).get("refused", {}).get("code")
        # A restore takes refusals back, too; the phone goes on showing its own.
        shown = code == "reused_id" or (run.restored and code and code not in FOR_LEADER)
        if not shown and (phone.account, canonical(mutation)) not in logged:
            yield f"phone {number} sent {mutation}, and the log does not have it"

    for entry in run.log:
        code, id = entry.outcome.get("refused", {}).get("code"), entry.mutation["id"]
        if code in FOR_LEADER and (entry.person, id) not in run.kept:
            yield f"{id} was refused as {code}, and no leader finds it"


def test_nothing_lost(faults):
    assert not faults("nothing_lost")
