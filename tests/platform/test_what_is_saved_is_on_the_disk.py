"""A commit returns when it is on the disk: on SQLite the server sets what makes it so."""

import pytest
from sqlalchemy import text

from server import create_app
from server.platform.database import db, read, write


@pytest.mark.lengthy
@pytest.mark.parametrize("transaction", [read, write])
def test_every_connection_waits_for_the_disk(tmp_path, transaction):
    app = create_app({"DATABASE_URL": f"sqlite:///{tmp_path / 'lantoa.db'}"})
    with app.app_context():
        with transaction() as session:
            assert session.scalar(text("PRAGMA synchronous")) == 2, "FULL"
            assert session.scalar(text("PRAGMA journal_mode")) == "wal"
        db.engine.dispose()
