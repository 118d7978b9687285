"""Tokens for a day, which a program begins with its user's name and password, as ODK Central's sessions are."""

from datetime import datetime, timedelta
from typing import NamedTuple

from server.access.tokens import lets_programs_read
from server.access.viewer import viewer_of
from server.audit.append import Origin
from server.auth.identification import PASSWORD, Claim, Proof, accept_both, identify
from server.platform.clock import now, today
from server.platform.database import again, write
from server.tokens.own import Wanted, keep
from sync.protocol.problems import Problem
from sync.protocol.refusals import WRONG_SECRET

LIFETIME = timedelta(hours=24)
UNNAMED = "ODK"


class Begun(NamedTuple):
    """A token that was just begun, in this answer only, and how long it opens anything."""

    token: str
    created: datetime
    expires: datetime


def begin(username: str, password: str, address: str, program: str | None) -> Begun:
    """Begin a token for a day with all that somebody sees. Call it while no transaction is open.

    Problem ``unauthenticated``, also for a one-time code, which is not used up; ``second_factor`` for whoever has one,
    as a program has none to give; ``forbidden`` to whoever may let no program read; ``slow_down``.
    """
    origin = Origin(None, address, None, program)
    proof = identify(Claim(username, password, origin, None))
    if proof.by != PASSWORD:
        raise Problem("unauthenticated", kind=WRONG_SECRET)
    return again(lambda: _begin(proof, origin))


def _begin(proof: Proof, origin: Origin) -> Begun:
    with write() as session:
        person = accept_both(session, proof, None)
        viewer = viewer_of(session, person.id)
        if viewer is None or not lets_programs_read(viewer):
            raise Problem("forbidden")
        here = Origin(person.id, origin.address, None, origin.device)
        began = now()
        wanted = Wanted(origin.device or UNNAMED, (), (), today())
        made = keep(session, here, person.id, wanted, began + LIFETIME, brief=True)
        return Begun(made["token"], began, began + LIFETIME)
