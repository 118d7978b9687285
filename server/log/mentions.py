"""Which photos a batch's mutations name: noted with the log entries, as their authors' right to send these photos."""

from collections.abc import Iterator, Sequence
from typing import NotRequired, TypedDict

from sqlalchemy import func, select, tuple_
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from server.models.photos import Photo, PhotoMention
from sync.protocol.ids import is_sha256
from sync.protocol.mutation import Mutation

KEY = ("person", "record", "sha256")


class NewMention(TypedDict):
    """The columns of a ``PhotoMention`` that is about to be inserted; ``wanted`` and ``safe`` are found out as it is
    written."""

    person: str
    record: str
    sha256: str
    scope: str
    rev: int | None
    wanted: NotRequired[bool]
    safe: NotRequired[bool]


def mentions(person: str, mutation: Mutation, rev: int | None) -> Iterator[NewMention]:
    """The photos, and their previews, that a put of this person sets or adds.

    ``rev``: that of its log entry, None if it waits for a leader.
    """
    for sha256 in dict.fromkeys(_hashes(mutation)):
        yield {"person": person, "record": mutation.record, "sha256": sha256, "scope": mutation.unit, "rev": rev}


def write_mentions(session: Session, new: Sequence[NewMention]) -> None:
    """Note photos that were named, one at least, in the caller's transaction; one noted before keeps its first rev."""
    distinct = {(one["person"], one["record"], one["sha256"]): one for one in reversed(new)}
    named = {(one["scope"], one["sha256"]) for one in new}
    key = tuple_(Photo.scope, Photo.sha256)
    found = session.execute(select(Photo.scope, Photo.sha256, Photo.safe, Photo.large).where(key.in_(named)))
    there = {(scope, sha256): safe or large is None for scope, sha256, safe, large in found}
    rows = [
        {**one, "wanted": (at := (one["scope"], one["sha256"])) not in there, "safe": there.get(at, False)}
        for one in distinct.values()
    ]
    if session.get_bind().dialect.name == "sqlite":
        on_sqlite = sqlite_insert(PhotoMention).values(rows)
        first = func.coalesce(PhotoMention.rev, on_sqlite.excluded.rev)
        session.execute(on_sqlite.on_conflict_do_update(index_elements=KEY, set_={"rev": first}))
    else:
        statement = postgresql_insert(PhotoMention).values(rows)
        first = func.coalesce(PhotoMention.rev, statement.excluded.rev)
        session.execute(statement.on_conflict_do_update(index_elements=KEY, set_={"rev": first}))


def _hashes(mutation: Mutation) -> Iterator[str]:
    """What an applied put sets or adds was checked; one that waits for a leader may hold anything."""
    for values in (*mutation.set.values(), *mutation.add.values()):
        for one in values if isinstance(values, list) else ():
            if isinstance(one, dict) and is_sha256(one.get("sha256")):
                yield from (one[name] for name in ("sha256", "preview") if is_sha256(one.get(name)))
