"""A mutation: one thing that a person did to one record, as a phone sends it and as the server reads it."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, Required, TypedDict, TypeGuard

from sync.protocol.answers import Answers, Lists
from sync.protocol.canonical import MUTATION_DEPTH, depth, sound
from sync.protocol.ids import Version, is_sha256, is_uuid, read_version
from sync.protocol.moment import moment
from sync.protocol.problems import Problem
from sync.protocol.transitions import TEXT_NEEDED, VERBS

TEXT_LIMIT = 2_000  # characters of a comment or a reason


class WireMutation(TypedDict, total=False):
    """A well-formed mutation as a phone makes and sends it.

    ``do`` is ``put`` or another verb of ``transitions.VERBS``; ``at`` the time by the phone's clock; ``base`` the
    version of the record that its author saw; ``after`` the id of the author's previous mutation of that record. Only a
    put has ``set``, ``add``, ``remove``, ``resolves`` (field → ids of mutations whose alternatives are dismissed),
    ``then`` (``submit``), ``form`` and ``period``. Only a comment has ``asks``: ``reopen`` asks an officer to open the
    record, or its period, again, and ``nothing`` answers that. Only a consent has ``photo``, the SHA-256 of one of the
    record's photos, and ``given``: whether those in it agree that it is published, or that is withdrawn.
    """

    id: Required[str]
    at: Required[str]
    do: Required[str]
    unit: Required[str]
    record: str
    form: str
    base: str
    after: str
    set: Answers
    add: Lists
    remove: Lists
    resolves: dict[str, list[str]]
    then: str
    period: str
    text: str
    field: str
    asks: str
    photo: str
    given: bool


class RawMutation(TypedDict, total=False):
    """A mutation as it came, of which only is known that its id is a text.

    It may lack members and have others; ``parse_mutation`` checks it.
    """

    id: Required[str]
    at: object
    do: object
    unit: object
    record: object
    form: object
    base: object
    after: object
    set: object
    add: object
    remove: object
    resolves: object
    then: object
    period: object
    text: object
    field: object
    asks: object
    photo: object
    given: object


class Mutation(NamedTuple):
    """A mutation that is well-formed; whether it may be applied depends on the record and the register.

    ``record`` is the id of the record; for a put that creates one and names none, the mutation's own id. ``submits``:
    it is a put that also submits the record. ``dated``: its ``at`` is the phone's own, not the time of its arrival.
    """

    id: str
    do: str
    unit: str
    record: str
    at: str
    dated: bool
    form: str | None
    base: Version | None
    after: str | None
    set: Answers
    add: Lists
    remove: Lists
    resolves: dict[str, list[str]]
    submits: bool
    period: str | None
    text: str | None
    field: str | None
    asks: str | None
    photo: str | None = None
    given: bool = False


def parse_mutation(raw: Mapping[str, object], arrival: str) -> Mutation:
    """Read one mutation as it came. Raises Problem ``invalid`` with a fault for each member that is malformed.

    ``arrival``: when it came, as text; it stands in for an ``at`` that is missing or no possible time.
    """
    if depth(raw) > MUTATION_DEPTH or not sound(raw):
        raise Problem("invalid")
    members: dict[str, Any] = {name: value for name, value in raw.items() if value is not None}
    if faults := _misshapen(members) or _misplaced(members):
        raise Problem("invalid", faults)
    return read_mutation(members, arrival)


def read_mutation(members: Mapping[str, Any], arrival: str) -> Mutation:
    """Read a mutation that was found well-formed before, by ``parse_mutation``; parameters as there, without members
    that are null."""
    dated = moment(members.get("at")) is not None
    return Mutation(
        id=members["id"],
        do=members["do"],
        unit=members["unit"],
        record=members.get("record") or members["id"],
        at=members["at"] if dated else arrival,
        dated=dated,
        form=members.get("form"),
        base=read_version(members["base"]) if "base" in members else None,
        after=members.get("after"),
        set=members.get("set", {}),
        add=members.get("add", {}),
        remove=members.get("remove", {}),
        resolves=members.get("resolves", {}),
        submits="then" in members,
        period=members.get("period"),
        text=members.get("text") or None,
        field=members.get("field"),
        asks=members.get("asks"),
        photo=members.get("photo"),
        given=members.get("given", False),
    )


def _misshapen(members: Mapping[str, object]) -> dict[str, object]:
    """Member → fault, for members that are unknown, of the wrong type, or missing though every mutation needs them."""
    faults: dict[str, object] = {name: {"rule": "unknown"} for name in members.keys() - _SHAPES.keys()}
    for name, shape in _SHAPES.items():
        if name in members and not shape(members[name]):
            faults[name] = {"rule": "type"}
        elif name in _REQUIRED and name not in members:
            faults[name] = {"rule": "required"}
    return faults


def _misplaced(members: Mapping[str, Any]) -> dict[str, object]:
    """Member → fault, for members that this verb may not have, and those that it needs but lacks."""
    verb = members["do"]
    faults: dict[str, object] = {name: {"rule": "unknown"} for name in members.keys() & _PUT_ONLY if verb != "put"}
    if verb != "put" and "record" not in members:
        faults["record"] = {"rule": "required"}
    if verb != "comment" and "asks" in members:
        faults["asks"] = {"rule": "unknown"}
    if verb == "consent":
        faults |= {name: {"rule": "required"} for name in _CONSENT_ONLY - members.keys()}
        faults |= {name: {"rule": "unknown"} for name in ("text", "field") if name in members}
    else:
        faults |= {name: {"rule": "unknown"} for name in _CONSENT_ONLY & members.keys()}
    if verb in TEXT_NEEDED and not members.get("text", "").strip():
        faults["text"] = {"rule": "required"}
    return faults


def lists_of_ids(value: object) -> TypeGuard[dict[str, list[str]]]:
    """Whether ``value`` is an object whose members are all arrays of texts."""
    return _lists(value) and all(isinstance(id_, str) for ids in value.values() for id_ in ids)


def _lists(value: object) -> TypeGuard[dict[str, list[object]]]:
    return isinstance(value, dict) and all(isinstance(item, list) for item in value.values())


def _short(value: object) -> bool:
    return isinstance(value, str) and len(value) <= 200


_SHAPES: dict[str, Callable[[object], bool]] = {
    "id": lambda value: is_uuid(value, 7),
    "do": lambda value: isinstance(value, str) and value in VERBS,
    "at": lambda value: True,  # no clock is believed, so none is at fault
    "unit": _short,
    "record": is_uuid,
    "form": _short,
    "base": lambda value: isinstance(value, str) and read_version(value) is not None,
    "after": is_uuid,
    "set": lambda value: isinstance(value, dict),
    "add": _lists,
    "remove": _lists,
    "resolves": lists_of_ids,
    "then": lambda value: value == "submit",
    "period": _short,
    "text": lambda value: isinstance(value, str) and len(value) <= TEXT_LIMIT,
    "field": _short,
    "asks": lambda value: value in ("reopen", "nothing"),
    "photo": is_sha256,
    "given": lambda value: isinstance(value, bool),
}
_REQUIRED = ("id", "do", "unit")
_PUT_ONLY = {"form", "set", "add", "remove", "resolves", "then", "period"}
_CONSENT_ONLY = {"photo", "given"}
