"""`make run` starts a server and jobs, and one signal ends all of it; before anything else it finds a taken port."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from contextlib import suppress
from pathlib import Path
from select import POLLIN, poll

import pytest
from sqlalchemy import func, select

from server.models.org import Unit
from server.models.periods import Period
from server.platform.config import ROOT
from server.platform.database import read
from tests.fixtures.applications import open_app

pytestmark = pytest.mark.trust


@pytest.fixture
def start(tmp_path):
    """``start(**environment)``: `make run`'s process on a free port, and the address that it tells."""
    started = []

    def run(**variables: str):
        process = subprocess.Popen(
            [sys.executable, "-m", "server.run"],
            cwd=ROOT,
            env=os.environ
            | {"DATABASE_URL": f"sqlite:///{tmp_path}/var/lantoa.db", "LANTOA_DEMO": "0", "PORT": "0"}
            | variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        started.append(process)
        told = next((line for line in process.stdout if line.startswith("Lan Tỏa: ")), "")
        return process, told.removeprefix("Lan Tỏa: ").strip()

    yield run
    for process in started:
        process.terminate()
        process.communicate()


def below(pid: int) -> set[int]:
    """A process's children, and theirs."""
    children = {int(text) for text in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}
    return children.union(*map(below, children))


def again_and_again(process):
    """A second signal while it ends what it has started, as from somebody who is impatient."""
    while process.poll() is None:
        process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.01)


def as_make_does(process):
    """The terminal signals the whole group, and make passes on what it got itself."""
    os.killpg(process.pid, signal.SIGTERM)
    process.send_signal(signal.SIGTERM)


WAYS = {
    "Ctrl-C": (lambda process: process.send_signal(signal.SIGINT), 0),
    "a terminal that is closed": (lambda process: os.killpg(process.pid, signal.SIGHUP), 0),
    "again and again": (again_and_again, 0),
    "as make does": (as_make_does, 0),
    "kill -9": (lambda process: process.kill(), -signal.SIGKILL),
}


@pytest.mark.parametrize("way", WAYS)
def test_however_it_is_ended_no_process_is_left(start, tmp_path, way):
    process, address = start()
    with urllib.request.urlopen(f"{address}/api/health", timeout=30) as answer:
        assert answer.status == 200
    family = below(process.pid)
    assert len(family) >= 4, "the server's first process, two that serve, and the jobs"
    watched = [os.pidfd_open(pid) for pid in family]
    end, code = WAYS[way]
    end(process)
    assert process.wait(timeout=30) == code
    patience = 0 if code == 0 else 20_000  # milliseconds; who was killed could wait for nobody
    assert [one for one in watched if not ended(one, patience)] == []
    with open_app(f"sqlite:///{tmp_path}/var/lantoa.db") as app, app.app_context(), read() as session:
        assert session.scalar(select(func.count()).select_from(Period)) > 0
        assert session.scalar(select(func.count()).select_from(Unit)) == 0, "only the demo has units"


def ended(watched: int, patience: int) -> bool:
    """Whether a process ends within that many milliseconds."""
    end = poll()
    end.register(watched, POLLIN)
    found = bool(end.poll(patience))
    os.close(watched)
    return found


def test_what_ends_by_itself_is_started_again_and_said(start):
    process, address = start()
    for part in ("jobs", "gunicorn"):
        (first, *_) = sorted(pid for pid in below(process.pid) if named(pid, part))
        os.kill(first, signal.SIGKILL)
        said = [next(line for line in process.stdout if "again" in line) for _ in range(2)]
        assert "ended by itself, with -9; starting it again in 1 s." in said[0]
        assert "runs again" in said[1]
        with urllib.request.urlopen(f"{address}/api/health", timeout=30) as answer:
            assert answer.status == 200
        family = below(process.pid)
        assert any(named(pid, part) for pid in family - {first})
    process.terminate()
    assert process.wait(timeout=30) == 0
    assert not [pid for pid in family if Path(f"/proc/{pid}").exists()]


def named(pid: int, part: str) -> bool:
    return part.encode() in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")


def test_a_taken_port_is_said_before_anything_else_is_done(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = subprocess.run(
            [sys.executable, "-m", "server.run"],
            cwd=ROOT,
            env=os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path}/lantoa.db", "LANTOA_DEMO": "0", "PORT": str(port)},
            capture_output=True,
            text=True,
            timeout=30,
        )
    assert ended.returncode == 1
    assert f"PORT={port + 1} make run" in ended.stderr
    assert not list(tmp_path.iterdir())
