"""Usernames, by PRECIS (RFC 8265, UsernameCaseMapped): how they are kept, which may be chosen, and whose they are."""

import re
import unicodedata

from sqlalchemy import select
from sqlalchemy.orm import Session as Database

from server.models.org import Person
from server.platform.look_alikes import look_of
from sync.protocol.problems import Problem

PATTERN = re.compile(r"[\w.@-]{3,60}\Z")
LETTERS = {"Ll", "Lo", "Lm", "Mn", "Mc", "Nd"}  # the categories of an IdentifierClass, in small letters


def username_of(text: str) -> str:
    """A typed username in the form in which it is kept: full-width letters made plain, in small letters, in Unicode's
    NFC, without spaces around it."""
    return unicodedata.normalize("NFC", "".join(map(_narrow, text.strip())).lower())


def may_be_chosen(username: str) -> bool:
    """Whether a username, in the form in which it is kept, may be chosen: 3 to 60 letters, digits, ``.``, ``@``, ``_``
    or ``-``, all written from left to right, and none a compatibility form of others, such as ﬁ."""
    return PATTERN.match(username) is not None and all(one.isascii() or _identifies(one) for one in username)


def holder(session: Database, text: str) -> Person | None:
    """The account that somebody means who types this username; None if there is none. A disabled one is meant only
    where no active one can be. What the first release kept, it kept in case-folded form (ß as ss, full-width letters as
    they are): that form is found too, and first."""
    former = unicodedata.normalize("NFC", text.strip()).casefold()
    found = session.scalars(select(Person).where(Person.username.in_({former, username_of(text)}))).all()
    return min(found, key=lambda person: (not person.active, person.username != former), default=None)


def free_username(session: Database, text: str, account: str = "") -> str:
    """The username in the form in which it is kept. ``account``: the id of the account that is to have it, empty for a
    new one. Problem ``invalid`` if it may not be chosen (rule ``type``), another account has it (``unique``), or it
    looks like one that another account has (``imitates``)."""
    username = username_of(text)
    if not may_be_chosen(username):
        raise Problem("invalid", {"username": {"rule": "type"}})
    alike = session.scalars(select(Person.username).where(Person.look == look_of(username), Person.id != account)).all()
    if alike:
        raise Problem("invalid", {"username": {"rule": "unique" if username in alike else "imitates"}})
    return username


def _narrow(one: str) -> str:
    """A full-width or half-width character as the plain one."""
    width = unicodedata.decomposition(one).startswith(("<wide>", "<narrow>"))
    return unicodedata.normalize("NFKC", one) if width else one


def _identifies(one: str) -> bool:
    left_to_right = unicodedata.bidirectional(one) in ("L", "NSM", "EN")
    return unicodedata.category(one) in LETTERS and left_to_right and unicodedata.normalize("NFKC", one) == one
