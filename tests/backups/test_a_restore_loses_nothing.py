"""``flask restore`` brings the backup's moment back, keeps what was there, and phones send again what it lost."""

import pytest
from pyrage import x25519
from sqlalchemy import func, select

from server.audit.chain import chain_faults
from server.backups import rewound
from server.backups.erased import note_erased
from server.backups.restore import restore
from server.log.restores import Restores
from server.models.log import LogEntry, Restore
from server.models.org import Person
from server.platform.clock import now
from server.platform.database import db, read, write
from server.privacy.erase import MARKER, erase


def count(village, what):
    with village.app.app_context(), read() as session:
        return session.scalar(select(func.count()).select_from(what))


@pytest.fixture
def put_back(village, request):
    """Puts a backup back and returns what became of the former database."""
    formers = []

    def run(source, identity=None):
        with village.app.app_context():
            _, former = restore(village.app.config, source, identity)
            assert not rewound.notice(village.app.config)
        formers.append(former)
        return former

    yield run
    for former in formers:
        if isinstance(former, str):
            request.getfixturevalue("postgres").drop(former)


@pytest.mark.lengthy
@pytest.mark.parametrize("sealed", [False, True])
def test_it_is_the_backup_again_and_the_former_one_is_kept(village, backed_up, put_back, tmp_path, sealed):
    key = x25519.Identity.generate()
    (tmp_path / "identity").write_text(str(key))
    gv = village.client("gv")
    gv.do(gv.put())
    made = backed_up(BACKUP_RECIPIENT=str(key.to_public()) if sealed else "")
    assert made.sealed == sealed
    later = gv.put()
    gv.do(later)
    former = put_back(made.name, tmp_path / "identity")
    assert former if isinstance(former, str) else former.stat().st_nlink == 1
    assert count(village, LogEntry) == 1
    assert count(village, Restore) > 0
    assert gv.sync(later)["reset"][gv.unit] == "history"
    assert gv.do(later)["version"]


def test_it_comes_into_a_place_where_nothing_is(village, backed_up, put_back, request, tmp_path):
    """As on a new machine."""
    gv = village.client("gv")
    gv.do(gv.put())
    backed_up()
    with village.app.app_context():
        db.engine.dispose()
        name = str(db.engine.url.database)
    if village.app.config["DATABASE_URL"].startswith("sqlite"):
        (tmp_path / "lantoa.db").unlink()
    else:
        request.getfixturevalue("postgres").drop(name)
    assert put_back("newest") is None
    assert count(village, LogEntry) == 1


@pytest.mark.lengthy
def test_a_younger_backup_put_back_after_an_older_one_knows_of_both(village, backed_up, put_back):
    """What a phone read between the two was cut off where the older one ends."""
    gv = village.client("gv")
    gv.do(gv.put())
    older = backed_up()
    gv.do(gv.put())
    younger = backed_up()
    put_back(older.name)
    put_back(younger.name)
    with village.app.app_context(), read() as session:
        assert Restores(session, [gv.unit], now()).fork(gv.unit) == 1


def test_what_is_damaged_changes_nothing(village, backed_up, put_back, tmp_path):
    gv = village.client("gv")
    gv.do(gv.put())
    (tmp_path / "broken.tar.gz").write_bytes(b"no archive")
    with pytest.raises(ValueError, match="damaged"):
        put_back(str(tmp_path / "broken.tar.gz"))
    assert count(village, LogEntry) == 1
    assert count(village, Restore) == 0


@pytest.mark.lengthy
def test_who_was_erased_since_is_erased_again(village, backed_up, put_back):
    made = backed_up()
    with village.app.app_context():
        note_erased(village.app.config, village.accounts["gv"])
    put_back(made.name)
    with village.app.app_context(), read() as session:
        people = {account: session.get(Person, village.accounts[account]) for account in ("gv", "gvb")}
        assert (people["gv"].name, people["gv"].active) == (MARKER, False)
        assert people["gvb"].name == "gvb"
        assert [*chain_faults(session)] == []


@pytest.mark.lengthy
def test_who_was_erased_is_erased_again_though_the_list_is_lost(village, backed_up, put_back):
    """The database that was there knows it too."""
    made = backed_up()
    with village.app.app_context(), write() as session:
        erase(session, village.accounts["gv"])
    put_back(made.name)
    with village.app.app_context(), read() as session:
        assert session.get(Person, village.accounts["gv"]).name == MARKER


def test_a_name_that_is_none_is_answered_with_those_that_are(village, backed_up, put_back):
    made = backed_up()
    with pytest.raises(ValueError, match=f"no backup in .*; the newest there are {made.name}"):
        put_back("lantoa-2026")
