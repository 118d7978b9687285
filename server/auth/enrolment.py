"""Setting up a second factor, ending one's own, and taking away that of somebody who has lost their phone."""

from datetime import datetime
from typing import TypedDict

import structlog
from sqlalchemy.orm import Session as Database

from server.access.second_factors import may_have, must_have, takes_away
from server.access.viewer import Viewer
from server.audit import append as audit
from server.audit.actor import Act
from server.audit.append import Origin
from server.auth import second_factor
from server.auth.factor_keys import FactorKeys
from server.auth.identification import Proof, accept_both, note_wrong_factor
from server.auth.passwords import prove
from server.auth.second_factor import Begun, Typed
from server.models.org import Person
from server.org.roles import find, first_unit
from server.platform.database import again, read, write
from sync.protocol.problems import Problem

WRONG = {"code": {"rule": "wrong"}}

log = structlog.get_logger()


class State(TypedDict):
    """How somebody stands with a second factor: since when they have one (None without), how many recovery codes are
    left, and whether they may and must have one."""

    since: datetime | None
    recovery_codes: int
    may: bool
    must: bool


def state(session: Database, viewer: Viewer, required: bool) -> State:
    """How the viewer stands with a second factor; ``required``: what the setting says."""
    since, left = second_factor.kept(session, viewer.account)
    return {"since": since, "recovery_codes": left, "may": may_have(viewer), "must": must_have(viewer, required)}


def lacks(viewer: Viewer, required: bool) -> bool:
    """Whether the viewer has to set up a second factor before anything else; ``required``: what the setting says."""
    if not must_have(viewer, required):
        return False
    with read() as session:
        return not second_factor.has_one(session, viewer.account)


def begin(act: Act, keys: FactorKeys) -> Begun:
    """Draw a secret for the person who acts, in place of one that was not confirmed. Problem ``forbidden``; ``invalid``
    if they have a second factor already; ``read_only`` if there is no key to encrypt it with, and none can be made."""
    if not may_have(act.viewer):
        raise Problem("forbidden")
    username = act.session.get_one(Person, act.viewer.account).username
    try:
        begun = second_factor.begin(act.session, act.viewer.account, username, keys)
    except (OSError, ValueError) as fault:
        log.exception("no key for second factors: see flask doctor", reason=str(fault))
        raise Problem("read_only") from None
    if begun is None:
        raise Problem("invalid", {"second_factor": {"rule": "unique"}})
    return begun


def confirm(act: Act, code: Typed) -> list[str]:
    """Let the secret count that the person who acts has begun, and give the recovery codes, here only. Problem
    ``invalid`` if ``code`` is not that of its phone now."""
    codes = second_factor.confirm(act.session, act.viewer.account, code)
    if codes is None:
        raise Problem("invalid", WRONG)
    act.record("factor.add", ("person", act.viewer.account), None)
    return codes


def end(account: str, origin: Origin, password: str, code: Typed) -> None:
    """End one's own second factor. Call it while no transaction is open.

    Problem ``invalid`` names ``current`` if the password is wrong, ``code`` if that is, or there is no second factor;
    ``slow_down`` after too many failures.
    """
    with read() as session:
        username = session.get_one(Person, account).username
    proof = prove(username, origin, password)
    try:
        again(lambda: _end(account, origin, proof, code))
    except Problem as problem:
        if problem.code != "second_factor":
            raise
        again(lambda: note_wrong_factor(origin, proof))
        raise Problem("invalid", WRONG) from None


def _end(account: str, origin: Origin, proof: Proof, code: Typed) -> None:
    with write() as session:
        person = accept_both(session, proof, code)
        if person.id != account:
            raise Problem("unauthenticated")  # the username is somebody else's by now
        if not second_factor.reset(session, account):
            raise Problem("invalid", WRONG)
        audit.record(session, origin, "factor.end", ("person", account))


def take_away(act: Act, account: str) -> Person:
    """Take away somebody's second factor, if they have one: they sign in with the password alone until they set up
    another. Problem ``not_found``, ``forbidden``."""
    person, roles = find(act.session, act.viewer, account)
    if not takes_away(act.viewer, person.id):
        raise Problem("forbidden")
    if second_factor.reset(act.session, person.id):
        act.record("factor.reset", ("person", person.id), first_unit(roles))
    return person
