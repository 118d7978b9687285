"""One exchange between a phone and the server: the request, the answer, and reading the request."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NotRequired, Required, TypedDict, cast

from sync.protocol.canonical import SAFE, encodable, sound, sound_text
from sync.protocol.change import Change
from sync.protocol.ids import Version, read_version
from sync.protocol.moment import moment
from sync.protocol.mutation import RawMutation, WireMutation, lists_of_ids
from sync.protocol.outcome import Outcome
from sync.protocol.problems import Problem

PROTOCOL = 1
COMPRESSED_LIMIT = 1 << 20  # bytes of a compressed request
BODY_LIMIT = 8 << 20  # bytes of a request, uncompressed
VALUES_LIMIT = 400_000  # values in it: 8 MiB of `{},` would take 270 MB of memory
MUTATIONS_LIMIT = 500
CONFIRM_LIMIT = 500
QUEUE_LIMIT = 10**9


class Queue(TypedDict, total=False):
    """What a phone will still hold once a request has arrived.

    ``mutations`` and ``photos`` are counts, ``oldest`` is the time of the oldest mutation, ``free_mb`` the free storage
    in megabytes.
    """

    mutations: float
    photos: float
    free_mb: float
    oldest: str


class ExchangeRequest(TypedDict, total=False):
    """The body of ``POST /api/sync`` as a phone writes it; empty members are left out.

    ``nonce``: any text, which the answer repeats. ``confirm``: scope → ids of mutations that were applied but whose
    effect is not in the phone's copy yet. ``applied``: mutation of this request → the version as which it was applied
    before a restore. ``now``: the time by the phone's clock; ``app``: its version.
    """

    protocol: Required[int]
    nonce: Required[str]
    app: str
    now: str
    cursor: str
    confirm: dict[str, list[str]]
    applied: dict[str, str]
    mutations: list[WireMutation]
    queue: Queue


class ReminderEntry(TypedDict):
    """A reminder that ``unit`` (an id) has not reported a register in a period (keys).

    ``reminded``: on which day, as an ISO date; ``reminded_by``: the name of who gave it; ``text``: in
    which words, absent if they wrote none.
    """

    register: str
    period: str
    unit: str
    reminded: str
    reminded_by: str
    text: NotRequired[str]


class ExchangeAnswer(TypedDict):
    """The answer to an exchange; empty members are left out.

    ``outcomes``: mutation id → outcome. ``gone``: ids of records that this account no longer sees. ``reminders``: new
    ones; one takes the place of an earlier one of the same unit, register and period. ``reset``: scopes whose copies
    the phone must drop and read anew → why, ``history`` or ``view``. ``want``: hashes of photos to send. ``more``:
    another exchange is due at once. ``safe``: scope → the rev up to which a backup holds its log, when that is another.
    ``drafts``: a file has brought drafts that another phone of the account had.
    ``catalog``: the hash of the account's latest catalog. A session that a one-time code opened gets outcomes and the
    cursor as sent until a password is chosen.
    """

    nonce: str
    now: str
    outcomes: NotRequired[dict[str, Outcome]]
    changes: NotRequired[list[Change]]
    gone: NotRequired[list[str]]
    reminders: NotRequired[list[ReminderEntry]]
    reset: NotRequired[dict[str, str]]
    want: NotRequired[list[str]]
    cursor: NotRequired[str]
    more: NotRequired[bool]
    safe: NotRequired[dict[str, int]]
    drafts: NotRequired[bool]
    catalog: NotRequired[str]


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request whose envelope is valid.

    ``applied``: mutation id → the version as which it was applied before a restore took it back. ``mutations`` are not
    checked yet, but each has an id that is a text, and no id occurs twice.
    """

    nonce: str
    app: str | None = None
    now: datetime | None = None
    cursor: str | None = None
    confirm: dict[str, list[str]] = field(default_factory=dict)
    applied: dict[str, Version] = field(default_factory=dict)
    mutations: list[RawMutation] = field(default_factory=list)
    queue: Queue | None = None


def parse_exchange(body: object) -> Exchange:
    """Read the envelope of a request.

    Raises Problem ``malformed`` (with the member at fault), ``too_large`` for over 500 mutations, ``upgrade`` for
    another version of the protocol.
    """
    if not isinstance(body, dict):
        raise Problem("malformed")
    protocol = body.get("protocol")
    if isinstance(protocol, bool) or not isinstance(protocol, int):
        raise _malformed("protocol")
    if protocol != PROTOCOL:
        raise Problem("upgrade")
    nonce = _text(body, "nonce", 200)
    if nonce is None:
        raise Problem("malformed", {"nonce": {"rule": "required"}})
    return Exchange(
        nonce=nonce,
        app=_text(body, "app", 200),
        now=moment(body.get("now")),
        cursor=_cursor(body.get("cursor")),
        confirm=_confirm(body.get("confirm")),
        applied=_applied(body.get("applied")),
        mutations=_mutations(body.get("mutations")),
        queue=_queue(body.get("queue")),
    )


def _malformed(member: str) -> Problem:
    return Problem("malformed", {member: {"rule": "type"}})


def _text(body: dict[str, object], name: str, longest: int) -> str | None:
    value = body.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str) or len(value) > longest or not sound_text(value):
        raise _malformed(name)
    return value


def _cursor(value: object) -> str | None:
    """Any text is accepted here: for a cursor that cannot be read, the scopes are sent anew."""
    if value is not None and not isinstance(value, str):
        raise _malformed("cursor")
    return value or None


def _confirm(value: object) -> dict[str, list[str]]:
    if value is None:
        return {}
    if not lists_of_ids(value) or sum(map(len, value.values())) > CONFIRM_LIMIT or not sound(value):
        raise _malformed("confirm")
    return value


def _applied(value: object) -> dict[str, Version]:
    """The versions that can be read; any other value tells nothing, as if it were left out."""
    named = value.items() if isinstance(value, dict) else ()
    found = {id_: read_version(text) for id_, text in named if isinstance(text, str)}
    return {id_: version for id_, version in found.items() if version}


def _mutations(value: object) -> list[RawMutation]:
    """The mutations whose id is a text; of those with the same id only the first."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise _malformed("mutations")
    if len(value) > MUTATIONS_LIMIT:
        raise Problem("too_large")
    distinct: dict[str, RawMutation] = {}
    for raw in value:
        if isinstance(raw, dict) and isinstance(raw.get("id"), str) and encodable(raw["id"]):
            distinct.setdefault(raw["id"], cast(RawMutation, raw))
    return list(distinct.values())


def _queue(value: object) -> Queue | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        raise _malformed("queue")
    queue: Queue = {}
    if (mutations := _count(value.get("mutations"))) is not None:
        queue["mutations"] = mutations
    if (photos := _count(value.get("photos"))) is not None:
        queue["photos"] = photos
    if (free := _count(value.get("free_mb"))) is not None:
        queue["free_mb"] = free
    if isinstance(oldest := value.get("oldest"), str) and moment(oldest):
        queue["oldest"] = oldest  # a phone's clock that says anything else is no reason to refuse what it sends
    return queue


def _count(value: object) -> float | None:
    """A number of 0 or more, None if it is missing; it need not be whole."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= min(QUEUE_LIMIT, SAFE):
        raise _malformed("queue")
    return value
