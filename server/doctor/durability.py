"""Whether what is committed outlives a power cut: the database waits for the disk, and the disk answers."""

import os
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from server.doctor.finding import FAULT, OK, Finding
from server.doctor.folders import nearest

NEEDED = {"fsync": {"on"}, "full_page_writes": {"on"}, "synchronous_commit": {"on", "remote_write", "remote_apply"}}
FULL, EXTRA = 2, 3  # of SQLite's synchronous


def check_durability(session: Session, folders: Mapping[str, Path]) -> Finding:
    """Whether commits wait for the disk, by the database's own settings, and how long it takes to answer here.

    That a disk really keeps what it says it has kept cannot be seen by any program.
    """
    if session.get_bind().dialect.name == "sqlite":
        at_risk = [] if session.scalar(text("PRAGMA synchronous")) in (FULL, EXTRA) else ["synchronous is below FULL"]
    else:
        has = {name: session.scalar(text(f"SHOW {name}")) for name in NEEDED}
        at_risk = [f"{name} = {value}" for name, value in has.items() if value not in NEEDED[name]]
    if at_risk:
        found = f"The database does not wait for the disk ({', '.join(at_risk)}): a power cut can lose answered work."
        return Finding("fsync", FAULT, found, "Set them on in postgresql.conf, and restart PostgreSQL.")
    folder = nearest(folders.get("database", folders["exports"]))
    try:
        return Finding("fsync", OK, f"Commits wait for the disk, which took {_milliseconds(folder):.1f} ms just now.")
    except OSError as fault:
        todo = "Look at the system's log (dmesg), and replace the disk before it loses more."
        return Finding("fsync", FAULT, f"Nothing could be written to the disk of {folder}: {fault.strerror}.", todo)


def _milliseconds(folder: Path) -> float:
    """How long it takes until a small file is on the disk."""
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(b"x" * 4096)
        file.flush()
        began = time.perf_counter()
        os.fsync(file.fileno())
        return (time.perf_counter() - began) * 1000
