"""How long somebody has to wait after wrong passwords: counted by username and address."""

from datetime import timedelta

from sqlalchemy.orm import Session as Database

from server.models.auth import SignInFailure
from server.platform.clock import now

FREE_TRIES = 10
LONGEST_WAIT = 300  # seconds
FORGET_AFTER = timedelta(hours=1)


def count(session: Database, failure: SignInFailure | None, name: str, address: str) -> None:
    """Count a failed sign-in of this username and address. ``failure``: their row so far; None if there is none.

    After an hour without one, counting begins anew.
    """
    if failure is None:
        session.add(SignInFailure(username=name[:200], address=address, count=1))
        return
    failure.count = 1 if now() - failure.at > FORGET_AFTER else failure.count + 1
    failure.at = now()


def seconds_left(failure: SignInFailure) -> int:
    """Whole seconds until this username and address may try again; 0 at once.

    The wait doubles with each failure past the free tries, up to five minutes.
    """
    over = min(failure.count - FREE_TRIES, 9)
    if over < 0:
        return 0
    since = (now() - failure.at).total_seconds()
    return max(0, round(min(int(2**over), LONGEST_WAIT) - since + 0.5))
