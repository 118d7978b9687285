"""PostgreSQL is killed under `make run` and started again: server and jobs go on by themselves."""

import os
import subprocess
import sys
import urllib.error
import urllib.request

import pytest

from server.platform.config import ROOT
from tests.fixtures.postgres import Postgres, as_nobody_special, start_cluster

pytestmark = [pytest.mark.trust, pytest.mark.postgres]


@pytest.fixture
def cluster():
    """A cluster of this test's own."""
    made = start_cluster(None)
    yield made
    as_nobody_special(*made["pg_ctl"], "-m", "immediate", "stop")
    as_nobody_special("rm", "-rf", made["folder"])


@pytest.fixture
def running(cluster):
    """`make run`'s process on that cluster, and its address; all that it says and logs is its standard output."""
    url = Postgres(cluster["port"]).url("postgres")
    settings = {"DATABASE_URL": url, "LANTOA_DEMO": "0", "PORT": "0", "LANTOA_LOG_LEVEL": "info"}
    process = subprocess.Popen(
        [sys.executable, "-m", "server.run"],
        cwd=ROOT,
        env=os.environ | settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    yield process, said(process, "Lan Tỏa: ").removeprefix("Lan Tỏa: ").strip()
    process.terminate()
    process.communicate()


def said(process: subprocess.Popen, text: str) -> str:
    """The next line with a text; fails if the process ends without one."""
    passed = []
    for line in process.stdout:
        passed.append(line)
        if text in line:
            return line
    pytest.fail("".join(passed), pytrace=False)


def status(address: str) -> int:
    try:
        with urllib.request.urlopen(f"{address}/api/health", timeout=60) as answer:
            return answer.status
    except urllib.error.HTTPError as refusal:
        return refusal.code


def test_server_and_jobs_go_on(cluster, running):
    process, address = running
    assert status(address) == 200
    as_nobody_special(*cluster["pg_ctl"], "-m", "immediate", "stop")
    assert status(address) == 503
    said(process, "the lock of the jobs is lost")
    said(process, "The jobs runs again.")
    said(process, "the database is away")
    as_nobody_special(*cluster["pg_ctl"], "-o", cluster["options"], "start")
    said(process, "jobs started")
    assert status(address) == 200
