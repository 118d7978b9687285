"""Running a function on a stranger's file in the sandbox: bytes go in, bytes come out, and nothing else."""

import atexit
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable

import structlog

from server.platform.config import ROOT
from server.platform.sandbox.fault import SandboxFault
from server.platform.sandbox.limits import UPLOAD, Limits
from server.platform.sandbox.starter import FINE, NO_MEMORY, RAISED, TOO_MUCH

LONGEST_WAIT = 10  # seconds for the files before this one
SPARE = 10  # seconds, to import what is needed, until a child that its own alarm did not end is killed with its starter
TRIES = 2  # a starter may have ended for want of work, or been killed, just before the job came
CODES = {NO_MEMORY: "memory", TOO_MUCH: "output", -signal.SIGXCPU: "time", -signal.SIGALRM: "time"}
NO_SETTINGS: dict[str, str] = {}  # the environment holds passwords
# -I would leave out this checkout: no folder of the user's, no settings of the environment, no compiled files.
COMMAND = (sys.executable, "-s", "-E", "-B", "-X", "utf8", "-m", "server.platform.sandbox.starter")

log = structlog.get_logger()


def run(task: Callable[..., bytes], *given: bytes, limits: Limits = UPLOAD) -> bytes:
    """What ``task(*given)`` returns, worked out in a process of its own, which is held to ``limits``.

    ``task``: a function at the top of its module. One job runs at a time; others wait. Raises SandboxFault if it used
    more than it may, died, raised what it should have caught, or did not get its turn.
    """
    name = f"{task.__module__}:{task.__qualname__}"
    if not _starter.lock.acquire(timeout=LONGEST_WAIT):
        raise SandboxFault("busy")
    try:
        code, made = _starter.do(name, given, limits)
    finally:
        _starter.lock.release()
    if code == FINE:
        return made
    fault = SandboxFault("time" if code is None else CODES.get(code, "died"))
    raised = made.decode("ascii", "replace") if code == RAISED else None
    log.warning("a file was not opened", task=name, code=fault.code, ended=code, raised=raised)
    raise fault


class Starter:
    """The one process by which this process starts children; it is there once a first file has come."""

    _process: subprocess.Popen[bytes] | None = None
    _connection: socket.socket | None = None

    def __init__(self) -> None:
        self.lock = threading.Lock()

    def do(self, task: str, given: tuple[bytes, ...], limits: Limits) -> tuple[int | None, bytes]:
        """Do a job: how the child ended, None if it had to be killed, and what it made."""
        arguments, result = os.memfd_create("arguments"), os.memfd_create("result")
        try:
            for part in given:
                _write(arguments, part)
            job = json.dumps([task, [len(part) for part in given], limits]).encode()
            ended = self._ask(job, [arguments, result], limits.wall + SPARE)
            return ended, os.pread(result, os.fstat(result).st_size, 0)
        finally:
            os.close(arguments)
            os.close(result)

    def _ask(self, job: bytes, files: list[int], longest: int) -> int | None:
        """How a job ended, of a starter that is there already or of a new one; None if it took over ``longest``."""
        for _ in range(TRIES):
            connection = self._connection or self._start()
            try:
                connection.settimeout(longest)
                socket.send_fds(connection, [job], files)
                if answer := connection.recv(64):
                    return int(answer)
            except TimeoutError:
                self.end()
                return None
            except OSError:
                pass  # it is gone, as where no answer comes
            self.end()
        return -signal.SIGKILL

    def _start(self) -> socket.socket:
        """Start the process, in a session of its own, so that signals to this one's group do not reach it."""
        self._connection, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                COMMAND,
                cwd=ROOT,
                env=NO_SETTINGS,
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        return self._connection

    def end(self) -> None:
        """End the process, if there is one, with the child that it may have."""
        if self._connection is None or self._process is None:
            return
        self._connection.close()
        try:
            self._process.wait(1)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._connection = self._process = None

    def forget(self) -> None:
        """Let go of a process that is not this one's, but its parent's: this one has just been forked."""
        if self._connection is not None and self._process is not None:
            self._connection.close()
            self._process.returncode = 0
        self.lock = threading.Lock()
        self._process = self._connection = None


def _write(file: int, data: bytes) -> None:
    """Write all of ``data`` to a file, which may take it in parts."""
    left = memoryview(data)
    while left:
        left = left[os.write(file, left) :]


_starter = Starter()
atexit.register(_starter.end)
os.register_at_fork(after_in_child=_starter.forget)
