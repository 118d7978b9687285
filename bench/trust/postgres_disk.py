"""PostgreSQL on a disk that loses what was not synced, and whose syncs fail when they are ordered to: its calls of the
system are watched by ``watched.c``, which the system's C compiler builds into the folder of the server."""

import os
import shutil
from pathlib import Path
from random import Random

from bench.load.cluster import Cluster, as_nobody_special
from bench.trust.disk import leave

SOURCE = Path(__file__).with_name("watched.c")
SEGMENT = "--wal-segsize=1"  # MB: what each sync of the log copies
OF_ONE_RUN = ("postmaster.pid", "postmaster.opts")


def watch(data: Path) -> dict[str, str]:
    """Let the copies hold what is on the disk now, and build what watches; nobody may run on ``data``.

    Returns the variables that PostgreSQL is to be started with. Raises SystemExit if there is no C compiler.
    """
    if shutil.which("cc") is None:
        raise SystemExit("a C compiler (cc) is missing: python tests/provision.py says what to install")
    copies, library = copies_of(data), data.with_name("watched.so")
    as_nobody_special("cp", "-r", str(data), str(copies))
    build = ("cc", "-x", "c", "-O2", "-shared", "-fPIC", "-o", str(library), "-", "-ldl")
    as_nobody_special(*build, given=SOURCE.read_text())
    return {"LD_PRELOAD": str(library), "TRUST_DATA": str(data), "TRUST_COPIES": str(copies)}


def copies_of(data: Path) -> Path:
    """The folder of the copies."""
    return data.with_name("copies")


def order(cluster: Cluster, what: str) -> Path:
    """Have the next sync fail that is of the ``log``, or of another file (``data``); the returned file then goes."""
    marker = copies_of(cluster.data).with_name(f"copies.fail-{what}")
    marker.touch()
    return marker


def cut(cluster: Cluster, random: Random) -> None:
    """Make of the files of PostgreSQL, which has ended, what a power cut may leave; the copies then agree with it."""
    share = random.choice((0.0, 1.0, random.random()))
    data, copies = cluster.data, copies_of(cluster.data)
    names = {path.relative_to(folder) for folder in (data, copies) for path in folder.rglob("*") if path.is_file()}
    for name in sorted(names):
        if name.name not in OF_ONE_RUN:
            leave(data / name, copies / name, share, random)
            _give_to_owner(data / name)
            _give_to_owner(copies / name)


def _give_to_owner(path: Path) -> None:
    """Let a file that we made belong to whom its folder belongs to."""
    if os.geteuid() == 0 and path.exists():
        folder = path.parent.stat()
        os.chown(path, folder.st_uid, folder.st_gid)
