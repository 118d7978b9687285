"""A connection that PostgreSQL ended while it was at rest is not used again: the next request notices nothing."""

import pytest
from sqlalchemy import select, text

from server.models.org import Unit
from server.platform.database import db, read, read_once, write
from tests.fixtures.applications import open_app

pytestmark = pytest.mark.postgres
MINE, END = text("SELECT pg_backend_pid()"), text("SELECT pg_terminate_backend(:pid, 10000)")


@pytest.mark.parametrize("transaction", [read, read_once, write])
def test_the_next_transaction_has_another(postgres_url, transaction):
    with open_app(postgres_url) as app, open_app(postgres_url) as other:
        with app.app_context(), read() as session:
            ended = session.scalar(MINE)
        with other.app_context(), write() as session:
            assert session.scalar(END, {"pid": ended})
        with app.app_context(), transaction() as session:
            assert session.scalars(select(Unit.id)).all() == []
            assert session.scalar(MINE) != ended


def test_one_at_rest_is_used_again(postgres_url):
    with open_app(postgres_url) as app, app.app_context():
        with read() as session:
            first = session.scalar(MINE)
        with read_once() as session:
            assert session.scalar(MINE) == first
        with write() as session:
            assert session.scalar(MINE) == first
        assert db.engine.pool.checkedin() == 1
