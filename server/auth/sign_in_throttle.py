"""The throttle of sign-ins: how long somebody has to wait after wrong passwords, counted for each username and
address."""

from datetime import timedelta

from sqlalchemy.orm import Session as Database

from server.models.auth import SignInFailure
from server.platform.clock import now

FREE_TRIES = 10  # failures; from this one on each means a wait
LONGEST_WAIT = 300  # seconds
FORGET_AFTER = timedelta(hours=1)  # without a failure, counting begins anew


def count(session: Database, failure: SignInFailure | None, name: str, address: str) -> None:
    """Count a failed sign-in for a username, ``name``, from an address; counting begins anew after an hour without one.

    ``failure``: the row that counts them, None if there is none yet.
    """
    if failure is None:
        session.add(SignInFailure(username=name[:200], address=address, count=1))
        return
    failure.count = 1 if now() - failure.at > FORGET_AFTER else failure.count + 1
    failure.at = now()


def seconds_left(failure: SignInFailure) -> int:
    """The whole seconds until this username may be tried from this address again; 0 if it may be at once.

    The wait is 1 second after the tenth failure and doubles with each further one, up to five minutes.
    """
    over = min(failure.count - FREE_TRIES, 9)
    if over < 0:
        return 0
    since = (now() - failure.at).total_seconds()
    return max(0, round(min(int(2**over), LONGEST_WAIT) - since + 0.5))
