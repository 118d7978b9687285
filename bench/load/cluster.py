"""Starts a PostgreSQL server for one measurement, with Debian's settings and every commit on disk; deletes it after."""

import os
import socket
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.provision import postgres_folder


@dataclass(frozen=True, slots=True)
class Cluster:
    """The database's URL, and where PostgreSQL keeps its files and how it is started."""

    url: str
    data: Path
    start: tuple[str, ...]

    @property
    def pid(self) -> int:
        """The pid of PostgreSQL's first process."""
        return int((self.data / "postmaster.pid").read_text().split()[0])

    def restart(self) -> None:
        """Start PostgreSQL again after all of its processes have ended by a kill; it recovers by its log."""
        # Where nobody takes leave of ended processes, as in some containers, their ids look as if they still ran.
        for lock in (self.data / "postmaster.pid", *self.data.parent.glob(".s.PGSQL.*.lock")):
            lock.unlink(missing_ok=True)
        as_nobody_special(*self.start)

    def leave_room(self, pid: int, size: str) -> None:
        """Let a process of PostgreSQL, if it still runs, write to files up to ``size``: ``0`` or ``unlimited``."""
        with suppress(subprocess.CalledProcessError):
            as_nobody_special("prlimit", "--pid", str(pid), f"--fsize={size}:unlimited")


def free_port() -> int:
    """The number of a TCP port of this machine on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def cluster(*options: str, variables: Callable[[Path], Mapping[str, str]] | None = None) -> Iterator[Cluster]:
    """A context with a new PostgreSQL server and an empty database. Raises SystemExit if PostgreSQL is missing.

    ``options``: of initdb. ``variables``: called with the folder of the files before the server starts, and returns
    what its environment is to have beside ours.
    """
    programs = postgres_folder()
    if programs is None:
        raise SystemExit("PostgreSQL is missing: python tests/provision.py says what to install")
    folder, port = as_nobody_special("mktemp", "--directory", "--tmpdir", "lantoa-bench-XXXXXX"), free_port()
    initdb = [f"{programs}/initdb", "-D", f"{folder}/data", "-U", "lantoa", "-E", "UTF8", "--locale=C.UTF-8"]
    as_nobody_special(*initdb, "--auth=trust", "--no-sync", *options)
    pg_ctl = [f"{programs}/pg_ctl", "-D", f"{folder}/data", "-w", "-l", f"{folder}/log"]
    more = variables(Path(folder) / "data") if variables else {}
    given = ("env", *(f"{name}={value}" for name, value in more.items())) if more else ()
    start = (*given, *pg_ctl, "-o", f"-h 127.0.0.1 -p {port} -k {folder}", "start")
    as_nobody_special(*start)
    try:
        yield Cluster(f"postgresql://lantoa@127.0.0.1:{port}/postgres", Path(folder) / "data", start)
    finally:
        as_nobody_special(*pg_ctl, "-m", "immediate", "stop")
        as_nobody_special("rm", "-rf", folder)


def as_nobody_special(*command: str, given: str | None = None) -> str:
    """Run a command and return its output; as root, run it as the user postgres, as PostgreSQL refuses root.

    ``given``: its input. Raises subprocess.CalledProcessError if it fails.
    """
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    done = subprocess.run([*prefix, *command], cwd="/", input=given, capture_output=True, text=True, check=True)
    return done.stdout.strip()
