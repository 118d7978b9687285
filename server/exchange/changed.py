"""Changed records, read and written out as JSON without being taken apart: their JSON columns go into the answer as the
database holds them."""

from typing import NamedTuple

import orjson
from sqlalchemy import ColumnElement, Text, case, cast, null, select
from sqlalchemy.orm import InstrumentedAttribute

from server.models.log import Record
from server.platform.id_lists import among


class ChangedRecord(NamedTuple):
    """A record as far as the feed needs it; ``*_json``: a JSON column's text.

    ``data_json`` is None of records that are not sent whole.
    """

    id: str
    scope: str
    register: str
    version: int
    author: str
    rev: int
    chain: str
    status: str
    period: str | None
    submitted_rev: int | None
    submitted_by: str | None
    deleted_by: str | None
    persons_json: str
    once_json: str
    conflicts_json: str
    thread_json: str
    flags_json: str
    consents_json: str | None
    data_json: str | None

    @property
    def form(self) -> str:
        """The record's register and its version, such as ``activity@3``."""
        return f"{self.register}@{self.version}"

    @property
    def persons(self) -> list[str]:
        """The accounts of its co-authors."""
        return list(orjson.loads(self.persons_json))

    @property
    def once(self) -> list[str]:
        """The accounts of everybody who was ever named as co-author."""
        return list(orjson.loads(self.once_json))

    @property
    def in_conflict(self) -> bool:
        """Whether some field has several values."""
        return self.conflicts_json != "{}"


def _text(column: InstrumentedAttribute[object]) -> ColumnElement[str]:
    return cast(column, Text)


_DATA = case((among(Record.id, "left_out"), null()), else_=_text(Record.data))
CHANGED = select(
    Record.id,
    Record.scope,
    Record.register,
    Record.version,
    Record.author,
    Record.rev,
    Record.chain,
    Record.status,
    Record.period,
    Record.submitted_rev,
    Record.submitted_by,
    Record.deleted_by,
    _text(Record.persons),
    _text(Record.once),
    _text(Record.conflicts),
    _text(Record.thread),
    _text(Record.flags),
    _text(Record.consents),
    _DATA,
)
"""A query for the members of ``ChangedRecord``; its parameter ``left_out`` has the ids of records that are not sent
whole."""


def written(record: ChangedRecord) -> bytes:
    """A record without conflicts as JSON, with the members of ``server.records.representation.describe``."""
    change: dict[str, object] = {
        "id": record.id,
        "unit": record.scope,
        "form": record.form,
        "author": record.author,
        "submitted_by": record.submitted_by,
        "period": record.period,
        "version": f"{record.rev}.{record.chain}",
        "status": record.status,
        "data": _short(record.data_json or "{}"),
    }
    if record.thread_json != "[]":
        change["thread"] = _short(record.thread_json)
    if record.flags_json != "[]":
        change["flags"] = _short(record.flags_json)
    if record.consents_json:
        change["consents"] = orjson.Fragment(record.consents_json)
    return orjson.dumps({name: value for name, value in change.items() if value})


def _short(json: str) -> orjson.Fragment:
    """JSON as it is; what earlier releases stored with each Vietnamese letter as ``\\uXXXX`` is written anew."""
    return orjson.Fragment(orjson.dumps(orjson.loads(json)) if "\\u" in json else json)
