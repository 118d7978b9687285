"""Applying an answer: a new state is made beside the old one, so that a kill leaves one of the two whole."""

from dataclasses import replace
from datetime import timedelta

from sync.phone.overlay import lay
from sync.phone.state import Copy, Item, State, rev
from sync.protocol.exchange import ExchangeAnswer
from sync.protocol.moment import moment
from sync.protocol.outcome import Outcome

FOR_LEADER = ("moved", "unknown_form")  # refusals after which a leader of the unit may still take it in
KEPT = timedelta(days=30)  # how long a journal entry is kept at least


def apply(state: State, answer: ExchangeAnswer, now: str) -> State:
    """The state of a phone after ``answer``: outcomes, copies, cursor and journal change together.

    ``state`` is left as it is. ``now`` is the phone's own time. Raises AttributeError, KeyError, TypeError or
    ValueError if ``answer`` is not an answer of the protocol.
    """
    state = _reset(state, answer.get("reset") or {})
    outcomes = answer.get("outcomes") or {}
    gone = set(answer.get("gone") or ())
    copies = _copies(state, answer, outcomes, gone)
    state = _settle(replace(state, copies=copies), outcomes, gone, answer.get("more") is False, now)
    state = replace(
        state,
        # Before a password is chosen none is given where none was sent; what has not even a time is no answer.
        cursor=answer.get("cursor", state.cursor) if "now" in answer else answer["cursor"],
        safe={**state.safe, **(answer.get("safe") or {})},
        want=tuple(answer.get("want") or ()),
        catalog=answer.get("catalog", state.catalog),
    )
    return _prune(state, now)


def _reset(state: State, reset: dict[str, str]) -> State:
    """State with the copies of the scopes of ``reset`` dropped.

    Where a history is lost, everything that was done there is put back in front of the outbox, and so is what was done
    in scopes that are not own, such as an officer's decisions: a restore takes them all back, and no cursor tells.
    With it goes what a leader was to take in or refuse, or no leader would find it, and what was refused and is
    followed by any of this.
    """
    copies = {id: copy for id, copy in state.copies.items() if copy["unit"] not in reset}
    lost = {scope for scope, reason in reset.items() if reason == "history"}
    if not lost:
        return replace(state, copies=copies)

    def is_lost(item: Item) -> bool:
        return item.unit in lost or item.unit not in state.scopes

    mine = [*filter(is_lost, (*state.journal, *state.outbox))]
    back = _sent_again([*filter(is_lost, state.refused)], mine)
    again = sorted((*back, *mine), key=lambda item: item.n)
    rest = [item for item in state.outbox if not is_lost(item)]
    journal = tuple(item for item in state.journal if not is_lost(item))
    refused = tuple(item for item in state.refused if item not in back)
    outbox = (*(_anew(item) for item in again), *rest)
    return replace(state, copies=copies, outbox=outbox, journal=journal, refused=refused)


def _anew(item: Item) -> Item:
    """The item as it is sent to a restored server."""
    return replace(item, outcome=None, settled=None, before=item.version or item.before)


def _sent_again(refused: list[Item], mine: list[Item]) -> list[Item]:
    """Those of refused mutations that go to a restored server again, with ``mine``, which it is sent anyhow.

    What waits for a leader, and what follows it; and what any of these or of ``mine`` comes after, as the server waits
    for that.
    """
    alone = sorted((item for item in refused if not item.version), key=lambda item: item.n)
    again: dict[str, Item] = {}
    for item in alone:
        code = (item.outcome or {}).get("refused", {}).get("code")
        if code in FOR_LEADER or item.mutation.get("after") in again:
            again[item.id] = item
    before = {item.mutation.get("after") for item in (*mine, *again.values())}
    for item in reversed(alone):
        if item.id in before:
            again[item.id] = item
            before.add(item.mutation.get("after"))
    return [*again.values()]


