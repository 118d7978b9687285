import os
import signal
import subprocess
import sys

import pytest
from sqlalchemy import func, select

from server.models.org import Unit
from server.platform.config import ROOT
from server.platform.database import read
from tests.fixtures.applications import open_app


def units(url):
    with open_app(url) as app, app.app_context(), read() as session:
        return session.scalar(select(func.count()).select_from(Unit))


@pytest.mark.slow
def test_a_first_start_that_is_cut_off_leaves_an_empty_database(tmp_path):
    url = f"sqlite:///{tmp_path}/var/lantoa.db"
    loading = subprocess.Popen(
        [sys.executable, "-m", "flask", "demo"],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": url, "LANTOA_DEMO": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert loading.stdout.readline().startswith("Loading the demo province: 0 of")
    loading.send_signal(signal.SIGKILL)
    loading.communicate()
    assert units(url) == 0


def test_the_demo_is_refused_where_it_was_not_asked_for(sqlite_url):
    with open_app(sqlite_url) as app:
        ended = app.test_cli_runner().invoke(args=["demo"])
    assert ended.exit_code == 1
    assert "LANTOA_DEMO=1" in ended.output
    assert units(sqlite_url) == 0


@pytest.mark.slow
def test_a_database_that_has_units_is_left_alone(demo_url):
    before = units(demo_url)
    with open_app(demo_url, DEMO=True) as app:
        ended = app.test_cli_runner().invoke(args=["demo"])
    assert ended.exit_code == 0, ended.output
    assert units(demo_url) == before > 1000
