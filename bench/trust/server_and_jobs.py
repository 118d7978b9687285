"""gunicorn and jobs with the settings of `make run`, started again at once when one of them ends."""

import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

from server.platform.config import ROOT
from tests.fixtures.forking import Forked

DEFAULTS = {"LANTOA_DEMO": "0", "LANTOA_LOG_LEVEL": "error"}


class ServerAndJobs:
    """The processes that serve the database at ``url``.

    ``application``: what gunicorn serves, by default what it serves in use. ``jobs``: whether the jobs run too. Each
    start of gunicorn is forked from a process that has imported everything, or hundreds of them would take an hour.
    """

    def __init__(self, url: str, log: Path, application: str | None = None, jobs: bool = False, **variables: str):
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=512)
        self.port = self.listener.getsockname()[1]
        self.variables = DEFAULTS | {"DATABASE_URL": url, **variables}
        self.log, self.arguments = log, [application] if application else []
        self.ending = False
        self.starting = threading.Lock()
        self.gunicorn = self._start_gunicorn()
        self.orphaned: list[Forked] = []
        self.jobs = self._start_jobs() if jobs else None

    def _start_gunicorn(self) -> Forked:
        return Forked(self.listener, self.variables, self.log, *self.arguments)

    def _start_jobs(self) -> "subprocess.Popen[bytes]":
        with self.log.open("a") as log:
            command = [sys.executable, "-m", "flask", "jobs"]
            return subprocess.Popen(command, cwd=ROOT, env=os.environ | self.variables, stderr=log)

    @property
    def workers(self) -> list[int]:
        """The pids of gunicorn's workers."""
        return children(self.gunicorn.process.pid or 0)

    def kill(self, part: str, which: int = 0) -> None:
        """Kill ``worker``, ``master`` or ``jobs`` at once, and start again what nobody else does.

        ``which``: of the workers, counted round.
        """
        if part == "jobs":
            assert self.jobs
            self.jobs.kill()
            self.jobs.wait()
            self.jobs = self._start_jobs()
        elif part == "master":
            os.kill(self.gunicorn.process.pid or 0, signal.SIGKILL)
            self.gunicorn.process.join()
            # Its workers serve until they notice that it is gone.
            self.orphaned.append(self.gunicorn)
            self.gunicorn = self._start_gunicorn()
        elif workers := self.workers:
            os.kill(workers[which % len(workers)], signal.SIGKILL)

    def cut(self) -> None:
        """Kill everything at the same moment, and leave it so."""
        for one in (*self.orphaned, self.gunicorn):
            one.kill()
        self.orphaned.clear()

    def start(self) -> None:
        """Start gunicorn again after a ``cut``."""
        self.gunicorn = self._start_gunicorn()

    def end(self) -> None:
        """End everything in peace."""
        if self.jobs:
            self.jobs.terminate()
            self.jobs.wait()
        self.gunicorn.end()
        for one in self.orphaned:
            one.kill()
        self.listener.close()


def children(pid: int) -> list[int]:
    """The pids of a process's children; none if it has ended."""
    try:
        return [int(text) for text in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []
