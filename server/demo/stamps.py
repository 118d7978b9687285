"""Ids and times that are the same each time the demo is loaded."""

import hashlib
import uuid
from datetime import datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7))
_HOME = uuid.uuid5(uuid.NAMESPACE_URL, "https://lantoa.example/demo")


def unit_id(code: str) -> str:
    """The id that the demo gives to the unit with this code, always the same."""
    return str(uuid.uuid5(_HOME, f"unit {code}"))


def person_id(username: str) -> str:
    """The id that the demo gives to the account with this username, always the same."""
    return str(uuid.uuid5(_HOME, f"person {username}"))


def uuid7(moment: datetime, seed: str) -> str:
    """A UUIDv7 of a moment; the part that is otherwise random is a hash of ``seed``."""
    drawn = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:10])
    number = int(moment.timestamp() * 1000) << 80 | drawn
    return str(uuid.UUID(int=number & ~(0xF << 76 | 3 << 62) | 7 << 76 | 2 << 62))


class Clock:
    """The simulated clock of one phone in the demo: the demo's script sets ``moment``.

    It also makes the ids of the phone's mutations, each of which moves it on by a minute.
    """

    def __init__(self, account: str):
        self._account, self._made, self.moment = account, 0, datetime(2025, 9, 1, 7, tzinfo=VIETNAM)

    def now(self) -> str:
        """The time that the phone shows, as ISO 8601 with the offset of Việt Nam."""
        return self.moment.isoformat(timespec="seconds")

    def make_id(self) -> str:
        """The id of the phone's next mutation; moves the clock on by a minute."""
        self._made += 1
        self.moment += timedelta(seconds=61)
        return uuid7(self.moment, f"{self._account} {self._made}")
