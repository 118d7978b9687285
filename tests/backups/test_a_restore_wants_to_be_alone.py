"""A restore while server or jobs run is refused, and changes nothing."""

import pytest
from sqlalchemy import create_engine, text

from server.backups.restore import restore
from server.jobs import lock
from server.models.log import LogEntry, Restore
from server.platform.database import read, write
from tests.fixtures.applications import open_app


@pytest.fixture
def refused(village, backed_up):
    """Tries a restore, which must change nothing; returns what the command says."""
    gv = village.client("gv")
    gv.do(gv.put())
    made = backed_up()
    gv.do(gv.put())

    def run():
        with village.app.app_context(), pytest.raises(ValueError) as refusal:
            restore(village.app.config, made.name)
        return str(refusal.value)

    yield run
    with village.app.app_context(), read() as session:
        assert session.query(LogEntry).count() == 2
        assert session.query(Restore).count() == 0
    with village.app.app_context(), write() as session:
        session.execute(text("UPDATE scope SET safe = safe"))


def test_while_a_server_has_it_open(village, refused):
    """One that waits for requests, with a connection in its pool."""
    engine = create_engine(village.app.config["DATABASE_URL"])
    with engine.connect() as connection:
        connection.execute(text("SELECT count(*) FROM unit"))
    assert "stop the server first" in refused()
    engine.dispose()


@pytest.mark.lengthy
def test_while_jobs_run(village, refused):
    url = village.app.config["DATABASE_URL"]
    with open_app(url) as other, other.app_context(), lock.hold_lock(url):
        assert "stop them first" in refused()
