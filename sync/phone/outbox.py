"""Putting into the outbox: bases, chains, and folding what nobody has seen yet."""

import unicodedata
from dataclasses import dataclass, field, replace
from typing import Any

from sync.phone.state import EDITS, Item, Mutation, State, rev
from sync.protocol.transitions import REVIEW_VERBS


@dataclass(frozen=True)
class Opened:
    """What a form showed when it opened. ``fields`` holds the bases of fields that an own mutation covered."""

    base: str | None = None
    fields: dict[str, str | None] = field(default_factory=dict)

    def of(self, name: str) -> str | None:
        return self.fields.get(name, self.base)


def looked(state: State, record: str, verb: str) -> str | None:
    """The base of a verb; of one that judges all of the record, the least that was seen of any of its fields."""
    seen = opened(state, record)
    return min((seen.base, *seen.fields.values()), key=rev) if verb in REVIEW_VERBS | {"delete"} else seen.base


def opened(state: State, record: str) -> Opened:
    """The bases of an edit of ``record`` that starts now.

    A field with an unsettled own mutation shows that mutation's value, not the copy's: whoever edits it has seen
    no more than that mutation had. Where the copy is gone too, the latest own mutation tells.
    """
    copy, latest = state.copies.get(record), state.latest(record)
    base = copy["version"] if copy else latest.mutation.get("base") if latest else None
    covered = {name: item.mutation.get("base") for item in state.unsettled(record) for name in item.fields}
    return Opened(base, covered)


def puts(seen: Opened, edit: dict[str, Any]) -> list[tuple[str | None, dict[str, Any]]]:
    """``edit`` ({part: {field: value} or nothing}) as (base, members of a put) for each base, the oldest first.

    There is always one, even for an edit of nothing. A period merges like a field of that name.
    """
    parts = {part: fields for part, fields in edit.items() if fields}
    bases = {seen.of(name) for fields in parts.values() for name in fields} or {seen.base}

    def members(base: str | None) -> dict[str, Any]:
        of = {part: {n: held for n, held in fields.items() if seen.of(n) == base} for part, fields in parts.items()}
        return {part: fields["period"] if part == "period" else fields for part, fields in of.items() if fields}

    return [(base, members(base)) for base in sorted(bases, key=rev)]


def fold(held: Mutation, edit: Mutation) -> Mutation | None:
    """``held`` with ``edit`` in it, or None where the two must stay two.

    One put sets, then adds, then removes: an edit that would need another order stays apart, and so does one that
    follows a submit without one, or is judged by another form.
    """
    same = all(held.get(name) == edit.get(name) for name in ("do", "unit", "base"))
    same = same and held.get("record", held["id"]) == edit.get("record") and held["do"] == "put"
    if not same or edit.get("form", held.get("form")) != held.get("form"):
        return None
    if "then" in held and "then" not in edit or _out_of_order(held, edit):
        return None
    both: Mutation = {**held, **{name: edit[name] for name in ("at", "then", "period") if name in edit}}
    both["set"] = {**held.get("set", {}), **edit.get("set", {})}
    for part in ("add", "remove", "resolves"):
        both[part] = _joined(held.get(part, {}), edit.get(part, {}))
    return {name: value for name, value in both.items() if value or name not in EDITS}


def _out_of_order(held: Mutation, edit: Mutation) -> bool:
    after_set = {*held.get("add", ()), *held.get("remove", ())}
    return bool(after_set & set(edit.get("set", ())) or set(held.get("remove", ())) & set(edit.get("add", ())))


def _joined(held: dict[str, list], more: dict[str, list]) -> dict[str, list]:
    joined: dict[str, list] = {name: list(values) for name, values in held.items()}
    for name, values in more.items():
        joined[name] = joined.get(name, []) + [value for value in values if value not in joined.get(name, [])]
    return joined


def queued(state: State, mutation: Mutation, folding: bool = True) -> tuple[State, str]:
    """``state`` with ``mutation`` last in its outbox, and the id under which it is there.

    It is folded into the mutation made just before, where that is of the same record and was never sent.
    """
    record = mutation.get("record")
    last = state.outbox[-1] if state.outbox else None
    if folding and last and not last.sent and (both := fold(last.mutation, mutation)):
        return replace(state, outbox=(*state.outbox[:-1], replace(last, mutation=both))), last.id
    before = state.latest(record) if record else None
    if before:
        mutation = {**mutation, "after": before.id}
    item = Item(plain(mutation), state.made + 1)
    return replace(state, outbox=(*state.outbox, item), made=item.n), item.id


def plain(value: Any) -> Any:
    """``value`` of the phone's own (nothing shared with the caller's) with every text in NFC."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {name: plain(held) for name, held in value.items()}
    return [plain(held) for held in value] if isinstance(value, list | tuple) else value
