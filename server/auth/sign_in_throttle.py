"""The throttle of sign-ins: how long somebody has to wait after wrong passwords.

They are counted for each username and address; and for each username over all addresses, and each address over all
usernames, more leniently. A phone that has signed in before has one count of its own instead of these three.
"""

import ipaddress
from collections.abc import Iterable
from datetime import datetime, timedelta
from math import ceil
from typing import NamedTuple

from sqlalchemy.orm import Session as Database

from server.auth.known_phones import digest_of
from server.models.auth import SignInFailure
from server.platform.clock import now

FREE_TRIES = 10  # failures of one name from one address; from this one on each means a wait
LONGEST_WAIT = 300  # seconds
FORGET_AFTER = timedelta(hours=1)  # without a failure, counting begins anew
ALL = ""  # in place of a username or an address: the count over all of them


class Pace(NamedTuple):
    """How many failures in a row are free, and the time in which one of them is forgotten."""

    free: int
    each: timedelta


OF_A_NAME = Pace(30, timedelta(minutes=2))
OF_AN_ADDRESS = Pace(100, timedelta(seconds=36))


class Counter(NamedTuple):
    """What counts failures: a username and an address, one of them ``ALL``; or a username and a known phone."""

    username: str
    address: str

    @property
    def pace(self) -> Pace | None:
        """The pace of a count over all addresses or usernames; None for one of a single pair."""
        if self.address == ALL:
            return OF_A_NAME
        return OF_AN_ADDRESS if self.username == ALL else None


def counters(name: str, address: str | None, phone: str | None = None) -> tuple[Counter, ...]:
    """What counts a try of a username, in its kept form, from an IP address; ``phone``: the id of a phone that has
    signed in as this person before, else None."""
    name, place = name[:200] or "?", _place(address)
    if phone is not None:
        return (Counter(name, f"phone:{digest_of(phone)}"),)
    return Counter(name, place), Counter(ALL, place), Counter(name, ALL)


def take(session: Database, taken: Iterable[Counter]) -> int:
    """Count a try beforehand, as if it had failed, and return 0; or count nothing and return the whole seconds until
    there may be another one."""
    moment = now()
    rows = [(one, _row(session, one)) for one in sorted(taken)]
    for _, row in rows:
        if row and row.at > moment:  # the clock was set back: a wait is never longer than by itself
            row.at = moment
    wait = max((_seconds_left(one, row, moment) for one, row in rows if row), default=0)
    if wait == 0:
        for one, row in rows:
            _count(session, one, row, moment)
    return wait


def give_back(session: Database, taken: Iterable[Counter]) -> None:
    """Count a try no more: it was neither right nor wrong."""
    for one in sorted(taken):
        if row := _row(session, one):
            row.count = max(0, row.count - 1)


def forgive(session: Database, taken: Iterable[Counter]) -> None:
    """After a right password forget the wrong ones of its name and address, or phone; of what is counted over all
    addresses or names take only this try back, as others made the rest."""
    for one in sorted(taken):
        row = _row(session, one)
        if row and one.pace is None:
            session.delete(row)
        elif row:
            row.count = max(0, row.count - 1)


def _row(session: Database, one: Counter) -> SignInFailure | None:
    return session.get(SignInFailure, (one.username, one.address), with_for_update=True)


def _count(session: Database, one: Counter, row: SignInFailure | None, moment: datetime) -> None:
    if row is None:
        session.add(SignInFailure(username=one.username, address=one.address, count=1, at=moment))
    elif one.pace is None:
        row.count = 1 if moment - row.at > FORGET_AFTER else row.count + 1
        row.at = moment
    else:
        forgotten = (moment - row.at) // one.pace.each
        row.at = moment if forgotten >= row.count else row.at + forgotten * one.pace.each
        row.count = max(0, row.count - forgotten) + 1


def _seconds_left(one: Counter, row: SignInFailure, moment: datetime) -> int:
    """The whole seconds until a counter lets another try through; 0 if it does at once.

    For a name and address the wait is 1 second after the tenth failure and doubles with each further one, up to five
    minutes; for all of a name or an address it lasts until one failure is forgotten.
    """
    since = moment - row.at
    if one.pace is None:
        over = min(row.count - FREE_TRIES, 9)
        wait = timedelta(seconds=min(2**over, LONGEST_WAIT) if over >= 0 else 0)
    else:
        wait = max(0, row.count - one.pace.free + 1) * one.pace.each
    return max(0, ceil((wait - since).total_seconds()))


def _place(address: str | None) -> str:
    """The address by which tries are counted; of IPv6 the network, as a single phone has as many as it likes."""
    try:
        found = ipaddress.ip_address(address or "")
    except ValueError:
        return address or "?"
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is None:
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(getattr(found, "ipv4_mapped", None) or found)
