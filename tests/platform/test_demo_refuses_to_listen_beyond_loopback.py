"""The demo's passwords are printed at every start: nobody but this machine may reach them."""

import os
import socket
import subprocess
import sys

import pytest

from server.platform import loopback
from server.platform.config import ROOT
from tests.fixtures.applications import open_app

BEYOND = ["0.0.0.0", "192.0.2.7", "::", "", "unix:/run/lantoa.sock", "example.org"]


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_loopback_is_this_machine(host):
    assert loopback.is_loopback((host, 8000))


@pytest.mark.parametrize("host", BEYOND)
def test_all_else_is_refused(host):
    with pytest.raises(SystemExit, match="LANTOA_DEMO"):
        loopback.refuse_beyond([("127.0.0.1", 8000), (host, 8000)])


def test_an_open_socket_is_judged_by_where_it_listens():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        loopback.refuse_beyond([listener.fileno()])


def attempt(*command: str, **variables: str):
    """Start a server that has to refuse; it ends by itself."""
    environment = os.environ | {"LANTOA_DEMO": "1", "PORT": "0"} | variables
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60
    )


def test_gunicorn_does_not_start(tmp_path):
    ended = attempt("gunicorn", "--bind", "0.0.0.0:0", DATABASE_URL=f"sqlite:///{tmp_path}/none.db")
    assert ended.returncode != 0
    assert "loopback" in ended.stderr


def test_the_run_command_does_not_start(tmp_path):
    ended = attempt("server.run", LANTOA_HOST="0.0.0.0", DATABASE_URL=f"sqlite:///{tmp_path}/none.db")
    assert ended.returncode != 0
    assert "loopback" in ended.stderr
    assert not list(tmp_path.iterdir()), "it refuses before it makes a database"


@pytest.mark.lengthy
@pytest.mark.parametrize(("host", "status"), [("127.0.0.1", 200), ("0.0.0.0", 503), ("192.0.2.7", 503)])
def test_under_any_other_server_it_answers_nobody_there(sqlite_url, host, status):
    with open_app(sqlite_url, DEMO=True) as app:
        answer = app.test_client().get("/api/health", environ_overrides={"SERVER_NAME": host})
    assert answer.status_code == status


def test_without_the_demo_any_address_will_do(sqlite_url):
    with open_app(sqlite_url) as app:
        answer = app.test_client().get("/api/health", environ_overrides={"SERVER_NAME": "0.0.0.0"})
    assert answer.status_code == 200
