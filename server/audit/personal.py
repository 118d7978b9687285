"""What an audit entry holds of people: kept beside it, one row a person, so that an erasure can take it away.

The entry itself is in the chain and names ids alone. Of each row it holds a digest that is salted: once the row and its
salt are gone, nobody can confirm a guess of what it held.
"""

import hashlib
import secrets
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypedDict

from sqlalchemy import select
from sqlalchemy.orm import Session as Database

from server.models.audit import AuditPersonal
from server.models.org import Cluster, Person, Unit
from sync.folding import fold
from sync.protocol.canonical import canonical

NOBODY = ""
"""Whose the values are that belong to no account that is known: no erasure takes them."""

OF_PEOPLE = ("name", "username", "was", "device")
"""Details of an entry about a person that say who that is."""
FREE_TEXT = ("why", "reason", "text", "file")
"""Details that somebody wrote, whatever the entry is about."""

ERASED = "erased"
"""A detail of an entry that notes an erasure: number of an entry of an earlier release → digest of what was left of
it."""
TAKEN = "taken"
"""A detail of an entry that notes an erasure: the numbers of the entries whose values of that person were deleted."""

NAMED: dict[str, type[Person] | type[Unit] | type[Cluster]] = {"person": Person, "unit": Unit, "cluster": Cluster}
"""The kinds of targets that have a name, with their tables."""

LONGEST_SEARCH_TEXT = 2_000  # characters of an entry's text for search
SALT = 32  # bytes


class Row(TypedDict):
    """What is kept of one person beside an entry; the columns of ``AuditPersonal`` but for the entry's number."""

    person: str
    salt: bytes
    address: str | None
    device: str | None
    details: dict[str, object]
    words: str


class Parted(NamedTuple):
    """An entry's details and folded words for search that name nobody, and the rows of those whom it does name."""

    details: dict[str, object]
    search_text: str
    rows: list[Row]


class _Values:
    """What is known of one person, while an entry is made."""

    def __init__(self) -> None:
        self.address: str | None = None
        self.device: str | None = None
        self.details: dict[str, object] = {}
        self.texts: list[str] = []

    def rows(self, person: str) -> Iterator[Row]:
        """The row that is kept of it; none if there is nothing."""
        search_text = _folded(self.texts)
        if self.address or self.device or self.details or search_text:
            yield {
                "person": person,
                "salt": secrets.token_bytes(SALT),
                "address": self.address,
                "device": self.device,
                "details": self.details,
                "words": search_text,
            }


def part(
    session: Database,
    actor: str | None,
    place: tuple[str | None, str | None],
    target: tuple[str, str] | None,
    details: Mapping[str, object],
) -> Parted:
    """Part what is personal from what is not, for a new entry by ``actor`` about ``target``.

    ``place``: address and name of the device that the actor is at. Without an actor they are those of the person whom
    the entry is about. The entry of an erasure holds nothing of whom it is about.
    """
    about = target[1] if target and target[0] == "person" else NOBODY
    personal = {*FREE_TEXT, *(OF_PEOPLE if about else ())}
    values = {person: _Values() for person in (actor or about, about)}
    by, of = values[actor or about], values[about]
    by.address, by.device = place
    by.texts += _names(session, Person, actor)
    of.details = {name: value for name, value in details.items() if name in personal}
    if about and about != actor and TAKEN not in details:
        of.texts += _names(session, Person, about)
    of.texts += texts_in(of.details)
    rest = {name: value for name, value in details.items() if name not in personal}
    named = _names(session, NAMED[target[0]], target[1]) if target and not about and target[0] in NAMED else []
    return Parted(
        rest,
        _folded([*named, *texts_in(readable(rest))]),
        [row for person, one in values.items() for row in one.rows(person)],
    )


def digest_of_row(row: Mapping[str, object]) -> str:
    """The digest, SHA-256 in hex, by which an entry holds a row of ``AuditPersonal``: over its salt and its values."""
    salt = row["salt"]
    assert isinstance(salt, bytes)
    values = {name: row[name] for name in ("person", "address", "device", "details", "words")}
    return hashlib.sha256(salt + canonical(values)).hexdigest()


def rows_of(session: Database, numbers: Iterable[int]) -> dict[int, list[AuditPersonal]]:
    """What is kept beside some entries: number → rows; entries that have none are left out."""
    found: dict[int, list[AuditPersonal]] = {}
    query = select(AuditPersonal).where(AuditPersonal.seq.in_(numbers)).order_by(AuditPersonal.seq)
    for row in session.scalars(query):
        found.setdefault(row.seq, []).append(row)
    return found


def readable(details: Mapping[str, object]) -> dict[str, object]:
    """The details of an entry as people read and search them: without those by which the chain knows of an erasure."""
    return {name: value for name, value in details.items() if name not in (ERASED, TAKEN)}


def _folded(texts: list[str]) -> str:
    return fold(" ".join(texts))[:LONGEST_SEARCH_TEXT]


def _names(session: Database, table: type[Person] | type[Unit] | type[Cluster], id_: str | None) -> list[str]:
    """The names by which a search finds somebody or something."""
    one = session.get(table, id_) if id_ else None
    return [text for text in (getattr(one, name, None) for name in ("name", "username")) if text]


def texts_in(value: object) -> Iterator[str]:
    """Every text within a JSON value; the names of members are none."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list):
        for inner in value.values() if isinstance(value, Mapping) else value:
            yield from texts_in(inner)
