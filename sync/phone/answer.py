"""Applying an answer: a new state beside the old one, so that a kill leaves one of the two."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sync.phone.overlay import lay
from sync.phone.state import Copy, Item, State, rev

KEPT = timedelta(days=30)  # no journal entry is dropped sooner


def apply(state: State, answer: dict[str, Any], now: str) -> State:
    """``state`` after ``answer``: outcomes, copies, cursor and journal together.

    ``now`` is the phone's own time. Raises KeyError, TypeError or ValueError on an answer that is not one.
    """
    for scope, reason in (answer.get("reset") or {}).items():
        state = _reset(state, scope, reason)
    outcomes = answer.get("outcomes") or {}
    gone = set(answer.get("gone") or ())
    copies = _copies(state, answer, outcomes, gone)
    state = _settle(replace(state, copies=copies), outcomes, gone, now)
    state = replace(
        state,
        cursor=answer["cursor"],
        safe={**state.safe, **(answer.get("safe") or {})},
        want=tuple(answer.get("want") or ()),
        catalog=answer.get("catalog", state.catalog),
    )
    return _prune(state, now)


def _reset(state: State, scope: str, reason: str) -> State:
    copies = {id: copy for id, copy in state.copies.items() if copy["unit"] != scope}
    if reason != "history":
        return replace(state, copies=copies)
    again = [item for item in (*state.journal, *state.outbox) if item.unit == scope]
    again = [replace(item, outcome=None, settled=None) for item in sorted(again, key=lambda item: item.n)]
    rest = [item for item in state.outbox if item.unit != scope]
    journal = tuple(item for item in state.journal if item.unit != scope)
    return replace(state, copies=copies, outbox=(*again, *rest), journal=journal)


def _copies(state: State, answer: dict[str, Any], outcomes: dict[str, Any], gone: set[str]) -> dict[str, Copy]:
    changed = {copy["id"]: copy for copy in answer.get("changes") or ()}
    copies = {id: copy for id, copy in {**state.copies, **changed}.items() if id not in gone}
    told_whole = {id for id, told in outcomes.items() if {"version", "status"} <= told.keys()}
    mine = [(rev(outcomes[item.id]["version"]), item) for item in state.outbox if item.id in told_whole]
    for at, item in sorted(mine, key=lambda pair: pair[0]):
        if item.record in changed or item.record in gone:
            continue
        copy = copies.get(item.record)
        if at > rev(copy["version"] if copy else None) and (laid := lay(copy, item.mutation, state.account)):
            told = outcomes[item.id]
            copies[item.record] = laid | {name: told[name] for name in ("version", "status", "period") if name in told}
    return copies


def _settle(state: State, outcomes: dict[str, Any], gone: set[str], now: str) -> State:
    outbox: list[Item] = []
    journal: list[Item] = []
    refused: list[Item] = []
    for item in state.outbox:
        told = outcomes.get(item.id)
        if told is None:
            outbox.append(item)
            continue
        item = replace(item, outcome=_kept(told))
        if "refused" in told and item.id not in {old.id for old in state.refused}:
            refused.append(replace(item, settled=now))
        if item.version:
            settled = _settled(state, item, gone)
            (journal if settled else outbox).append(replace(item, settled=now if settled else None))
        elif "refused" not in told:
            outbox.append(item)
    return replace(
        state,
        outbox=tuple(outbox),
        journal=(*state.journal, *journal),
        refused=(*state.refused, *refused),
    )


def _kept(told: dict[str, Any]) -> dict[str, Any] | None:
    """What stays true of an outcome after its answer; None for one that the server does not know."""
    return None if told.get("unknown") else {n: v for n, v in told.items() if n not in ("status", "period")}


def _settled(state: State, item: Item, gone: set[str]) -> bool:
    if item.record in gone or item.unit not in state.scopes:
        return True
    copy = state.copies.get(item.record)
    return copy is not None and rev(copy["version"]) >= rev(item.version)


def _prune(state: State, now: str) -> State:
    edge = datetime.fromisoformat(now) - KEPT
    kept = [
        item
        for item in state.journal
        if rev(item.version) > state.safe.get(item.unit, 0) or datetime.fromisoformat(str(item.settled)) > edge
    ]
    return replace(state, journal=tuple(kept))
