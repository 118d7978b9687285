"""Processes that this one starts, and that never outlive it."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import partial

from server.platform.config import ROOT
from server.platform.sandbox.confine import end_with_parent

TIME_TO_END = 15  # seconds that a process may take to end before it is killed


class Processes:
    """The processes that this one has started: pid → name and process, in ``running``.

    Each is in a session of its own, so that a Ctrl-C in the terminal reaches only this process, which ends them. If
    this one is killed, the system sends them SIGTERM.
    """

    def __init__(self) -> None:
        self.running: dict[int, tuple[str, subprocess.Popen[bytes]]] = {}

    def start(self, name: str, command: Sequence[str], pass_fds: Sequence[int] = ()) -> None:
        """Start a Python module with arguments, ``command``, as a process.

        ``name``: for messages; ``pass_fds``: the open file descriptors that the process inherits.
        """
        process = subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=ROOT,
            start_new_session=True,
            pass_fds=pass_fds,
            preexec_fn=partial(end_with_parent, os.getpid(), signal.SIGTERM),
        )
        self.running[process.pid] = name, process

    def wait_for_one(self) -> tuple[str, int]:
        """Wait until one of the processes ends; returns its name and exit code.

        What it has left is told to end as well: it may hold what the next one needs.
        """
        ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)
        pid = ended.si_pid if ended else 0
        _signal_rest(pid, signal.SIGTERM)
        name, process = self.running.pop(pid)
        return name, process.wait()

    def end(self) -> None:
        """End all processes and theirs: SIGTERM to each, and SIGKILL to what takes longer than ``TIME_TO_END``."""
        for _, process in self.running.values():
            process.terminate()
        for pid, (_, process) in self.running.items():
            with suppress(subprocess.TimeoutExpired):
                process.wait(TIME_TO_END)
            _signal_rest(pid, signal.SIGKILL)
            process.wait()
        self.running.clear()


def _signal_rest(group: int, number: int) -> None:
    """Send a signal to all that are left in the group of a process that has been its leader, if any are."""
    with suppress(ProcessLookupError):
        os.killpg(group, number)