def _copies(state: State, answer: ExchangeAnswer, outcomes: dict[str, Outcome], gone: set[str]) -> dict[str, Copy]:
    """The copies after the answer: those that it brings, and copies changed by this phone's own mutations.

    The server leaves a record out of ``changes`` where the phone's own mutations are all that changed it. ``outcomes``:
    mutation id → outcome. ``gone``: ids of records that the account no longer sees; their copies are dropped.
    """
    changed: dict[str, Copy] = {change["id"]: {**change} for change in answer.get("changes") or ()}
    copies = {id: copy for id, copy in {**state.copies, **changed}.items() if id not in gone}
    mine = [item for item in state.outbox if {"version", "status"} <= outcomes.get(item.id, {}).keys()]
    for item in sorted(mine, key=lambda item: rev(outcomes[item.id]["version"])):
        if item.record in changed or item.record in gone:
            continue
        outcome, copy = outcomes[item.id], copies.get(item.record)
        above = rev(outcome["version"]) > rev(copy["version"] if copy else None)
        if above and (laid := lay(copy, item.mutation, state.account)):
            laid["version"], laid["status"] = outcome["version"], outcome["status"]
            if "period" in outcome:
                laid["period"] = outcome["period"]
            copies[item.record] = laid
    return copies


def _settle(state: State, outcomes: dict[str, Outcome], gone: set[str], all_read: bool, now: str) -> State:
    """The state with each of ``outcomes`` put on its mutation in the outbox; ``state.copies`` are already the new ones.

    An applied mutation moves to the journal once it is ``_settled``, and until then it stays. One that was refused
    moves to ``refused``; a put of which only the submit was refused is added there and also treated as applied. All
    others stay. ``gone``: ids of records that the account no longer sees. ``all_read``: no more pages follow.
    ``now``: the phone's own time.
    """
    outbox: list[Item] = []
    journal: list[Item] = []
    refused: list[Item] = []
    for item in state.outbox:
        outcome = outcomes.get(item.id)
        if outcome is None:
            outbox.append(item)
            continue
        item = replace(item, outcome=_lasting(outcome))
        if "refused" in outcome and item.id not in {old.id for old in state.refused}:
            refused.append(replace(item, settled=now))
        if item.version:
            settled = _settled(state, item, gone, all_read)
            (journal if settled else outbox).append(replace(item, settled=now if settled else None))
        elif "refused" not in outcome:
            outbox.append(item)
    return replace(
        state,
        outbox=tuple(outbox),
        journal=(*state.journal, *journal),
        refused=(*state.refused, *refused),
    )


def _lasting(outcome: Outcome) -> Outcome | None:
    """An outcome without what holds for this one answer only; None for a mutation that the server does not know."""
    if outcome.get("unknown"):
        return None
    lasting = outcome.copy()
    lasting.pop("status", None)
    lasting.pop("period", None)
    return lasting


def _settled(state: State, item: Item, gone: set[str], all_read: bool) -> bool:
    """Whether an applied mutation's effect is in the phone's copy, or will never be.

    ``gone``: ids of records that the account no longer sees. ``all_read``: the answer was the last of its pages.
    Without a copy after it, the account is not shown the record.
    """
    if item.record in gone:
        return True
    copy = state.copies.get(item.record)
    if copy is None:
        return all_read or item.unit not in state.scopes
    return rev(copy["version"]) >= rev(item.version)


def _prune(state: State, now: str) -> State:
    """Drop journal entries that are in a backup of the server and were settled more than 30 days ago."""
    present = moment(now)  # None where the clock says no time at all: then nothing is dropped

    def is_old(item: Item) -> bool:
        settled = moment(item.settled)
        return present is not None and settled is not None and settled <= present - KEPT

    held = [item for item in state.journal if rev(item.version) > state.safe.get(item.unit, 0) or not is_old(item)]
    return replace(state, journal=tuple(held))
