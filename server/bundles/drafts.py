"""Drafts that a bundle held: kept until a phone of their author has them."""

from collections.abc import Collection, Iterable
from typing import cast

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session as Database

from server.bundles.content import Draft
from server.models.bundles import BundledDraft
from server.models.log_storage import SESSION

WAITS = (BundledDraft.person == bindparam("account")) & (BundledDraft.session != bindparam("own"))


def keep(session: Database, account: str, sealed_in: str, drafts: Iterable[Draft]) -> None:
    """Keep an account's drafts; of two under one key the one that was typed in later. ``sealed_in``: the first digits
    of the digest of the session that sealed them."""
    for draft in drafts:
        there = session.get(BundledDraft, (account, draft["key"]))
        if there is None:
            session.add(BundledDraft(person=account, session=sealed_in, **draft))
        elif there.at < draft["at"]:
            there.at, there.values, there.session = draft["at"], draft["values"], sealed_in
    session.flush()


def waiting(session: Database, account: str, phone: str) -> list[Draft]:
    """The drafts that wait for a phone of an account, by their keys, but for those that it has sealed itself: it has
    them, or has saved what became of them. ``phone``: the digest of its session."""
    given = {"account": account, "own": phone[:SESSION]}
    rows = session.scalars(select(BundledDraft).where(WAITS).order_by(BundledDraft.key), given)
    return [cast(Draft, {"key": row.key, "at": row.at, "values": row.values}) for row in rows]


def drop(session: Database, account: str, keys: Collection[str]) -> None:
    """Forget those drafts of an account that one of its phones now has."""
    session.execute(delete(BundledDraft).where(BundledDraft.person == account, BundledDraft.key.in_(keys)))
