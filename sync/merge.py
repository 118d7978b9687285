"""The one merge: what a put does to a record's answers. No database and no clock; sync/README.md explains it.

The server merges (``put``); a phone never does, it only applies its own puts to its copy (``lay``).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from sync.protocol.answers import Answers, Lists
from sync.protocol.change import Conflicts

PERIOD = "period"  # merges like a field of that name, in registers whose puts carry the period

Writer = list[Any]
"""``[rev, mutation id]`` of a write that the present value of a field comes from."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a mutation's author had seen when making it.

    That is the scope's log up to ``rev``, and their own mutations of the record, whose ids are in ``chain``.
    """

    rev: int
    chain: frozenset[str]

    def covers(self, writer: Writer) -> bool:
        """Whether the author had seen that write."""
        return writer[0] <= self.rev or writer[1] in self.chain


@dataclass(slots=True)
class Content:
    """What a merge reads and makes: the answers (``data``), who wrote each, and the alternatives in ``conflicts``.

    ``writers``: field → the write that set its value, and for a list also every later write that added or removed
    entries; a cleared field keeps its writers.
    """

    data: Answers = field(default_factory=dict)
    writers: dict[str, list[Writer]] = field(default_factory=dict)
    conflicts: Conflicts = field(default_factory=dict)

    def copy(self) -> "Content":
        """A copy of the content, which can be changed without changing this one."""
        return Content(
            dict(self.data),
            dict(self.writers),
            {name: dict(alternatives) for name, alternatives in self.conflicts.items()},
        )


@dataclass(frozen=True, slots=True)
class Put:
    """A put that has been checked and is about to be merged.

    ``rev``: the one that it is about to get; ``by``: its author's account; ``at``: its time by the phone's clock.
    ``resolves``: field → ids of the mutations whose alternatives there are dismissed.
    """

    mutation: str
    rev: int
    by: str
    at: str
    set: Answers = field(default_factory=dict)
    add: Lists = field(default_factory=dict)
    remove: Lists = field(default_factory=dict)
    resolves: dict[str, list[str]] = field(default_factory=dict)


@dataclass(slots=True)
class Effect:
    """What a put did beside writing values.

    ``conflicts``: fields whose value it did not replace, so that its own became an alternative; ``ended``: at least one
    alternative was removed.
    """

    conflicts: list[str] = field(default_factory=list)
    ended: bool = False


def put(before: Content, seen: Seen, change: Put) -> tuple[Content, Effect]:
    """Merge ``change`` into ``before``; returns the new content and the effect. ``before`` is left as it is.

    A value replaces one whose writes its author had ``seen``; else it is kept beside it, as an alternative.
    """
    content, effect = before.copy(), Effect()
    for name, ids in change.resolves.items():
        _clear(content, effect, name, ids)
    for name, value in change.set.items():
        _set(content, effect, seen, change, name, value)
    for name, values in change.add.items():
        _replace(content, change, name, _with(content.data.get(name) or [], values))
    for name, values in change.remove.items():
        _replace(content, change, name, _without(content.data.get(name) or [], values))
    return content, effect


def lay(answers: Answers, values: Answers, add: Lists, remove: Lists) -> Answers:
    """A copy of ``answers`` with a put written over them: its ``set`` (here ``values``), then ``add``, then ``remove``.

    A phone shows its own puts so: nothing is merged, the put's values replace all others.
    """
    laid = dict(answers)
    for name, value in values.items():
        if value is None:
            laid.pop(name, None)
        else:
            laid[name] = value
    for name, more in add.items():
        if more:
            laid[name] = _with(laid.get(name) or [], more)
    for name, gone in remove.items():
        if name in laid:
            laid[name] = _without(laid[name], gone)
    return laid


def _set(content: Content, effect: Effect, seen: Seen, change: Put, name: str, value: Any) -> None:
    """Write a value if the author had seen the one before it.

    Else keep it as an alternative in ``content.conflicts``.
    """
    if name in content.conflicts:
        _clear(content, effect, name, seen.chain)
    if content.data.get(name) == value:
        return
    writers = content.writers.get(name)
    if writers is None or all(map(seen.covers, writers)):
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
    """Write a list after an add or remove.

    All earlier writers stay among its writers, so that a later set is checked against each of them.
    """
    if values == (content.data.get(name) or []):
        return
    content.data[name] = values
    content.writers[name] = [*content.writers.get(name, []), [change.rev, change.mutation]]


def _clear(content: Content, effect: Effect, name: str, ids: Collection[str]) -> None:
    """Remove the alternatives of a field that the mutations ``ids`` brought."""
    alternatives = content.conflicts.get(name)
    if not alternatives:
        return
    left = {id_: alternative for id_, alternative in alternatives.items() if id_ not in ids}
    effect.ended = effect.ended or len(left) < len(alternatives)
    if left:
        content.conflicts[name] = left
    else:
        content.conflicts.pop(name)


def _with(values: Iterable[Any], more: Iterable[Any]) -> list[Any]:
    """A list with the values of ``more`` added at its end, except those that it has already."""
    out = list(values)
    for value in more:
        if _identity(value) not in map(_identity, out):
            out.append(value)
    return out


def _without(values: Iterable[Any], gone: Iterable[Any]) -> list[Any]:
    away = [_identity(value) for value in gone]
    return [value for value in values if _identity(value) not in away]


def _identity(value: Any) -> Any:
    """The value by which two entries of a list are compared: a photo's hash, else the entry itself."""
    return value["sha256"] if isinstance(value, dict) and "sha256" in value else value
