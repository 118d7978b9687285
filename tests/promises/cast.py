"""One phone of the play: its person, its clock, its forms, and what its owner has seen and written on it."""

import copy
import itertools
import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sync.phone import Opened, Phone
from sync.protocol.canonical import Json

from .connection import Connection, Killed

START = datetime(2026, 11, 23, 1, tzinfo=UTC)

Off = timedelta | str
"""How far a phone's clock is off, or the text that it says in place of any time."""


class Stamps:
    """Ids that no two runs share, each known by its place in the run; times that go on when the run says so."""

    def __init__(self) -> None:
        self.salt = uuid.uuid4().int & (1 << 40) - 1
        self.count = itertools.count(1)
        self.place: dict[str, int] = {}
        self.time = START

    def tick(self) -> None:
        self.time += timedelta(seconds=7)

    def make(self, off: Off) -> str:
        """A UUIDv7 whose time is that of a phone which is ``off``."""
        place = next(self.count)
        milliseconds = int((self.time + (timedelta(0) if isinstance(off, str) else off)).timestamp() * 1000)
        number = milliseconds << 80 | 7 << 76 | 2 << 62 | self.salt << 20 | place
        made = str(uuid.UUID(int=number))
        self.place[made] = place
        return made


@dataclass
class Form:
    """A form somebody has open: what it was opened with, and the content that it showed."""

    record: str
    opened: Opened
    displayed: Json


@dataclass
class Context:
    """What the author of a mutation had before them: contents shown, values written, mutations made on this phone."""

    part: str
    player: int
    record: str
    displayed: list[Json]
    wrote: dict[str, list[Any]]
    own: frozenset[str]


@dataclass
class Death:
    """A phone killed while it applied an answer: what it then held, and what it held before or would have after."""

    found: Json
    before: Json
    after: Json


@dataclass
class Player:
    number: int
    part: str
    phone: Phone
    connection: Connection
    off: Off
    own: set[str] = field(default_factory=set)
    wrote: dict[tuple[str, str], list[Any]] = field(default_factory=dict)
    forms: list[Form] = field(default_factory=list)
    past: list[tuple[Json, set[str], dict[tuple[str, str], list[Any]]]] = field(default_factory=list)

    def remember(self) -> None:
        """A state that this phone may be rewound to."""
        self.past.append((self.phone.dump(), set(self.own), copy.deepcopy(self.wrote)))


def phone_of(connection: Connection, stamps: Stamps, off: Off, state: Json | None = None, **limits: int) -> Phone:
    """A phone on ``connection`` whose clock is ``off``: new, or as ``state`` says."""

    def now() -> str:
        return off if isinstance(off, str) else (stamps.time + off).isoformat()

    settings: dict[str, Any] = {"now": now, "make_id": lambda: stamps.make(off), "chance": lambda: 0.5}
    if state is None:
        return Phone(connection.account, connection, **settings, **limits)
    return Phone.load(state, connection, **settings)


def killed(player: Player, lines: int, reload: Callable[[Json, Any], Phone]) -> Death | None:
    """One exchange, and the phone killed ``lines`` lines into applying the answer; None if it was done sooner."""
    arrived: list[tuple[Json, bytes]] = []
    player.connection.kill_after = lines
    player.connection.arriving = lambda raw: arrived.append((player.phone.dump(), raw))
    try:
        player.phone.exchange()
        return None
    except Killed:
        found = player.phone.dump()
    finally:
        player.connection.kill_after = None
    before, raw = arrived[0]
    twin = reload(before, lambda body: (200, {}, json.dumps({**json.loads(raw), "nonce": body["nonce"]}).encode()))
    twin.exchange()
    player.phone = reload(found, player.connection)
    return Death(found, before, twin.dump())
