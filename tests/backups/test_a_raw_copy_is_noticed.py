"""A copy of the database that somebody puts back without ``flask restored`` is noticed, and phones lose nothing."""

import shutil
import sqlite3
import subprocess
from contextlib import closing

import pytest
from sqlalchemy import select

from server.backups import rewound
from server.backups.erased import note_erased
from server.doctor.rewound import check_rewound
from server.jobs import chores
from server.models.audit import AuditEntry
from server.models.log import Restore
from server.models.org import Person
from server.platform.database import db, read, write
from server.privacy.erase import MARKER, erase
from tests.provision import postgres_folder


@pytest.fixture
def kept_apart(village, tmp_path):
    village.app.config.update(EXPORTS=str(tmp_path / "exports"), BACKUPS=str(tmp_path / "backups"))
    return village


@pytest.fixture
def copied(kept_apart, tmp_path):
    """Copies the database by its own tools; returns what puts the copy back without a word, as a restart would see
    it."""
    url = kept_apart.app.config["DATABASE_URL"]
    plain = url.replace("+psycopg", "")

    def run(program, *words):
        subprocess.run([f"{postgres_folder()}/{program}", *words], check=True)

    def copy():
        if url.startswith("sqlite"):
            with closing(sqlite3.connect(tmp_path / "lantoa.db")) as connection:
                connection.execute("VACUUM INTO ?", [str(tmp_path / "copy")])
        else:
            run("pg_dump", "--format=custom", f"--file={tmp_path / 'copy'}", plain)
        return put_back

    def put_back():
        with kept_apart.app.app_context():
            db.engine.dispose()
        if url.startswith("sqlite"):
            shutil.copyfile(tmp_path / "copy", tmp_path / "lantoa.db")
            for ending in ("-wal", "-shm"):
                (tmp_path / f"lantoa.db{ending}").unlink(missing_ok=True)
        else:
            run("pg_restore", "--clean", "--no-owner", f"--dbname={plain}", str(tmp_path / "copy"))
        kept_apart.app.extensions.pop("rewound", None)

    return copy


def found(village):
    with village.app.app_context(), read() as session:
        recorded = session.scalars(select(AuditEntry.details).where(AuditEntry.action == "restore.record")).all()
        restores = session.query(Restore).count() > 0
        return check_rewound(session, village.app.config).state, restores, [one.get("noticed") for one in recorded]


def test_the_first_exchange_after_it_finds_it_recorded(kept_apart, copied):
    village = kept_apart
    gv, other = village.client("gv"), village.client("gv")
    first, later = gv.put(), gv.put()
    gv.do(first)
    other.sync()
    put_back = copied()
    assert gv.do(later)["version"]
    assert found(village) == ("ok", False, [])
    put_back()
    assert found(village) == ("fault", False, [])
    # Somebody else is first, and writes what the lost rev had: no head gives it away.
    assert other.sync(other.put())["reset"][gv.unit] == "history"
    assert found(village) == ("warning", True, [True])
    assert gv.sync()["reset"][gv.unit] == "history"
    assert gv.do(later)["version"]
    assert gv.do(first)["version"]
    assert found(village) == ("warning", True, [True])


def test_the_jobs_find_it_too_and_record_it_once(kept_apart, copied):
    village = kept_apart
    gv = village.client("gv")
    put_back = copied()
    gv.do(gv.put())
    put_back()
    with village.app.app_context():
        chores.notice_rewound()
        chores.notice_rewound()
        assert not rewound.notice(village.app.config)
    assert found(village) == ("warning", True, [True])


def test_whom_it_brings_back_the_jobs_erase_again(kept_apart, copied):
    village, config = kept_apart, kept_apart.app.config
    account = village.accounts["gv"]
    put_back = copied()
    with village.app.app_context():
        note_erased(config, account)
        with write() as session:
            erase(session, account)
    put_back()
    with village.app.app_context():
        with read() as session:
            assert session.get(Person, account).name == "gv"
        chores.notice_rewound()
        with read() as session:
            assert session.get(Person, account).name == MARKER


def test_one_that_was_recorded_is_not_noticed_again(kept_apart, copied):
    village = kept_apart
    gv = village.client("gv")
    put_back = copied()
    gv.do(gv.put())
    put_back()
    assert village.app.test_cli_runner().invoke(args=["restored"]).exit_code == 0
    gv.sync()
    assert found(village) == ("ok", True, [None])


def test_a_disk_that_takes_no_note_loses_no_answer(kept_apart, monkeypatch):
    gv = kept_apart.client("gv")
    monkeypatch.setattr(rewound.os, "open", lambda *given: (_ for _ in ()).throw(OSError(28, "No space left")))
    assert gv.do(gv.put())["version"]
