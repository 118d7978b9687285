"""The phones on which somebody has signed in before: each keeps its own count of wrong passwords, so that it is not
locked out by what others try from the same address.

A phone proves to be one by the id that it made for itself, 74 random bits which nobody else is told.
"""

import hashlib
from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session as Database

from server.models.auth import KnownPhone
from server.platform.clock import now
from sync.protocol.ids import is_uuid

KEPT = timedelta(days=400)  # since its last sign-in


def digest_of(phone: str) -> str:
    """The hash, SHA-256 in hex, by which the database knows a phone's id."""
    return hashlib.sha256(phone.encode()).hexdigest()


def knows(session: Database, phone: str | None, account: str) -> bool:
    """Whether an account has signed in on the phone with this id; None, or an id that can be guessed, is no phone's."""
    return phone is not None and is_uuid(phone) and session.get(KnownPhone, (digest_of(phone), account)) is not None


def remember(session: Database, phone: str | None, account: str) -> None:
    """Note that an account has signed in on a phone, and forget those on which it has not for long."""
    moment = now()
    session.execute(delete(KnownPhone).where(KnownPhone.person == account, KnownPhone.at < moment - KEPT))
    if phone is not None and is_uuid(phone):
        session.merge(KnownPhone(digest=digest_of(phone), person=account, at=moment))


def forget(session: Database, account: str) -> None:
    """Let no phone be known for an account any more: one may have been lost."""
    session.execute(delete(KnownPhone).where(KnownPhone.person == account))
