"""Putting mutations into the outbox: what version they build on, what mutation they follow, and folding."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypedDict, TypeVar

from sync.phone.state import EDITS, Item, State, rev
from sync.protocol.answers import Answers, Lists
from sync.protocol.mutation import WireMutation
from sync.protocol.transitions import REVIEW_VERBS

V = TypeVar("V")


@dataclass(frozen=True)
class Opened:
    """What a form showed when it opened: ``base``, the version of the record, None without one.

    ``fields``: for each field that showed the value of an own queued mutation, the base of that mutation.
    """

    base: str | None = None
    fields: dict[str, str | None] = field(default_factory=dict)

    def of(self, name: str) -> str | None:
        """The version that an edit of that field builds on."""
        return self.fields.get(name, self.base)


class Edit(TypedDict, total=False):
    """What a person changed in a form, as the members of a put: field → value, or values, and the period's key."""

    set: Answers
    add: Lists
    remove: Lists
    resolves: dict[str, list[str]]
    period: str


def verb_base(state: State, record: str, verb: str) -> str | None:
    """The version that a verb on ``record`` builds on, None without a copy.

    For a review or a delete, which concern the whole record, it is the oldest version shown in any of its fields.
    """
    seen = opened(state, record)
    return min((seen.base, *seen.fields.values()), key=rev) if verb in REVIEW_VERBS | {"delete"} else seen.base


def opened(state: State, record: str) -> Opened:
    """The versions that an edit of ``record`` builds on if it starts now.

    A field with an own mutation in the outbox shows that mutation's value, not the copy's: whoever edits it has seen no
    more than that mutation had. Where there is no copy, the base is that of the latest own mutation.
    """
    copy, latest = state.copies.get(record), state.latest(record)
    base = copy["version"] if copy else latest.mutation.get("base") if latest else None
    covered = {name: item.mutation.get("base") for item in state.unsettled(record) for name in item.fields}
    return Opened(base, covered)


def split_by_base(seen: Opened, edit: Edit) -> list[tuple[str | None, Edit]]:
    """``edit`` split into one edit for each version that its fields build on: (version, part), the oldest first.

    There is always at least one, even for an empty edit. The period is treated like a field of that name.
    """
    fields = {name for part in EDITS for name in edit.get(part) or ()} | ({"period"} if edit.get("period") else set())
    bases = {seen.of(name) for name in fields} or {seen.base}
    return [(base, _of_base(seen, edit, base)) for base in sorted(bases, key=rev)]


def _of_base(seen: Opened, edit: Edit, base: str | None) -> Edit:
    """The part of an edit whose fields build on the version ``base``."""

    def of(fields: Mapping[str, V] | None) -> dict[str, V]:
        return {name: held for name, held in (fields or {}).items() if seen.of(name) == base}

    part: Edit = {
        "set": of(edit.get("set")),
        "add": of(edit.get("add")),
        "remove": of(edit.get("remove")),
        "resolves": of(edit.get("resolves")),
    }
    if (period := edit.get("period")) and seen.of("period") == base:
        part["period"] = period
    return _without_empty(part)


def _without_empty(edit: Edit) -> Edit:
    for part in EDITS:
        if not edit.get(part):
            edit.pop(part, None)
    return edit


def fold(held: WireMutation, edit: WireMutation) -> WireMutation | None:
    """``held`` with ``edit`` folded into it, as one put; None where that would do something else than the two.

    A put sets, then adds, then removes: an edit that needs another order is not folded. Nor is one that follows a
    submit without submitting itself, or that names another form, base, unit or record.
    """
    same = held["do"] == edit["do"] == "put" and held["unit"] == edit["unit"] and held.get("base") == edit.get("base")
    same = same and held.get("record", held["id"]) == edit.get("record")
    if not same or edit.get("form", held.get("form")) != held.get("form"):
        return None
    if "then" in held and "then" not in edit or _out_of_order(held, edit):
        return None
    both: WireMutation = {**held, "at": edit["at"], "set": {**held.get("set", {}), **edit.get("set", {})}}
    if "then" in edit:
        both["then"] = edit["then"]
    if "period" in edit:
        both["period"] = edit["period"]
    both["add"] = _joined(held.get("add", {}), edit.get("add", {}))
    both["remove"] = _joined(held.get("remove", {}), edit.get("remove", {}))
    both["resolves"] = _joined(held.get("resolves", {}), edit.get("resolves", {}))
    for part in EDITS:
        if not both[part]:
            del both[part]
    return both


def _out_of_order(held: WireMutation, edit: WireMutation) -> bool:
    after_set = {*held.get("add", ()), *held.get("remove", ())}
    return bool(after_set & set(edit.get("set", ())) or set(held.get("remove", ())) & set(edit.get("add", ())))


def _joined(held: Mapping[str, list[V]], more: Mapping[str, list[V]]) -> dict[str, list[V]]:
    joined = {name: list(values) for name, values in held.items()}
    for name, values in more.items():
        joined[name] = joined.get(name, []) + [value for value in values if value not in joined.get(name, [])]
    return joined


def enqueue(state: State, mutation: WireMutation, folding: bool = True) -> tuple[State, str]:
    """``state`` with ``mutation`` last in its outbox, and the id under which it is there.

    It is folded into the mutation made just before, if that is of the same record and was never sent; the id is then
    that one's. ``folding``: False for verbs.
    """
    record = mutation.get("record")
    last = state.outbox[-1] if state.outbox else None
    if folding and last and not last.sent and (both := fold(last.mutation, mutation)):
        return replace(state, outbox=(*state.outbox[:-1], replace(last, mutation=both))), last.id
    before = state.latest(record) if record else None
    if before:
        mutation = {**mutation, "after": before.id}
    item = Item(own(mutation), state.made + 1)
    return replace(state, outbox=(*state.outbox, item), made=item.n), item.id


def own(value: Any) -> Any:
    """A deep copy of ``value``, with every text in Unicode's NFC form."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {name: own(held) for name, held in value.items()}
    return [own(held) for held in value] if isinstance(value, list | tuple) else value
