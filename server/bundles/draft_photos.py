"""Photos that only drafts name: kept as they came, beside the drafts, until a phone of their author has them."""

from collections.abc import Collection, Iterable
from typing import TypedDict

import orjson
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session as Database

from server.bundles import room
from server.bundles.content import DraftPhoto
from server.models.bundles import BundledDraft, BundledPhoto
from sync.protocol.canonical import Json


class Listed(TypedDict):
    """A photo as a phone learns of it before it fetches it; ``bytes``: how many it has."""

    sha256: str
    type: str
    bytes: int


def keep(session: Database, account: str, photos: Iterable[DraftPhoto], bounded: bool = True) -> bool:
    """Keep photos of an account's drafts, which are kept already; returns whether there was room for all.

    One that the draft as it is kept does not name is passed over: it was left out of the form later, or a phone has it.
    ``bounded``: no more than ``room.LARGEST_PHOTOS`` are kept.
    """
    fits = True
    for photo in photos:
        draft = session.get(BundledDraft, (account, photo.draft))
        there = session.get(BundledPhoto, (account, photo.draft, photo.sha256))
        if there or draft is None or not _named({photo.sha256}, draft.values):
            continue
        if bounded and not room.has_room_for_photo(session, account, len(photo.data)):
            fits = False
            continue
        members = {"draft": photo.draft, "sha256": photo.sha256, "type": photo.type, "body": photo.data}
        session.add(BundledPhoto(person=account, **members))
        session.flush()
    return fits


def forget_unnamed(session: Database, account: str, key: str, values: Json) -> None:
    """Forget the photos of a draft that it no longer names; ``values``: what it holds now."""
    own = (BundledPhoto.person == account, BundledPhoto.draft == key)
    kept = set(session.scalars(select(BundledPhoto.sha256).where(*own)))
    session.execute(delete(BundledPhoto).where(*own, BundledPhoto.sha256.in_(kept - _named(kept, values))))


def listed(session: Database, account: str) -> dict[str, list[Listed]]:
    """The photos that are kept of an account's drafts, by the keys of these."""
    size = func.length(BundledPhoto.body).label("bytes")
    query = select(BundledPhoto.draft, BundledPhoto.sha256, BundledPhoto.type, size)
    found: dict[str, list[Listed]] = {}
    for row in session.execute(query.where(BundledPhoto.person == account).order_by(BundledPhoto.sha256)):
        found.setdefault(row.draft, []).append({"sha256": row.sha256, "type": row.type, "bytes": row.bytes})
    return found


def read_photo(session: Database, account: str, sha256: str) -> bytes | None:
    """The bytes of a photo that is kept of an account's drafts, None if none of that name is."""
    own = (BundledPhoto.person == account, BundledPhoto.sha256 == sha256)
    return session.scalar(select(BundledPhoto.body).where(*own).limit(1))


def drop(session: Database, account: str, keys: Collection[str], held: Collection[str] | None) -> set[str]:
    """Forget photos of those drafts of an account that one of its phones now has, all or those of the hashes ``held``;
    returns the keys of the drafts of which some are left."""
    own = (BundledPhoto.person == account, BundledPhoto.draft.in_(keys))
    which = own if held is None else (*own, BundledPhoto.sha256.in_(held))
    session.execute(delete(BundledPhoto).where(*which))
    return set(session.scalars(select(BundledPhoto.draft).where(*own)))


def _named(hashes: Collection[str], values: Json) -> set[str]:
    """Those of some hashes that a draft names, wherever in it."""
    typed = orjson.dumps(values).decode() if hashes else ""
    return {one for one in hashes if one in typed}
