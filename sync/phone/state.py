"""All that a phone holds, as one value that is only ever replaced as a whole."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, NotRequired, TypedDict

from sync.protocol.answers import Answers
from sync.protocol.change import Conflicts, Consent, ThreadEntry, Written
from sync.protocol.exchange import Queue
from sync.protocol.mutation import WireMutation
from sync.protocol.outcome import Outcome

EDITS: tuple[Literal["set", "add", "remove", "resolves"], ...] = ("set", "add", "remove", "resolves")
"""The members of a put whose values are objects by field name."""


class Copy(TypedDict):
    """A record on the phone: the server's version of it, or that version with own mutations applied to it.

    Its members are those of ``Change``. ``version`` is None for a record that no answer has brought yet; ``form`` and
    ``author`` are None if the phone does not hold the mutation that created it either.
    """

    id: str
    unit: str
    form: str | None
    author: str | None
    submitted_by: NotRequired[str | None]
    period: NotRequired[str | None]
    version: str | None
    status: str
    data: Answers
    conflicts: NotRequired[Conflicts]
    wrote: NotRequired[dict[str, Written]]
    thread: NotRequired[list[ThreadEntry]]
    flags: NotRequired[list[str]]
    consents: NotRequired[dict[str, Consent]]


def rev(version: str | None) -> int:
    """The integer before the dot of a version; 0 for None. Clients read nothing else of a version."""
    return int(version.split(".", 1)[0]) if version else 0


@dataclass(frozen=True)
class Item:
    """One mutation on the phone, from the moment it was saved.

    ``outcome``: the server's latest, None before an answer. ``settled``: when it was refused, or when its effect was in
    the phone's copy, by the phone's clock. ``before``: the version as which it was applied before a restore, if it was.
    """

    mutation: WireMutation
    n: int  # its number in the order in which this phone made mutations; clocks and ids do not show it
    sent: bool = False  # it may have reached the server, so it must not change
    outcome: Outcome | None = None  # the server's latest, without its status and period
    settled: str | None = None  # when it was refused or came into the copy, by this phone's clock
    alone: bool = False  # too large to be sent with others
    before: str | None = None

    @property
    def id(self) -> str:
        return self.mutation["id"]

    @property
    def record(self) -> str:
        """The id of the record that the mutation is on; a new record has the id of the mutation that creates it."""
        return self.mutation.get("record") or self.mutation["id"]

    @property
    def unit(self) -> str:
        """The id of the unit whose log the mutation is for."""
        return self.mutation["unit"]

    @property
    def version(self) -> str | None:
        """The version that the record got by this mutation; None until the server has answered that it was applied."""
        return (self.outcome or {}).get("version")

    @property
    def waits(self) -> bool:
        """Whether the server answered that the mutation comes too early and is to be sent again."""
        return bool((self.outcome or {}).get("wait"))

    @property
    def fields(self) -> set[str]:
        """The fields that the mutation writes or resolves a conflict of, and ``period`` if it sets the period."""
        named = {name for part in EDITS for name in self.mutation.get(part) or ()}
        return named | {"period"} if "period" in self.mutation else named


@dataclass(frozen=True)
class State:
    """Everything that survives when the app is killed.

    ``outbox``: mutations not applied yet, or not in the phone's copy yet; ``journal``: those that are in it. ``safe``:
    scope → the rev up to which a backup holds its log. ``want``: hashes of photos that the server wants. ``catalog``:
    the hash of the latest catalog. ``made``: how many mutations this phone has made. ``failures``: exchanges failed in
    a row.
    """

    account: str
    scopes: tuple[str, ...] = ()
    cursor: str | None = None
    copies: dict[str, Copy] = field(default_factory=dict)
    outbox: tuple[Item, ...] = ()
    journal: tuple[Item, ...] = ()
    refused: tuple[Item, ...] = ()
    safe: dict[str, int] = field(default_factory=dict)
    want: tuple[str, ...] = ()
    catalog: str | None = None
    queue: Queue | None = None  # as it was last sent to the server
    made: int = 0
    batch_bytes: int = 64 * 1024
    batch_count: int = 200
    failures: int = 0

    def latest(self, record: str) -> Item | None:
        """This phone's last mutation of ``record`` in outbox or journal; None if there is none."""
        return max(self._of(record), key=lambda item: item.n, default=None)

    def unsettled(self, record: str) -> list[Item]:
        """The mutations of ``record`` in the outbox, in the order they were made."""
        return sorted((item for item in self.outbox if item.record == record), key=lambda item: item.n)

    def _of(self, record: str) -> Iterator[Item]:
        return (item for held in (self.outbox, self.journal) for item in held if item.record == record)


def dump(state: State) -> dict[str, Any]:
    """``state`` as a dict that can be written as JSON; ``load`` reads it."""
    return asdict(state)


def load(plain: dict[str, Any]) -> State:
    """The state that ``dump`` made into a dict."""
    items = {name: tuple(Item(**item) for item in plain.get(name, ())) for name in ("outbox", "journal", "refused")}
    tuples = {name: tuple(plain.get(name, ())) for name in ("scopes", "want")}
    made = max([plain.get("made", 0), *(item.n for held in items.values() for item in held)])
    return State(**{**plain, **items, **tuples, "made": made})
