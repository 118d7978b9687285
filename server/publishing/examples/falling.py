"""Withdrawing by itself what nobody may read any more, and what an officer then does about it."""

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from server.audit import append as audit
from server.audit.actor import Act
from server.models.examples import PUBLISHED, WITHDRAWN, Example, ExamplePhoto
from server.platform.clock import now
from server.platform.database import again, read, write
from server.publishing.examples import photo_files
from server.publishing.examples.changing import find
from server.publishing.examples.standing import fallen, fallen_records, photos_of
from sync.protocol.problems import Problem

_FALLEN = select(Example).where(Example.state == PUBLISHED, exists(fallen_records()))


def withdraw_fallen() -> int:
    """Withdraw each published example of which a record does not stand any more as it tells it; returns how many.

    Nobody reads these already. That nobody of the department withdrew it stands beside it, with the record's status as
    the reason, until an officer takes it up again or settles it. Needs an application's context.
    """
    with read() as session:
        waiting = session.scalars(_FALLEN).first() is not None
    return again(_withdraw) if waiting else 0


def _withdraw() -> int:
    with write() as session:
        found = session.scalars(_FALLEN.with_for_update(of=Example)).all()
        lost = fallen(session, [one.id for one in found])
        for one in found:
            one.state, one.withdrawn_by, one.withdrawn_at = WITHDRAWN, None, now()
            one.withdrawn_reason = lost[one.id][0].status
            _note(one)
        audit.record_all(
            session,
            audit.SYSTEM,
            [
                audit.NewEntry(
                    "example.fall", ("example", one.id), one.unit, {"name": one.title, "why": one.withdrawn_reason}
                )
                for one in found
            ],
        )
        return len(found)


def settle(act: Act, id_: str, version: int) -> None:
    """Leave an example that the server has withdrawn by itself withdrawn for good: it needs nobody any more. Raises
    Problem as ``changing.find``, ``bad_transition`` for one that somebody has withdrawn."""
    example = find(act.session, act.viewer, id_, version, WITHDRAWN)
    if example.withdrawn_by is not None:
        raise Problem("bad_transition")
    example.version += 1
    example.withdrawn_by = act.viewer.account
    act.record("example.settle", ("example", id_), example.unit, name=example.title)


def drop_hidden_photos(act: Act, id_: str, version: int) -> list[str]:
    """Drop the photos of a published example to which consent was taken back; returns the keys of files that are to go.

    Raises Problem as ``changing.find``, ``bad_transition`` if there are none.
    """
    session = act.session
    example = find(session, act.viewer, id_, version, PUBLISHED)
    hidden = hidden_photos(session, example)
    if not hidden:
        raise Problem("bad_transition")
    session.execute(delete(ExamplePhoto).where(ExamplePhoto.key.in_(hidden)))
    photo_files.forget(session, hidden)
    _note(example)
    act.record("example.drop_photos", ("example", id_), example.unit, name=example.title, count=len(hidden))
    return hidden


def hidden_photos(session: Session, example: Example) -> list[str]:
    """The keys of an example's photos that nobody sees, as consent was taken back."""
    photos = photos_of(session, [example.id]).get(example.id)
    return [one.key for one in photos.hidden] if photos else []


def _note(example: Example) -> None:
    """Note a change that readers see."""
    example.version += 1
    example.edition += 1
    example.changed_at = now()
