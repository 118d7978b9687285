"""Examples as the department sees them: in a list with what became of them, and one with all that it is made of."""

from collections.abc import Collection, Sequence
from typing import NotRequired, TypedDict

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.models.examples import PROPOSED, PUBLISHED, STATES, WITHDRAWN, Example, ExamplePhoto
from server.platform.clock import utc_text
from server.publishing.examples.changing import records_of, refuse_strangers
from server.publishing.examples.deciding import may_do
from server.publishing.examples.originals import Original, originals, people_of
from server.publishing.examples.published import published_choices
from server.publishing.examples.standing import ExamplePhotos, fallen, photos_of
from server.records.labels import of_people, of_units
from sync.protocol.ids import is_uuid
from sync.protocol.problems import Problem
from sync.protocol.register_entry import Bilingual
from sync.registers import Registers

MOST = 300  # examples in a list, those that were changed last


class Entry(TypedDict):
    """An example in the list. ``fallen``: the statuses of records that do not stand any more as it tells them, so that
    nobody reads it; ``hidden``: how many of its photos are not shown, as consent was taken back. ``withdrawn_by`` is
    None, and ``withdrawn_reason`` the record's status, where the server withdrew it as a record stands no more."""

    id: str
    version: int
    state: str
    slug: str | None
    title: str
    unit: str
    unit_name: str
    kind_label: Bilingual
    year: str
    prepared_by: str
    prepared_at: str
    proposed_by: NotRequired[str]
    published_by: NotRequired[str]
    published_at: NotRequired[str]
    withdrawn_by: NotRequired[str | None]
    withdrawn_at: NotRequired[str]
    withdrawn_reason: NotRequired[str]
    fanpage_link: str | None
    fanpage_day: str | None
    photos: int
    fallen: list[str]
    hidden: int


class OwnPhoto(TypedDict):
    """A photo of an example with how it was made; ``agreed``: consent to it stands."""

    key: str
    record: str
    sha256: str
    alt: str
    crop: list[int] | None
    blurs: list[list[int]]
    width: int
    height: int
    agreed: bool


class Whole(Entry):
    """An example with what it tells, what it is made of, and what the viewer may do. ``people``: names of those who
    work in its schools."""

    story: str
    credit: str
    pictures: list[OwnPhoto]
    originals: list[Original]
    people: list[str]
    may: list[str]


class Examples(TypedDict):
    """Examples, and how many there are in each state; ``lost``: how many somebody should look at, as a record or a
    consent that they need is gone. ``years``: keys of the school years that have published ones."""

    examples: list[Entry]
    counts: dict[str, int]
    waiting: int
    lost: int
    years: Sequence[str]


def examples(session: Session, viewer: Viewer, state: str | None) -> Examples:
    """The examples in a state, or all, those changed last first; how many there are in each state; how many wait to be
    published; and the school years that have published ones. Raises Problem ``forbidden``."""
    refuse_strangers(viewer)
    query = select(Example).order_by(func.coalesce(Example.withdrawn_at, Example.changed_at).desc(), Example.id)
    if state:
        query = query.where(Example.state == state)
    counted = session.execute(select(Example.state, func.count()).group_by(Example.state))
    counts = dict.fromkeys(STATES, 0) | {row[0]: row[1] for row in counted}
    return {
        "examples": _entries(session, session.scalars(query.limit(MOST)).all()),
        "counts": counts,
        "waiting": counts[PROPOSED],
        "lost": _lost(session),
        "years": published_choices(session).years,
    }


def example(session: Session, viewer: Viewer, registers: Registers, id_: str) -> Whole:
    """One example. Raises Problem ``forbidden``, ``not_found``."""
    refuse_strangers(viewer)
    found = session.get(Example, id_) if is_uuid(id_) else None
    if found is None:
        raise Problem("not_found")
    [entry] = _entries(session, [found])
    photos = photos_of(session, [id_]).get(id_, ExamplePhotos([], []))
    hidden = {one.key for one in photos.hidden}
    beside = originals(session, viewer, registers, records_of(session, id_))
    return {
        **entry,
        "story": found.story,
        "credit": found.credit,
        "pictures": [
            _own(one, one.key not in hidden) for one in sorted(photos.shown + photos.hidden, key=lambda one: one.number)
        ],
        "originals": beside,
        "people": people_of(session, {one["unit"] for one in beside}),
        "may": may_do(session, viewer, found),
    }


def _entries(session: Session, found: Collection[Example]) -> list[Entry]:
    ids = [one.id for one in found]
    acted = ((one.prepared_by, one.proposed_by, one.published_by, one.withdrawn_by) for one in found)
    by = {account for accounts in acted for account in accounts if account}
    people, units = of_people(session, by), of_units(session, {one.unit for one in found})
    lost, photos = fallen(session, ids), photos_of(session, ids)
    none = ExamplePhotos([], [])
    return [
        _entry(one, people, units, [each.status for each in lost.get(one.id, [])], photos.get(one.id, none))
        for one in found
    ]


def _entry(
    one: Example, people: dict[str, str], units: dict[str, str], lost: list[str], photos: ExamplePhotos
) -> Entry:
    entry: Entry = {
        "id": one.id,
        "version": one.version,
        "state": one.state,
        "slug": one.slug,
        "title": one.title,
        "unit": one.unit,
        "unit_name": units[one.unit],
        "kind_label": one.kind_label,
        "year": one.year,
        "prepared_by": people[one.prepared_by],
        "prepared_at": utc_text(one.prepared_at),
        "fanpage_link": one.fanpage_link,
        "fanpage_day": one.fanpage_day.isoformat() if one.fanpage_day else None,
        "photos": len(photos.shown),
        "fallen": lost,
        "hidden": len(photos.hidden),
    }
    if one.proposed_by:
        entry["proposed_by"] = people[one.proposed_by]
    if one.published_by and one.published_at:
        entry["published_by"], entry["published_at"] = people[one.published_by], utc_text(one.published_at)
    if one.withdrawn_at:
        entry["withdrawn_by"] = people.get(one.withdrawn_by or "")
        entry["withdrawn_at"], entry["withdrawn_reason"] = utc_text(one.withdrawn_at), one.withdrawn_reason or ""
    return entry


def _own(one: ExamplePhoto, agreed: bool) -> OwnPhoto:
    return {
        "key": one.key,
        "record": one.record,
        "sha256": one.source,
        "alt": one.alt,
        "crop": one.redaction.get("crop"),
        "blurs": one.redaction.get("blurs", []),
        "width": one.width,
        "height": one.height,
        "agreed": agreed,
    }


def _lost(session: Session) -> int:
    """How many examples the server has withdrawn, or should, as a record stands no more, and how many published ones
    have a photo without consent: somebody should look at them."""
    by_itself = and_(Example.state == WITHDRAWN, Example.withdrawn_by.is_(None))
    withdrawn = session.scalar(select(func.count()).select_from(Example).where(by_itself)) or 0
    ids = [*session.scalars(select(Example.id).where(Example.state == PUBLISHED))]
    without = {id_ for id_, photos in photos_of(session, ids).items() if photos.hidden}
    return withdrawn + len(without | fallen(session, ids).keys())
