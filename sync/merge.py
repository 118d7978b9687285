"""The one merge: what a put does to a record's content. Pure; protocol.md, "Applying a put"."""

from dataclasses import dataclass, field
from typing import Any

PERIOD = "period"  # of registers whose puts carry it: kept among the fields' writers, so that it merges like one


@dataclass(frozen=True, slots=True)
class Seen:
    """What a mutation's author had before them: the log up to ``rev``, and their own ``chain`` of mutations."""

    rev: int
    chain: frozenset[str]

    def covers(self, writer: list[Any]) -> bool:
        """``writer`` is ``[rev, mutation id]``."""
        return writer[0] <= self.rev or writer[1] in self.chain


@dataclass(slots=True)
class Content:
    """A record's fields, the writes that each value came from, and the alternatives kept beside it."""

    data: dict[str, Any] = field(default_factory=dict)
    writers: dict[str, list[list[Any]]] = field(default_factory=dict)
    conflicts: dict[str, dict[str, Any]] = field(default_factory=dict)

    def copy(self) -> "Content":
        return Content(
            dict(self.data),
            dict(self.writers),
            {name: dict(alternatives) for name, alternatives in self.conflicts.items()},
        )


@dataclass(frozen=True, slots=True)
class Put:
    """A put's words, checked and normalised, and who said them; ``rev`` is the one it is about to get."""

    mutation: str
    rev: int
    by: str
    at: str
    set: dict[str, Any] = field(default_factory=dict)
    add: dict[str, list[Any]] = field(default_factory=dict)
    remove: dict[str, list[Any]] = field(default_factory=dict)
    resolves: dict[str, list[str]] = field(default_factory=dict)


@dataclass(slots=True)
class Effect:
    """``conflicts``: fields whose value the put did not replace; ``ended``: it cleared an alternative."""

    conflicts: list[str] = field(default_factory=list)
    ended: bool = False


def put(before: Content, seen: Seen, change: Put) -> tuple[Content, Effect]:
    """The content after ``change``, and what the author must be told. ``before`` is left as it is."""
    content, effect = before.copy(), Effect()
    for name, ids in change.resolves.items():
        _clear(content, effect, name, set(ids))
    for name, value in change.set.items():
        _set(content, effect, seen, change, name, value)
    for name, values in change.add.items():
        _replace(content, change, name, _with(content.data.get(name) or [], values))
    for name, values in change.remove.items():
        _replace(content, change, name, [kept for kept in content.data.get(name) or [] if kept not in values])
    return content, effect


def lay(data: dict[str, Any], mutation: dict[str, Any]) -> dict[str, Any]:
    """Fields with a put laid over them, as a phone shows them: no merge, the put's own words win."""
    shown = dict(data)
    for name, value in (mutation.get("set") or {}).items():
        if value is None:
            shown.pop(name, None)
        else:
            shown[name] = value
    for name, values in (mutation.get("add") or {}).items():
        if values and (added := _with(shown.get(name) or [], values)) != shown.get(name):
            shown[name] = added
    for name, values in (mutation.get("remove") or {}).items():
        if any(value in shown.get(name, []) for value in values):
            shown[name] = [kept for kept in shown[name] if kept not in values]
    return shown


def _set(content: Content, effect: Effect, seen: Seen, change: Put, name: str, value: Any) -> None:
    _clear(content, effect, name, seen.chain)
    if content.data.get(name) == value:
        return
    if all(seen.covers(writer) for writer in content.writers.get(name, [])):
        content.writers[name] = [[change.rev, change.mutation]]
        if value is None:
            del content.data[name]
        else:
            content.data[name] = value
        return
    alternatives = content.conflicts.setdefault(name, {})
    alternatives[change.mutation] = {"value": value, "by": change.by, "at": change.at}
    effect.conflicts.append(name)


def _replace(content: Content, change: Put, name: str, values: list[Any]) -> None:
    """A list after add or remove; every hand that shaped it stays among its writers, for later sets."""
    if values == (content.data.get(name) or []):
        return
    content.data[name] = values
    content.writers[name] = [*content.writers.get(name, []), [change.rev, change.mutation]]


def _with(values: list[Any], more: list[Any]) -> list[Any]:
    out = list(values)
    for value in more:
        if value not in out:
            out.append(value)
    return out


def _clear(content: Content, effect: Effect, name: str, ids: frozenset[str] | set[str]) -> None:
    alternatives = content.conflicts.get(name)
    if not alternatives:
        return
    kept = {id_: value for id_, value in alternatives.items() if id_ not in ids}
    effect.ended = effect.ended or len(kept) < len(alternatives)
    if kept:
        content.conflicts[name] = kept
    else:
        content.conflicts.pop(name)
