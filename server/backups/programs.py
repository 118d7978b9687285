"""The programs of PostgreSQL that make and read its backups."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from sqlalchemy import URL

from server.platform.sandbox.confine import end_with_parent


def program(name: str) -> str:
    """The path of a program: Debian's newest, else the one on the PATH. Raises FileNotFoundError that says what to
    install."""
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]))
    found = str(debian[-1]) if debian else shutil.which(name)
    if not found:
        raise FileNotFoundError(f"{name} is missing: install PostgreSQL's client programs (postgresql-client)")
    return found


def run(name: str, url: URL, arguments: Sequence[str]) -> None:
    """Run a program on the database at ``url``; its password goes by the environment, which other users cannot read.
    It ends with this process, however that ends.

    Raises RuntimeError with what the program wrote, if it fails.
    """
    plain = url.set(drivername="postgresql", password=None).render_as_string()
    variables = {**os.environ, "PGPASSWORD": url.password} if url.password else {**os.environ}
    command = [program(name), f"--dbname={plain}", *arguments]
    ours = partial(end_with_parent, os.getpid())
    done = subprocess.run(command, env=variables, capture_output=True, text=True, check=False, preexec_fn=ours)
    if done.returncode:
        raise RuntimeError(f"{name} failed: {done.stderr.strip()}")
