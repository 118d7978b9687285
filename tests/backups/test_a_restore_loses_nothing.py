"""``flask restore`` brings the backup's moment back, keeps what was there, and phones send again what it lost."""

import pytest
from pyrage import x25519
from sqlalchemy import func, select

from server.backups.make import make
from server.backups.restore import restore
from server.models.log import LogEntry, Restore
from server.platform.database import read
from server.registers import published
from tests.fixtures.applications import open_app
from tests.village import Village


@pytest.fixture
def sqlite_village(sqlite_url, tmp_path):
    with open_app(sqlite_url) as app:
        app.config.update(BACKUPS=str(tmp_path / "backups"), EXPORTS=str(tmp_path / "exports"))
        yield Village(app)


def count(village, what):
    with village.app.app_context(), read() as session:
        return session.scalar(select(func.count()).select_from(what))


@pytest.mark.parametrize("sealed", [False, True])
def test_it_is_the_backup_again_and_the_former_one_is_kept(sqlite_village, tmp_path, sealed):
    village, key = sqlite_village, x25519.Identity.generate()
    village.app.config["BACKUP_RECIPIENT"] = str(key.to_public()) if sealed else ""
    (tmp_path / "identity").write_text(str(key))
    gv = village.client("gv")
    gv.do(gv.put())
    with village.app.app_context():
        made = make(village.app.config, published.renew(village.app))
    assert made.sealed == sealed
    later = gv.put()
    gv.do(later)
    with village.app.app_context():
        _, former = restore(village.app.config, made.name, tmp_path / "identity")
    assert former.is_file()
    assert count(village, LogEntry) == 1
    assert count(village, Restore) > 0
    assert gv.sync(later)["reset"][gv.unit] == "history"
    assert gv.do(later)["version"]


def test_what_is_damaged_changes_nothing(sqlite_village, tmp_path):
    village = sqlite_village
    gv = village.client("gv")
    gv.do(gv.put())
    (tmp_path / "broken.tar.gz").write_bytes(b"no archive")
    with village.app.app_context(), pytest.raises(ValueError, match="damaged"):
        restore(village.app.config, str(tmp_path / "broken.tar.gz"))
    assert count(village, LogEntry) == 1
