"""Backups go to a store that speaks S3 and come back from it; what it refuses is said in one sentence."""

import pytest

from server.backups.make import make
from server.backups.restore import restore
from server.backups.rotate import rotate
from server.jobs import chores
from server.models.log import LogEntry
from server.platform.database import read
from server.platform.place import place_of
from server.registers import published
from tests.fixtures.applications import open_app
from tests.village import Village

pytestmark = pytest.mark.slow


@pytest.fixture
def bucket(store_way):
    return "s3://lantoa/backups"


@pytest.fixture
def kept_in_s3(sqlite_url, bucket, tmp_path):
    with open_app(sqlite_url, BACKUPS=bucket, EXPORTS=str(tmp_path / "exports")) as app:
        yield Village(app)


def test_it_is_made_verified_rotated_and_put_back(kept_in_s3, bucket):
    village = kept_in_s3
    gv = village.client("gv")
    gv.do(gv.put())
    village.app.config["BACKUPS_KEPT"] = (1, 1, 1)
    with village.app.app_context():
        first, surplus, last = [make(village.app.config, published.renew(village.app)) for _ in range(3)]
        assert [first.faults, surplus.faults, last.faults] == [[], [], []]
        assert rotate(village.app.config) == [surplus.name]
        assert place_of(bucket).names() == sorted([first.name, last.name])
    gv.do(gv.put())
    with village.app.app_context():
        restore(village.app.config, first.name)
        with read() as session:
            assert session.query(LogEntry).count() == 1
        with pytest.raises(ValueError, match="no backup in s3://lantoa/backups"):
            restore(village.app.config, surplus.name)


@pytest.mark.parametrize("wrong", ["s3://no-such-bucket/x", "s3://"])
def test_a_store_that_refuses_fails_in_words_and_ends_no_job(kept_in_s3, wrong):
    village = kept_in_s3
    village.app.config["BACKUPS"] = wrong
    ran = village.app.test_cli_runner().invoke(args=["backup"])
    assert ran.exit_code == 1
    assert "Error: no backup was made: " in ran.output
    assert "Traceback" not in ran.output
    with village.app.app_context():
        chores.back_up()
