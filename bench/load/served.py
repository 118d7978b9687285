"""Starts the real server on a database, and reads how much processor time processes have used."""

import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.load.cluster import free_port
from server.platform.config import ROOT

TICK = os.sysconf("SC_CLK_TCK")
PATIENCE = 60  # seconds


@dataclass(frozen=True, slots=True)
class Served:
    """A running server: its address, and the pid of its first process."""

    url: str
    pid: int


@contextmanager
def served(database_url: str, **variables: str) -> Iterator[Served]:
    """A context in which gunicorn serves the database with its usual settings (2 processes of 8 threads).

    It listens on a free port of this machine. ``variables``: further environment variables.
    """
    port = free_port()
    given = {"DATABASE_URL": database_url, "LANTOA_DEMO": "1", "LANTOA_LOG_LEVEL": "warning", "PORT": str(port)}
    process = subprocess.Popen([sys.executable, "-m", "gunicorn"], cwd=ROOT, env=os.environ | given | variables)
    url = f"http://127.0.0.1:{port}"
    try:
        _await(url, process)
        yield Served(url, process.pid)
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _await(url: str, process: "subprocess.Popen[bytes]") -> None:
    """Wait until the server answers /api/health with 200. Raises SystemExit if it does not start."""
    retry = ["curl", "-sf", "--retry", "60", "--retry-delay", "1", "--retry-connrefused", f"{url}/api/health"]
    if subprocess.run(retry, stdout=subprocess.DEVNULL, check=False).returncode or process.poll() is not None:
        raise SystemExit("the server did not start")
    with urllib.request.urlopen(f"{url}/api/health", timeout=PATIENCE) as answer:
        assert answer.status == 200


def cpu(pid: int) -> float:
    """Seconds of processor time that a process and its children have used so far, those that have ended included."""
    user, system, ended_user, ended_system = _stat(pid)[11:15]
    return (user + system + ended_user + ended_system) / TICK + sum(cpu(child) for child in _children(pid))


def _stat(pid: int) -> list[int]:
    """The numbers in /proc/<pid>/stat from its third member on, with 0 for that one, the state, which is a letter."""
    rest = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return [0, *map(int, rest[1:])]


def _children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]
