"""How much is kept of bundles until it is decided on or fetched, so that nobody fills the server with them."""

from collections.abc import Sequence
from datetime import timedelta

import orjson
from sqlalchemy import Text, cast, delete, func, select
from sqlalchemy.orm import Session as Database

from server.bundles.content import Draft
from server.bundles.states import EARLY, WAITING
from server.models.bundles import Bundle, BundledDraft, BundledPhoto
from server.models.photos import PhotoMention
from server.platform.clock import now
from sync.protocol.problems import Problem

MOST, LARGEST = 20, 64 << 20
"""How many bundles that were not taken in yet are kept of one person, and how many bytes of them."""

MOST_OF_UNIT, LARGEST_OF_UNIT = 200, 512 << 20
"""How many bundles wait for the leaders of one unit, and how many bytes of them."""

MOST_DRAFTS, LARGEST_DRAFTS = 200, 4 << 20
"""How many drafts wait for a phone of one person, and how many bytes of them; what one bundle holds always may."""

LARGEST_PHOTOS = 32 << 20
"""How many bytes of photos of such drafts wait for a phone of one person; what a leader takes in always may."""

OF_AN_HOUR = 120
"""How many new bundles of one person are taken within an hour."""

LATER = 600  # seconds after which another one may be brought


def check_pace(session: Database, account: str) -> None:
    """Problem ``slow_down`` if too many new bundles of a person have come within an hour."""
    lately = (Bundle.person == account, Bundle.received > now() - timedelta(hours=1))
    if (session.scalar(select(func.count()).select_from(Bundle).where(*lately)) or 0) >= OF_AN_HOUR:
        raise Problem("slow_down", retry_after=LATER)


def has_room(session: Database, account: str, unit: str | None, state: str, size: int) -> bool:
    """Whether one more bundle of ``size`` bytes may be kept of a person in a state: EARLY, or WAITING for the leaders
    of ``unit``."""
    held = select(func.count(), func.coalesce(func.sum(func.length(Bundle.content)), 0))
    count, total = session.execute(held.where(Bundle.person == account, Bundle.state.in_((EARLY, WAITING)))).one()
    fits: bool = count < MOST and total + size <= LARGEST
    if fits and state == WAITING:
        count, total = session.execute(held.where(Bundle.unit == unit, Bundle.state == WAITING)).one()
        fits = count < MOST_OF_UNIT and total + size <= LARGEST_OF_UNIT
    return fits


def has_room_for_drafts(session: Database, account: str, drafts: Sequence[Draft]) -> bool:
    """Whether these may be kept beside the drafts that wait for a phone of a person already."""
    length = func.length(cast(BundledDraft.values, Text)).label("size")
    query = select(BundledDraft.key, length).where(BundledDraft.person == account)
    held: dict[str, int] = {row.key: row.size for row in session.execute(query)}
    after = held | {one["key"]: len(orjson.dumps(one["values"])) for one in drafts}
    fewer = len(after) <= max(MOST_DRAFTS, len(held))
    return not held or (fewer and sum(after.values()) <= max(LARGEST_DRAFTS, sum(held.values())))


def has_room_for_photo(session: Database, account: str, size: int) -> bool:
    """Whether a photo of ``size`` bytes may be kept beside those of a person's drafts; where there is no room, those
    make some that have come with a record since: they are forgotten."""
    own = BundledPhoto.person == account
    held = select(func.coalesce(func.sum(func.length(BundledPhoto.body)), 0)).where(own)
    if (session.scalar(held) or 0) + size <= LARGEST_PHOTOS:
        return True
    saved = select(PhotoMention.sha256).where(PhotoMention.person == account, PhotoMention.wanted.is_(False))
    session.execute(delete(BundledPhoto).where(own, BundledPhoto.sha256.in_(saved)))
    return (session.scalar(held) or 0) + size <= LARGEST_PHOTOS
