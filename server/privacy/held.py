"""All that the database holds of one person, row by row: for a copy of their data."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from types import SimpleNamespace

from sqlalchemy import JSON, Column, ColumnElement, LargeBinary, Row, String, Table, Text, cast, false, or_, select
from sqlalchemy.orm import Session as Database

import server.models
from server.models.auth import SignInFailure
from server.models.log import LogEntry
from server.models.log_storage import body_of, outcome_of
from server.models.org import Person
from server.platform.database import Model

SECRET = {"person.password", "code.hash", "session.digest", "known_phone.digest", "second_factor.secret"}
SECRET |= {"access_token.digest"}
"""Columns that are left out: whoever had the copy could use them, or guess at what they are made from."""
MADE = {"search_text", "words", "name_order", "look", "previous", "digest", "chain", "personal_digests", "salt"}
"""Columns that say nothing of their own: folded texts for search, and links of chains with their salts."""

LOG = LogEntry.__table__
Held = dict[str, object]


def held_of(session: Database, person: Person) -> Iterator[tuple[str, Held]]:
    """Every row that names a person's account or their username, as (table, column -> JSON value); by table.

    What other people wrote about them in free text is not found by it: it names no account.
    """
    for table in all_tables():
        for row in session.execute(select(table).where(_names(table, person))).yield_per(100):
            yield table.name, _plain(table, row) | (_sent(row) if table is LOG else {})


def all_tables() -> list[Table]:
    """All tables of the models, whose package has to be imported for it."""
    assert server.models
    return Model.metadata.sorted_tables


def _names(table: Table, person: Person) -> ColumnElement[bool]:
    """A condition for the rows of a table in which the person's account stands, as a value or within JSON."""
    found: list[ColumnElement[bool]] = [false()]
    for column in table.columns:
        if isinstance(column.type, JSON):
            found.append(cast(column, Text).contains(person.id, autoescape=True))
        elif isinstance(column.type, String):
            found.append(column == person.id)
    if table is SignInFailure.__table__:
        found.append(SignInFailure.username == person.username)
    return or_(*found)


def _plain(table: Table, row: Row[tuple[object, ...]]) -> Held:
    values = zip(table.columns, row, strict=True)
    return {column.name: _value(column, value) for column, value in values if _shown(table, column)}


def _sent(row: Row[tuple[object, ...]]) -> Held:
    """What the log stores in short forms, as it came and was answered."""
    stored = SimpleNamespace(**row._mapping, stored_body=row.body, stored_outcome=row.outcome)
    return {"body": json.loads(body_of(stored)), "outcome": outcome_of(stored)}


def _shown(table: Table, column: Column[object]) -> bool:
    return column.name not in MADE and f"{table.name}.{column.name}" not in SECRET


def _value(column: Column[object], value: object) -> object:
    """A value as JSON can hold it: times in ISO 8601, bytes as the JSON that they are, or else as their number."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes) and isinstance(column.type, LargeBinary):
        try:
            return json.loads(value)
        except ValueError:
            return {"bytes": len(value)}
    return value
