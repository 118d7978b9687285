"""Who gets the weekly letter: each says so for themselves, and ends it with the link in any letter."""

import hashlib
import hmac
import re
from typing import TypedDict

from sqlalchemy.orm import Session

from server.access.letters import gets_weekly_letter
from server.access.viewer import Viewer
from server.audit.actor import Act
from server.models.weekly_letter import WeeklyLetter
from server.notices.push.keys import PushKeys
from sync.protocol.ids import is_uuid
from sync.protocol.problems import Problem

LONGEST = 254  # characters of an address
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63}){1,8}\Z")
DIGITS = 32  # of a link's signature


class LetterState(TypedDict):
    """Whether this server sends letters at all (``available``), and the caller's ``address``, None without one."""

    available: bool
    address: str | None


def state_of(session: Session, viewer: Viewer, available: bool) -> LetterState:
    """The state for the viewer. Problem ``forbidden`` to whoever leads no school and is no officer."""
    _refuse_others(viewer)
    row = session.get(WeeklyLetter, viewer.account)
    return {"available": available, "address": row.address if row else None}


def begin(act: Act, address: str, language: str) -> None:
    """Send the caller a letter each week. Problem ``malformed`` for what is no address, ``forbidden`` as above."""
    _refuse_others(act.viewer)
    if len(address) > LONGEST or not _ADDRESS.match(address):
        raise Problem("malformed", {"address": {"rule": "type"}})
    row = act.session.get(WeeklyLetter, act.viewer.account)
    if row is None:
        row = WeeklyLetter(person=act.viewer.account)
        act.session.add(row)
    row.address, row.language = address, language
    act.record("letter.begin", ("person", act.viewer.account), None)


def end(act: Act) -> None:
    """Send the caller none any more."""
    row = act.session.get(WeeklyLetter, act.viewer.account)
    if row is not None:
        act.session.delete(row)
        act.record("letter.end", ("person", act.viewer.account), None)


def link_of(keys: PushKeys, row: WeeklyLetter) -> str:
    """The last part of the address that ends a person's letters: nobody but this server can make it."""
    return f"{row.person}.{_signature(keys, row.person, row.address)}"


def end_by_link(session: Session, keys: PushKeys, link: str) -> bool:
    """End the letters that a link is of; whether there is such a link, also if they have ended already."""
    row = recipient_of(session, keys, link)
    if row is None:
        return False
    session.delete(row)
    return True


def recipient_of(session: Session, keys: PushKeys, link: str) -> WeeklyLetter | None:
    """Whose letters a link ends; None for a link that this server has not made, or of letters that have ended."""
    person, _, signature = link.partition(".")
    row = session.get(WeeklyLetter, person) if is_uuid(person) else None
    if row is None or not signature.isascii():
        return None
    return row if hmac.compare_digest(signature, _signature(keys, row.person, row.address)) else None


def _signature(keys: PushKeys, person: str, address: str) -> str:
    return hmac.new(keys.secret(), f"letter {person} {address}".encode(), hashlib.sha256).hexdigest()[:DIGITS]


def _refuse_others(viewer: Viewer) -> None:
    if not gets_weekly_letter(viewer):
        raise Problem("forbidden")
