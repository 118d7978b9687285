"""Drafts that a bundle held: kept until a phone of their author has them."""

from collections.abc import Collection, Iterable
from typing import NotRequired, cast

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session as Database

from server.bundles import draft_photos
from server.bundles.content import Draft
from server.models.bundles import BundledDraft
from server.models.log_storage import SESSION


class Waiting(Draft):
    """A draft as a phone fetches it; ``photos``: those that it has to fetch besides, left out if there are none.
    ``held``: a phone has all but these, so it is not to be written again; left out if none has."""

    photos: NotRequired[list[draft_photos.Listed]]
    held: NotRequired[bool]


WAITS = (BundledDraft.person == bindparam("account")) & (BundledDraft.session != bindparam("own"))


def keep(session: Database, account: str, sealed_in: str, drafts: Iterable[Draft]) -> None:
    """Keep an account's drafts; of two under one key the one that was typed in later. ``sealed_in``: the first digits
    of the digest of the session that sealed them."""
    for draft in drafts:
        there = session.get(BundledDraft, (account, draft["key"]))
        if there is None:
            session.add(BundledDraft(person=account, session=sealed_in, **draft))
        elif there.at < draft["at"]:
            there.at, there.values, there.session, there.held = draft["at"], draft["values"], sealed_in, False
            draft_photos.forget_unnamed(session, account, draft["key"], draft["values"])
    session.flush()


def waiting(session: Database, account: str, phone: str) -> list[Waiting]:
    """The drafts that wait for a phone of an account, by their keys, but for those that it has sealed itself: it has
    them, or has saved what became of them. ``phone``: the digest of its session."""
    given = {"account": account, "own": phone[:SESSION]}
    rows = session.scalars(select(BundledDraft).where(WAITS).order_by(BundledDraft.key), given)
    photos = draft_photos.listed(session, account)
    return [_shown(row, photos.get(row.key)) for row in rows]


def drop(session: Database, account: str, keys: Collection[str], photos: Collection[str] | None = None) -> None:
    """Forget those drafts of an account that one of its phones now has, with the photos of these hashes, or all.

    A draft that has other photos stays, noted as held, for these to be fetched.
    """
    left = draft_photos.drop(session, account, keys, photos)
    own = BundledDraft.person == account
    session.execute(delete(BundledDraft).where(own, BundledDraft.key.in_(set(keys) - left)))
    session.execute(update(BundledDraft).where(own, BundledDraft.key.in_(left)).values(held=True))


def _shown(row: BundledDraft, photos: list[draft_photos.Listed] | None) -> Waiting:
    members = {"key": row.key, "at": row.at, "values": row.values, "photos": photos, "held": row.held}
    return cast(Waiting, {name: value for name, value in members.items() if value or name == "values"})
