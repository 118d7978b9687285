"""Deleting the backups that are kept no longer."""

from collections.abc import Mapping, Sequence
from typing import cast

from sqlalchemy import delete, select, update

from server.backups.keep import Held, kept
from server.models.backups import Backup
from server.platform.database import again, read, write
from server.platform.place import place_of


def rotate(config: Mapping[str, object]) -> list[str]:
    """Delete what is kept no longer of the backups in the present place; returns the names of the deleted files.

    Files that the database does not know of stay, as do those in a place that was set before. A backup whose file is
    gone is forgotten. Needs an app context. Raises OSError if the place does not answer.
    """
    setting = str(config["BACKUPS"])
    place, counts = place_of(setting), cast("Sequence[int]", config["BACKUPS_KEPT"])
    with read() as session:
        known = session.scalars(select(Backup).where(Backup.place == setting)).all()
    names = set(place.names())
    there = [one for one in known if one.name in names]
    chosen = kept([Held(one.id, one.made, one.verified is not None) for one in there], counts)
    surplus = [one for one in there if one.id not in chosen]
    # Deleted before they are forgotten: what a crash leaves half done is finished the next time.
    for one in surplus:
        place.delete(one.name)
    again(lambda: _note([one.id for one in known if one.id not in chosen], chosen))
    return sorted(one.name for one in surplus)


def _note(gone: list[str], chosen: Mapping[str, str]) -> None:
    with write() as session:
        session.execute(delete(Backup).where(Backup.id.in_(gone)))
        for id_, kind in sorted(chosen.items()):
            session.execute(update(Backup).where(Backup.id == id_, Backup.kind != kind).values(kind=kind))
