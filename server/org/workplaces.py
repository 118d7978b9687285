"""The units that hold somebody's work, whether or not they have a role there now."""

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import Text, cast, select
from sqlalchemy.orm import Session as Database

from server.models.log import Record
from server.models.org import Unit


class Workplace(NamedTuple):
    """A unit that has records of somebody: its id and its ``Unit.path``."""

    unit: str
    path: str


def workplaces_of(session: Database, account: str) -> list[Workplace]:
    """The units with records that name an account as author or co-author, drafts and deleted ones too."""
    # Who signs in as a co-author reads the draft: so it counts like one's own. Looked for in all records, as anybody
    # may be named; a code is printed seldom enough for that.
    shared = select(Record.scope).where(cast(Record.persons, Text).like(f'%"{account}"%'))
    units = select(Record.scope).where(Record.author == account).union(shared)
    return [Workplace(*row) for row in session.execute(select(Unit.id, Unit.path).where(Unit.id.in_(units)))]


def workplaces_of_authors(session: Database, accounts: Collection[str]) -> dict[str, list[Workplace]]:
    """Account → the units with records of which it is the author; for lists, as co-authors are not looked for."""
    query = select(Record.author, Unit.id, Unit.path).join(Unit, Unit.id == Record.scope)
    found: dict[str, list[Workplace]] = defaultdict(list)
    for author, unit, path in session.execute(query.where(Record.author.in_(accounts)).distinct()):
        found[author].append(Workplace(unit, path))
    return found
