"""A person's own tokens: making one, listing them, ending one."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypedDict

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session as Database

from server.access.tokens import lets_programs_read
from server.access.viewer import Viewer, belongs
from server.audit import append as audit
from server.audit.actor import Act
from server.audit.append import Origin
from server.auth.identification import Proof, accept
from server.auth.passwords import prove
from server.auth.sessions import digest_of
from server.models.org import Person, Unit
from server.models.tokens import AccessToken
from server.org.people import new_id
from server.platform.clock import end_of_day, now, today, utc_text
from server.platform.database import again, read, write
from server.platform.look_alikes import tidy
from sync.protocol.problems import Problem
from sync.registers import Registers

PREFIX = "lt_"
"""What every token begins with, so that tools that look for leaked secrets know one."""
LONGEST = timedelta(days=366)
MOST = 20  # of one person at a time, and as many brief ones


@dataclass(frozen=True, slots=True)
class Wanted:
    """A token as somebody wants it; ``registers``: their keys, ``units``: ids; empty for all that the person sees.
    ``until``: the last day on which it opens anything."""

    name: str
    registers: Sequence[str]
    units: Sequence[str]
    until: date


class TokenEntry(TypedDict):
    """A token as its person sees it; moments are ISO 8601 text. ``brief``: a program began it with a password."""

    id: str
    name: str
    brief: bool
    registers: list[str]
    units: list[dict[str, str]]
    created: str
    expires: str
    ended: bool
    used: str | None


class NewToken(TypedDict):
    """A token that was just made: ``token`` is in this answer only."""

    token: str
    id: str
    expires: str


def own(session: Database, viewer: Viewer) -> list[TokenEntry]:
    """The viewer's tokens, the newest first; also those that have ended by themselves, for a month."""
    query = select(AccessToken).where(AccessToken.person == viewer.account)
    found = session.scalars(query.order_by(AccessToken.created.desc(), AccessToken.id)).all()
    ids = {unit for one in found for unit in one.units}
    names = dict(session.execute(select(Unit.id, Unit.name).where(Unit.id.in_(ids))).all()) if ids else {}
    return [
        {
            "id": one.id,
            "name": one.name,
            "brief": one.brief,
            "registers": one.registers,
            "units": [{"id": unit, "name": names.get(unit, "")} for unit in one.units],
            "created": utc_text(one.created),
            "expires": utc_text(one.expires),
            "ended": one.expires <= now(),
            "used": utc_text(one.used) if one.used else None,
        }
        for one in found
    ]


def make(viewer: Viewer, origin: Origin, registers: Registers, wanted: Wanted, password: str) -> NewToken:
    """Make a token for the viewer, who types their password for it. Call it while no transaction is open.

    Problem ``forbidden`` to whoever may have none; ``invalid`` names ``current`` if the password is wrong, ``until``,
    ``registers`` or ``units`` if one cannot be, and ``tokens`` if there are too many; ``slow_down``.
    """
    if not lets_programs_read(viewer):
        raise Problem("forbidden")
    if not today() <= wanted.until <= today() + LONGEST:
        raise Problem("invalid", {"until": {"rule": "range"}})
    if set(wanted.registers) - {one.key for one in registers.all_latest()}:
        raise Problem("invalid", {"registers": {"rule": "choices"}})
    with read() as session:
        username = session.get_one(Person, viewer.account).username
        paths = dict(session.execute(select(Unit.id, Unit.path).where(Unit.id.in_(wanted.units))).all())
    if not all(unit in paths and belongs(viewer, unit, paths[unit]) for unit in wanted.units):
        raise Problem("invalid", {"units": {"rule": "choices"}})
    return _proven(viewer, origin, wanted, prove(username, origin, password))


def _proven(viewer: Viewer, origin: Origin, wanted: Wanted, proof: Proof) -> NewToken:
    def once() -> NewToken:
        with write() as session:
            if accept(session, proof).id != viewer.account:
                raise Problem("unauthenticated")  # the username is somebody else's by now
            return keep(session, origin, viewer.account, wanted, end_of_day(wanted.until))

    return again(once)


def keep(
    session: Database, origin: Origin, account: str, wanted: Wanted, expires: datetime, brief: bool = False
) -> NewToken:
    """Keep a new token of somebody's and add an audit entry; Problem ``invalid`` (``tokens``) if they have too many.
    Of brief ones the oldest give way."""
    token = PREFIX + secrets.token_urlsafe(32)
    _make_room(session, account, brief)
    made = AccessToken(
        id=new_id(),
        digest=digest_of(token),
        person=account,
        name=tidy(wanted.name),
        brief=brief,
        registers=sorted(set(wanted.registers)),
        units=sorted(set(wanted.units)),
        expires=expires,
    )
    session.add(made)
    details = {"name": made.name, "registers": made.registers, "units": made.units, "until": expires}
    audit.record(session, origin, "token.make", ("token", made.id), None, brief=brief or None, **details)
    return {"token": token, "id": made.id, "expires": utc_text(expires)}


def end(act: Act, id_: str) -> None:
    """End one of the viewer's tokens at once. Problem ``not_found`` if there is none, or it is somebody else's."""
    token = act.session.get(AccessToken, id_)
    if token is None or token.person != act.viewer.account:
        raise Problem("not_found")
    act.session.delete(token)
    act.record("token.end", ("token", id_), None, name=token.name)


def _make_room(session: Database, account: str, brief: bool) -> None:
    mine = (AccessToken.person == account, AccessToken.brief == brief)
    if not brief:
        open_ones = select(func.count()).select_from(AccessToken).where(*mine, AccessToken.expires > now())
        if (session.scalar(open_ones) or 0) >= MOST:
            raise Problem("invalid", {"tokens": {"rule": "count"}})
        return
    older = select(AccessToken.id).where(*mine).order_by(AccessToken.created.desc()).offset(MOST - 1)
    session.execute(delete(AccessToken).where(AccessToken.id.in_(session.scalars(older).all())))
