"""The units that hold somebody's work, whether or not they have a role there now."""

import json
from collections.abc import Collection, Iterator
from typing import NamedTuple

from sqlalchemy import Text, cast, false, or_, select
from sqlalchemy.orm import Session as Database

from server.models.log import Record
from server.models.org import Unit

FEW = 3  # accounts that the database looks for itself; of more, what it would compare with each record costs more


class Workplace(NamedTuple):
    """A unit that has records of somebody: its id and its ``Unit.path``."""

    unit: str
    path: str


def workplaces_of(session: Database, accounts: Collection[str]) -> dict[str, set[Workplace]]:
    """Account → the units with records that name it as author or co-author, drafts and deleted ones too."""
    found: dict[str, set[Workplace]] = {account: set() for account in accounts}
    wrote = select(Record.author, Record.scope).where(Record.author.in_(found)).distinct()
    pairs = [(account, unit) for account, unit in session.execute(wrote)] + list(_shared(session, found))
    units = select(Unit.id, Unit.path).where(Unit.id.in_({unit for _, unit in pairs}))
    places = {place.unit: place for place in (Workplace(*row) for row in session.execute(units))}
    for account, unit in pairs:
        found[account].add(places[unit])
    return found


def _shared(session: Database, accounts: Collection[str]) -> Iterator[tuple[str, str]]:
    """Each account and unit with a record that names the account as co-author.

    Whoever signs in as a co-author reads the draft: so it counts like one's own. Looked for in all records, once for
    all accounts, as anybody may be named; people are listed and codes printed seldom enough for that.
    """
    named = cast(Record.persons, Text)
    wanted = (
        or_(false(), *(named.like(f'%"{account}"%') for account in accounts)) if len(accounts) <= FEW else named != "[]"
    )
    for unit, persons in session.execute(select(Record.scope, named).where(wanted).distinct()):
        yield from ((account, unit) for account in json.loads(persons) if account in accounts)
