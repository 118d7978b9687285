"""What a token opens: its owner's view of now, narrowed; and how wrong tokens are counted."""

import hmac
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import select, update
from sqlalchemy.orm import Session as Database

from server.access.second_factors import must_have
from server.access.tokens import lets_programs_read
from server.access.viewer import Viewer, Within, viewer_of
from server.audit.append import Origin
from server.auth import failed_sign_ins, second_factor, sign_in_throttle
from server.auth.sessions import digest_of
from server.auth.sign_in_throttle import Counter
from server.models.org import Unit
from server.models.tokens import AccessToken
from server.platform.clock import now
from server.platform.database import again, write
from sync.protocol.problems import Problem

USED_WITHIN = timedelta(hours=1)
"""How coarse the moment of last use is: it is written once in this time, not with each request."""
NAME = "\x1ftoken"
"""In place of a username in the count of wrong tokens; nobody can have it."""


class Opened(NamedTuple):
    """A token that holds now: its person's view as it narrows it, and the token."""

    viewer: Viewer
    token: AccessToken


def find(session: Database, token: str, factor_required: bool) -> Opened | None:
    """What a token opens; None if there is none such, it has ended, or its owner may not let programs read any more.

    ``factor_required``: what the setting SECOND_FACTOR says; the token of whoever must have a second factor and has
    none opens nothing. The database looks for a hash, whose digits nobody who guesses can steer.
    """
    digest = digest_of(token)
    kept = session.scalar(select(AccessToken).where(AccessToken.digest == digest))
    if kept is None or not hmac.compare_digest(kept.digest, digest) or kept.expires <= now():
        return None
    viewer = viewer_of(session, kept.person)
    if viewer is None or not lets_programs_read(viewer):
        return None
    if must_have(viewer, factor_required) and not second_factor.has_one(session, viewer.account):
        return None
    paths = _paths(session, kept.units) if kept.units else None
    return Opened(replace(viewer, within=Within(frozenset(kept.registers) or None, paths)), kept)


def note_use(token: AccessToken) -> None:
    """Write down that a token was used, at most once an hour. Call it while no transaction is open."""
    if token.used is not None and now() - token.used < USED_WITHIN:
        return

    def once() -> None:
        with write() as session:
            session.execute(update(AccessToken).where(AccessToken.id == token.id).values(used=now()))

    again(once)


def refuse(origin: Origin) -> Problem:
    """Count a wrong token by its address, as wrong passwords are counted; returns the Problem to be raised:
    ``unauthenticated``, or ``slow_down`` after too many. Call it while no transaction is open."""

    def once() -> Problem:
        with write() as session:
            counted = _counters(origin.address)
            if wait := sign_in_throttle.take(session, counted):
                return Problem("slow_down", retry_after=wait)
            session.flush()
            failed_sign_ins.note(session, origin, None, counted[0].address, "token.refused")
            return Problem("unauthenticated")

    return again(once)


def _counters(address: str | None) -> list[Counter]:
    """Only that of wrong tokens from one address: a program that goes on with an old one holds up nobody's sign-in."""
    return [sign_in_throttle.counters(NAME, address)[0]]


def _paths(session: Database, units: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(session.scalars(select(Unit.path).where(Unit.id.in_(units)))))
