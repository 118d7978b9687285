"""Rows that are inserted many at a time hold what was given, on both databases."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy import JSON, Boolean, Column, Date, Integer, LargeBinary, MetaData, String, Table, select

from server.models.moment import Moment
from server.models.writers import Writers
from server.platform.database import db, write
from server.platform.row_insert import RowInsert

MUTATION = "0193e0a4-0000-7000-8000-00000000000a"
MINUTE = datetime(2026, 11, 29, 7, 30, 0, 123456, tzinfo=UTC)
HERE = timezone(timedelta(hours=7))
TEXT = 'Sín Thầu "đẹp"\\ [1], {2}, %s %(x)s :y ? \t\n'
ROWS = [
    {
        "id": 1,
        "words": TEXT,
        "order": None,
        "body": b"\x01\x00\xff",
        "data": {"title": TEXT, "count": 12, "share": 0.5, "list": [None, True, {"sha256": ""}]},
        "deleted": None,
        "writers": {"title": [[1, MUTATION]]},
        "at": MINUTE.astimezone(HERE),
        "day": date(2026, 1, 31),
        "plain": True,
    },
    {
        "id": 2**31 - 1,
        "words": "",
        "order": "null",
        "body": b"",
        "data": [],
        "deleted": [1, MUTATION],
        "writers": {},
        "at": None,
        "day": None,
        "plain": False,
    },
]


@pytest.fixture
def table(app):
    named = Table(
        "row_insert",
        MetaData(),
        Column("id", Integer, primary_key=True),
        Column("words", String),
        Column("order", String),
        Column("body", LargeBinary),
        Column("data", JSON),
        Column("deleted", JSON(none_as_null=True)),
        Column("writers", Writers),
        Column("at", Moment),
        Column("day", Date),
        Column("plain", Boolean),
    )
    with app.app_context():
        named.create(db.engine)
        yield named
        named.drop(db.engine)


def test_each_value_comes_back(app, table):
    with app.app_context(), write() as session:
        RowInsert(table, ROWS[0]).write(session.connection(), ROWS)
        found = session.execute(select(table).order_by(table.c.id)).mappings().all()
    assert [dict(row) for row in found] == [{**ROWS[0], "at": MINUTE}, ROWS[1]]


def test_a_column_that_is_not_named_keeps_its_default(app, table):
    with app.app_context(), write() as session:
        RowInsert(table, ("id", "words")).write(session.connection(), [{"id": 3, "words": TEXT, "order": "not meant"}])
        assert session.execute(select(table.c.words, table.c.order)).one() == (TEXT, None)
