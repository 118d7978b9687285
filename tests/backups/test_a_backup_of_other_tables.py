"""A backup of an older release gets the present tables on its way back; one of a newer release is refused."""

import json

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from server.backups import archive
from server.backups.dump import dump
from server.backups.restore import restore
from server.models.log import LogEntry, Restore
from server.platform.database import db, read
from tests.fixtures.applications import open_app
from tests.village import Village

OLD = "0013"  # before there were backups


@pytest.fixture
def sqlite_village(sqlite_url, tmp_path):
    with open_app(sqlite_url, BACKUPS=str(tmp_path / "backups"), EXPORTS=str(tmp_path / "exports")) as app:
        yield Village(app)


@pytest.fixture
def packed(sqlite_village, tmp_path):
    """Packs a backup of the present tables, with a manifest that says what is given."""
    folder = tmp_path / "parts"

    def pack(**manifest):
        (folder / "exports").mkdir(parents=True)
        made = dump(db.engine, folder, lambda done, total: None)
        made.write(folder)
        content = json.loads((folder / "manifest.json").read_text()) | manifest
        (folder / "manifest.json").write_text(json.dumps(content))
        archive.pack(folder, tmp_path / "packed.tar.gz", "")
        return str(tmp_path / "packed.tar.gz")

    return pack


@pytest.mark.lengthy
def test_an_older_one_is_migrated_before_it_is_used(sqlite_village, packed):
    village = sqlite_village
    gv = village.client("gv")
    gv.do(gv.put())
    with village.app.app_context():
        downgrade(revision=OLD)
        file = packed()
        upgrade()
        manifest, _ = restore(village.app.config, file)
        assert manifest.release == OLD
        with read() as session:
            assert session.scalar(text("SELECT version_num FROM alembic_version")) != OLD
            assert session.query(LogEntry).count() == 1
            assert session.query(Restore).count() > 0
    gv.sync()
    gv.do(gv.put())


@pytest.mark.lengthy
def test_a_newer_one_is_refused_in_words(sqlite_village, packed):
    village = sqlite_village
    with village.app.app_context():
        file = packed(release="9999")
    ran = village.app.test_cli_runner().invoke(args=["restore", file, "--yes"])
    assert ran.exit_code == 1
    assert "newer release: its tables are at 9999" in ran.output
    assert "Traceback" not in ran.output
