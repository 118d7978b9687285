"""What becomes of an example: proposed, published by somebody else, announced, withdrawn, taken up again, discarded."""

import re
from datetime import date

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from server.access.examples import keeps_examples, other_officers, publishes_example
from server.access.viewer import Viewer
from server.audit.actor import Act
from server.models.examples import (
    PREPARED,
    PROPOSED,
    PUBLISHED,
    WITHDRAWN,
    Example,
    ExampleModel,
    ExamplePhoto,
    ExampleRecord,
)
from server.platform.clock import now, today
from server.publishing.examples import photo_files
from server.publishing.examples.changing import find, records_of, rest_on
from server.publishing.examples.content import LONGEST_REASON, refuse_link, refuse_short
from server.publishing.examples.falling import hidden_photos
from server.publishing.examples.originals import tellable
from server.publishing.examples.standing import fallen, photos_of
from sync.folding import fold
from sync.protocol.problems import Problem
from sync.protocol.refusals import FOUR_EYES
from sync.registers import Registers

LONGEST_SLUG = 80


def propose(act: Act, id_: str, version: int) -> None:
    """Say that an example is ready to be published. Raises Problem as ``changing.find``; ``invalid`` where it says too
    little or does not stand: see ``publish``."""
    example = find(act.session, act.viewer, id_, version)
    refuse_short(example.title, example.story)
    _refuse_fallen(act.session, id_)
    example.version += 1
    example.state, example.proposed_by, example.proposed_at = PROPOSED, act.viewer.account, now()
    act.record("example.propose", ("example", id_), example.unit, name=example.title)


def publish(act: Act, id_: str, version: int) -> None:
    """Publish a proposed example: from now on everybody reads it.

    Raises Problem as ``changing.find``; ``forbidden`` with other words to whoever changed it last, unless the
    department has no other officer; ``invalid`` by ``records`` (``approved``) where one does not stand as it was, by
    ``photos`` (``consent``) where consent was taken back, by ``alt`` (``required``) for a photo without words.
    """
    session = act.session
    example = find(session, act.viewer, id_, version, PROPOSED)
    others = _others(session, act.viewer)
    if not publishes_example(act.viewer, example.prepared_by, others):
        raise Problem("forbidden", kind=FOUR_EYES)
    refuse_short(example.title, example.story)
    _refuse_fallen(session, id_)
    moment = now()
    example.version += 1
    example.state, example.published_by = PUBLISHED, act.viewer.account
    example.published_at = example.published_at or moment
    example.withdrawn_by = example.withdrawn_at = example.withdrawn_reason = None
    example.slug = example.slug or _slug(session, example.title)
    _show(example)
    alone = example.prepared_by == act.viewer.account
    act.record("example.publish", ("example", id_), example.unit, name=example.title, alone=alone or None)


def withdraw(act: Act, id_: str, version: int, reason: str) -> None:
    """Take a published example from everybody's sight, at once; the reason stands beside it. Raises Problem as
    ``changing.find``, ``invalid`` without a reason."""
    example = find(act.session, act.viewer, id_, version, PUBLISHED)
    reason = reason.strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise Problem("invalid", {"reason": {"rule": "required" if not reason else "length"}})
    example.version += 1
    example.state, example.withdrawn_by, example.withdrawn_at = WITHDRAWN, act.viewer.account, now()
    example.withdrawn_reason = reason
    _show(example)
    act.record("example.withdraw", ("example", id_), example.unit, name=example.title, why=reason)


def reopen(act: Act, registers: Registers, id_: str, version: int) -> None:
    """Take up a proposed or withdrawn example again, to change it: it rests on its records as they stand now.

    Raises Problem as ``changing.find``, and ``invalid`` by ``records`` where one is not approved now.
    """
    session = act.session
    example = find(session, act.viewer, id_, version, PROPOSED, WITHDRAWN)
    if fallen(session, [id_]):
        rest_on(session, registers, example, tellable(session, act.viewer, registers, records_of(session, id_)))
    example.version += 1
    example.state = PREPARED
    act.record("example.reopen", ("example", id_), example.unit, name=example.title)


def announce(act: Act, id_: str, version: int, link: str, day: date | None) -> None:
    """Note where a published example was announced, and on which day; an empty link takes that back. Raises Problem as
    ``changing.find``; ``invalid`` for a link that is not https, or a day to come."""
    example = find(act.session, act.viewer, id_, version, PUBLISHED)
    if link:
        refuse_link(link)
    if day and day > today():
        raise Problem("invalid", {"day": {"rule": "range"}})
    example.version += 1
    example.fanpage_link, example.fanpage_day = link or None, day if link else None
    _show(example)
    act.record("example.announce", ("example", id_), example.unit, name=example.title)


def discard(act: Act, id_: str, version: int) -> list[str]:
    """Give up an example that was never published; returns the keys of files that are to go. Raises Problem as
    ``changing.find``, ``bad_transition`` for one that readers may have seen."""
    session = act.session
    example = find(session, act.viewer, id_, version, PREPARED, PROPOSED)
    if example.published_at:
        raise Problem("bad_transition")
    keys = [*session.scalars(select(ExamplePhoto.key).where(ExamplePhoto.example == id_))]
    photo_files.forget(session, keys)
    for table in (ExamplePhoto, ExampleModel, ExampleRecord):
        session.execute(delete(table).where(table.example == id_))
    unit, title = example.unit, example.title
    session.delete(example)
    act.record("example.discard", ("example", id_), unit, name=title)
    return keys


def may_do(session: Session, viewer: Viewer, example: Example) -> list[str]:
    """What the viewer may do with an example in its present state, by name; ``publish`` also says that they may not
    because they changed it last, as ``publish_other``. ``settle``: the server has withdrawn it by itself;
    ``drop_photos``: consent to some was taken back."""
    if not keeps_examples(viewer):
        return []
    verbs = {
        PREPARED: ["change", "propose"] + ([] if example.published_at else ["discard"]),
        PROPOSED: ["reopen", "publish"] + ([] if example.published_at else ["discard"]),
        PUBLISHED: ["withdraw", "announce"],
        WITHDRAWN: ["reopen"] + ([] if example.withdrawn_by else ["settle"]),
    }[example.state]
    if example.state == PUBLISHED and hidden_photos(session, example):
        verbs.append("drop_photos")
    if "publish" in verbs and not publishes_example(viewer, example.prepared_by, _others(session, viewer)):
        verbs[verbs.index("publish")] = "publish_other"
    return verbs


def _others(session: Session, viewer: Viewer) -> int:
    return session.scalar(select(func.count()).select_from(other_officers(viewer).subquery())) or 0


def _refuse_fallen(session: Session, id_: str) -> None:
    if fallen(session, [id_]):
        raise Problem("invalid", {"records": {"rule": "approved"}})
    photos = photos_of(session, [id_]).get(id_)
    if photos and photos.hidden:
        raise Problem("invalid", {"photos": {"rule": "consent"}})
    if photos and not all(one.alt for one in photos.shown):
        raise Problem("invalid", {"alt": {"rule": "required"}})


def _show(example: Example) -> None:
    """Note a change that readers see."""
    example.edition += 1
    example.changed_at = now()


def _slug(session: Session, title: str) -> str:
    """A title as an address, without diacritics, that no other example has or had."""
    plain = re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-")[:LONGEST_SLUG].strip("-") or "dien-hinh"
    taken = set(session.scalars(select(Example.slug).where(Example.slug.startswith(plain, autoescape=True))))
    numbered = (plain if number == 1 else f"{plain}-{number}" for number in range(1, len(taken) + 2))
    return next(slug for slug in numbered if slug not in taken)
