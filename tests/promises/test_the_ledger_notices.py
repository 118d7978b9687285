"""What the ledger and the simulated disk are trusted for: each kind of fault is seen, and a cut takes what was not
synced."""

import contextlib
import os
import select
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing
from random import Random

import psycopg
import pytest

from bench.load.cluster import cluster
from bench.trust import postgres_disk
from bench.trust.disk import begin, cut
from bench.trust.ledger import Entry, Ledger
from bench.trust.postgres_faults import PostgresFaults
from bench.trust.server_and_jobs import ServerAndJobs
from server.platform.config import ROOT
from sync.protocol.canonical import canonical

MADE = {"id": "a", "do": "put"}
BODY = canonical(MADE)
WRITES = """
import os, sqlite3, sys
from pathlib import Path
from bench.trust.disk import watch
folder = Path(sys.argv[1])
watch(folder / "copies")
database = sqlite3.connect(folder / "lantoa.db", isolation_level=None)
database.execute("PRAGMA journal_mode=WAL")
database.execute(f"PRAGMA synchronous={sys.argv[2]}")
for number in range(20):
    database.execute("INSERT INTO one VALUES (?)", [number])
os.kill(os.getpid(), 9)
"""


@pytest.fixture
def ledger():
    ledger = Ledger()
    ledger.save("an", ["a"])
    return ledger


def seen(ledger, *entries, held=("a",)):
    verdict = ledger.compare([*entries], ["a"] * len(entries), {"an": {*held}})
    return len(verdict.lost), len(verdict.duplicated), len(verdict.altered)


def test_what_was_not_sent_is_nowhere_but_on_its_phone(ledger):
    assert seen(ledger) == (0, 0, 0)
    assert seen(ledger, held=()) == (1, 0, 0)
    assert seen(ledger, Entry("an", BODY, "1.A"))[1:] == (1, 1)


def test_what_went_out_unanswered_is_there_at_most_once(ledger):
    ledger.goes_out({"mutations": [MADE]})
    for cut_off in (b"", b'{"outcomes": {"a": {"version": "1.A"}'):
        ledger.comes_back(cut_off)
    assert seen(ledger) == (0, 0, 0)
    assert seen(ledger, Entry("an", BODY, "1.A")) == (0, 0, 0)
    assert seen(ledger, Entry("an", BODY, "1.A"), Entry("an", BODY, "2.B")) == (0, 1, 0)
    assert seen(ledger, Entry("an", b"{}", "1.A")) == (0, 0, 1)
    assert seen(ledger, Entry("binh", BODY, "1.A")) == (0, 0, 1)


def test_what_was_acknowledged_is_there_once_as_it_was_acknowledged(ledger):
    ledger.goes_out({"mutations": [MADE]})
    ledger.comes_back(b'{"outcomes": {"a": {"version": "1.A"}}}')
    assert seen(ledger, Entry("an", BODY, "1.A")) == (0, 0, 0)
    assert seen(ledger) == (1, 0, 0)
    assert seen(ledger, Entry("an", BODY, "2.B")) == (0, 0, 1)


def test_two_contents_two_versions_and_a_refusal_are_noted(ledger):
    ledger.goes_out({"mutations": [MADE]})
    ledger.goes_out({"mutations": [MADE | {"text": "khác"}]})
    ledger.comes_back(b'{"outcomes": {"a": {"version": "1.A"}}}')
    ledger.comes_back(b'{"outcomes": {"a": {"version": "2.B"}}}')
    ledger.comes_back(b'{"outcomes": {"a": {"refused": {"code": "invalid"}}}}')
    assert len(ledger.faults) == 3


@pytest.mark.parametrize(("synchronous", "kept"), [("FULL", 20), ("OFF", 0)])
def test_a_power_cut_takes_what_was_not_synced(tmp_path, synchronous, kept):
    file, copies = tmp_path / "lantoa.db", tmp_path / "copies"
    with closing(sqlite3.connect(file)) as database:
        database.execute("CREATE TABLE one (a)")
    begin(file, copies)
    subprocess.run([sys.executable, "-c", WRITES, tmp_path, synchronous], cwd=ROOT, check=False)
    found = set()
    for seed in range(12):
        again = tmp_path / str(seed)
        shutil.copytree(tmp_path, again, ignore=lambda _, names: {one for one in names if one.isdigit()})
        cut(again / "lantoa.db", again / "copies", Random(seed))
        with closing(sqlite3.connect(again / "lantoa.db")) as database:
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            found.add(database.execute("SELECT count(*) FROM one").fetchone()[0])
    assert min(found) == kept


def comes_back(on_it):
    """A server that ended all of its processes by itself has started them again."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with contextlib.suppress(psycopg.OperationalError):
            return on_it("SELECT 1")
    raise AssertionError("it did not come back")


@pytest.mark.trust
@pytest.mark.postgres
def test_a_power_cut_takes_what_postgresql_did_not_sync_and_its_syncs_fail():
    with cluster(postgres_disk.SEGMENT, variables=postgres_disk.watch) as server:

        def on_it(*statements):
            with psycopg.connect(server.url, autocommit=True) as connection:
                done = [connection.execute(statement) for statement in statements]
                return done[-1].fetchall()

        write = "INSERT INTO one SELECT generate_series(1, 20) RETURNING a"
        on_it("CREATE TABLE one (a int)", write)
        marker = postgres_disk.order(server, "log")
        with pytest.raises(psycopg.OperationalError):
            on_it(write)
        assert not marker.exists()
        comes_back(on_it)
        on_it("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
        while on_it("SHOW fsync") == [("on",)]:
            pass
        on_it("DELETE FROM one RETURNING a")
        faults = PostgresFaults(server)
        faults.end_all()
        postgres_disk.cut(server, Random(1))
        server.restart()
        assert on_it("SELECT count(*) FROM one") in ([(20,)], [(40,)])  # the failed sync's rows were never answered


@pytest.mark.trust
def test_a_cut_ends_workers_whose_master_was_killed_before(tmp_path):
    service = ServerAndJobs(f"sqlite:///{tmp_path}/lantoa.db", tmp_path / "log")
    with contextlib.suppress(urllib.error.HTTPError):  # without tables it is not well, but it answers
        urllib.request.urlopen(f"http://127.0.0.1:{service.port}/api/health", timeout=60).close()
    worker = service.workers[0]
    os.kill(worker, signal.SIGSTOP)  # it does not notice that it is alone
    watched = os.pidfd_open(worker)
    service.kill("master")
    service.cut()
    service.listener.close()
    ended = select.select([watched], [], [], 0)[0] == [watched]
    if not ended:
        os.kill(worker, signal.SIGKILL)
    os.close(watched)
    assert ended
