"""Free text that names a person, found for an officer to look at; nothing is changed by it."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session as Database

from server.models.log import Record
from sync.folding import fold


def texts_naming(session: Database, name: str) -> Iterator[tuple[str, str]]:
    """Every text of a record that holds a name, whatever its diacritics and capitals, as (record, field).

    The field ``thread`` is that of comments and reasons.
    """
    wanted = fold(name).strip()
    query = select(Record.id, Record.data, Record.thread).order_by(Record.id)
    for record, data, thread in session.execute(query).yield_per(200):
        for field, value in (*data.items(), ("thread", thread)):
            if any(wanted in fold(text) for text in _texts(value)):
                yield record, field


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)
