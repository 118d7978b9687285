"""What travels: the envelope of an exchange and the mutations in it, parsed and bounded."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sync.protocol.canonical import MUTATION_DEPTH, SAFE, Json, depth, encodable, sound, sound_text
from sync.protocol.ids import Version, is_uuid, read_version
from sync.protocol.problems import Problem
from sync.protocol.transitions import TEXT_NEEDED, VERBS

PROTOCOL = 1
COMPRESSED_LIMIT = 1 << 20  # bytes of a request as it travels, if compressed
BODY_LIMIT = 8 << 20  # bytes of a request, inflated
MUTATIONS_LIMIT = 500
CONFIRM_LIMIT = 500
TEXT_LIMIT = 2_000  # characters of a comment or a reason
QUEUE_LIMIT = 10**9


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request; ``mutations`` are still as they came, each an object with a text id, ids distinct."""

    nonce: str
    app: str | None = None
    now: datetime | None = None
    cursor: str | None = None
    confirm: dict[str, list[str]] = field(default_factory=dict)
    mutations: list[Json] = field(default_factory=list)
    queue: Json | None = None


@dataclass(frozen=True, slots=True)
class Mutation:
    """One thing a person did to one record. ``record`` is the record meant: of a creation without one, the id."""

    id: str
    do: str
    unit: str
    record: str
    at: str
    form: str | None
    base: Version | None
    after: str | None
    set: Json
    add: dict[str, list[Any]]
    remove: dict[str, list[Any]]
    resolves: dict[str, list[str]]
    submits: bool
    period: str | None
    text: str | None
    field: str | None


def parse_exchange(body: Any) -> Exchange:
    """The envelope. Problem ``malformed``, ``too_large`` or ``upgrade`` if it cannot be one."""
    members = _object(body)
    protocol = members.get("protocol")
    if isinstance(protocol, bool) or not isinstance(protocol, int):
        raise Problem("malformed", {"protocol": {"rule": "type"}})
    if protocol != PROTOCOL:
        raise Problem("upgrade")
    envelope = Exchange(
        nonce=_text(members, "nonce", 200) or _missing("nonce"),
        app=_text(members, "app", 200),
        now=_moment_or_none(_text(members, "now", 64)),
        cursor=_cursor(members.get("cursor")),
        confirm=_confirm(members.get("confirm")),
        mutations=_mutations(members.get("mutations")),
        queue=_queue(members.get("queue")),
    )
    return envelope


def parse_mutation(raw: Json) -> Mutation:
    """One mutation judged in itself. Problem ``invalid`` with the members that are wrong."""
    if depth(raw) > MUTATION_DEPTH or not sound(raw):
        raise Problem("invalid")
    members = {name: value for name, value in raw.items() if value is not None}
    faults = {name: {"rule": "unknown"} for name in members.keys() - _SHAPES.keys()}
    for name, shape in _SHAPES.items():
        if name in members and not shape(members[name]):
            faults[name] = {"rule": "type"}
        elif name in _REQUIRED and name not in members:
            faults[name] = {"rule": "required"}
    verb = members.get("do")
    if not faults:
        faults = {name: {"rule": "unknown"} for name in members.keys() & _PUT_ONLY if verb != "put"}
        if verb != "put" and "record" not in members:
            faults["record"] = {"rule": "required"}
        if verb in TEXT_NEEDED and not members.get("text", "").strip():
            faults["text"] = {"rule": "required"}
    if faults:
        raise Problem("invalid", faults)
    return _built(members)


def _built(members: Json) -> Mutation:
    return Mutation(
        id=members["id"],
        do=members["do"],
        unit=members["unit"],
        record=members.get("record") or members["id"],
        at=members["at"],
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
    )


def moment(text: Any) -> datetime | None:
    """A time with its offset, as phones write it; None if it is not one."""
    if not isinstance(text, str) or not 19 <= len(text) <= 40 or text[10] not in "Tt ":
        return None
    try:
        value = datetime.fromisoformat(text)
        value.timestamp()
        return value if value.utcoffset() is not None else None
    except (ValueError, OverflowError):
        return None


def _lists(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(item, list) for item in value.values())


def _ids(value: Any) -> bool:
    return _lists(value) and all(isinstance(id_, str) for ids in value.values() for id_ in ids)


def _short(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= 200


_SHAPES: dict[str, Callable[[Any], bool]] = {
    "id": lambda value: is_uuid(value, 7),
    "do": lambda value: isinstance(value, str) and value in VERBS,
    "at": lambda value: moment(value) is not None,
    "unit": _short,
    "record": is_uuid,
    "form": _short,
    "base": lambda value: isinstance(value, str) and read_version(value) is not None,
    "after": is_uuid,
    "set": lambda value: isinstance(value, dict),
    "add": _lists,
    "remove": _lists,
    "resolves": _ids,
    "then": lambda value: value == "submit",
    "period": _short,
    "text": lambda value: isinstance(value, str) and len(value) <= TEXT_LIMIT,
    "field": _short,
}
_REQUIRED = ("id", "do", "at", "unit")
_PUT_ONLY = {"form", "set", "add", "remove", "resolves", "then", "period"}


def _object(body: Any) -> Json:
    if not isinstance(body, dict):
        raise Problem("malformed")
    return body


def _missing(name: str) -> str:
    raise Problem("malformed", {name: {"rule": "required"}})


def _text(members: Json, name: str, longest: int) -> str | None:
    value = members.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str) or len(value) > longest or not sound_text(value):
        raise Problem("malformed", {name: {"rule": "type"}})
    return value


def _cursor(value: Any) -> str | None:
    """Any text: one that cannot be read starts anew."""
    if value is not None and not isinstance(value, str):
        raise Problem("malformed", {"cursor": {"rule": "type"}})
    return value or None


def _moment_or_none(text: str | None) -> datetime | None:
    if text is None:
        return None
    value = moment(text)
    if value is None:
        raise Problem("malformed", {"now": {"rule": "type"}})
    return value


def _confirm(value: Any) -> dict[str, list[str]]:
    if value is None:
        return {}
    if not _ids(value) or sum(map(len, value.values())) > CONFIRM_LIMIT:
        raise Problem("malformed", {"confirm": {"rule": "type"}})
    if not sound(value):
        raise Problem("malformed", {"confirm": {"rule": "type"}})
    return value


def _mutations(value: Any) -> list[Json]:
    """Those with a text id, the first of each id."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise Problem("malformed", {"mutations": {"rule": "type"}})
    if len(value) > MUTATIONS_LIMIT:
        raise Problem("too_large")
    distinct: dict[str, Json] = {}
    for raw in value:
        if isinstance(raw, dict) and isinstance(raw.get("id"), str) and encodable(raw["id"]):
            distinct.setdefault(raw["id"], raw)
    return list(distinct.values())


def _queue(value: Any) -> Json | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        raise Problem("malformed", {"queue": {"rule": "type"}})
    queue: Json = {}
    for name in ("mutations", "photos", "free_mb"):
        number = value.get(name)
        if number is None:
            continue
        if isinstance(number, bool) or not isinstance(number, int | float) or not 0 <= number <= min(QUEUE_LIMIT, SAFE):
            raise Problem("malformed", {"queue": {"rule": "type"}})
        queue[name] = number
    oldest = value.get("oldest")
    if oldest is not None:
        if moment(oldest) is None:
            raise Problem("malformed", {"queue": {"rule": "type"}})
        queue["oldest"] = oldest
    return queue
