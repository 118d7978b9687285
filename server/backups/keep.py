"""Which backups are kept: the newest ones, and the first of each day and each month; chosen by their times alone."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from server.platform.clock import HERE

HOURLY, DAILY, MONTHLY = "hourly", "daily", "monthly"
"""What a backup is kept as: one of the newest, the first of its day, the first of its month."""


class Held(NamedTuple):
    """A backup that its place holds; ``sound``: whether it was verified."""

    id: str
    made: datetime
    sound: bool


def kept(held: Collection[Held], counts: Sequence[int]) -> dict[str, str]:
    """Which backups to keep: id → what each is kept as. All others may be deleted.

    ``counts``: how many hourly, daily and monthly ones. Verified ones alone are counted, so that none is given up for
    one that cannot be relied on; the newest verified one is always kept. Of those that were not verified, as many are
    kept as are newer than it: they may be all that there is of the latest work.
    """
    sound = [one for one in held if one.sound]
    newest = max((one.made for one in sound), default=None)
    others = [one for one in held if not one.sound and (newest is None or one.made > newest)]
    return {**_of(others, counts), **_of(sound, counts)}


def _of(held: Collection[Held], counts: Sequence[int]) -> dict[str, str]:
    hourly, daily, monthly = counts
    newest = sorted(held, key=lambda one: (one.made, one.id), reverse=True)
    days = {f"{one.made.astimezone(HERE):%Y-%m-%d}": one.id for one in newest}  # the first one of each, as it is last
    months = {f"{one.made.astimezone(HERE):%Y-%m}": one.id for one in newest}
    found = {one.id: HOURLY for one in newest[:hourly]}
    found |= dict.fromkeys([days[day] for day in sorted(days, reverse=True)[:daily]], DAILY)
    return found | dict.fromkeys([months[month] for month in sorted(months, reverse=True)[:monthly]], MONTHLY)
