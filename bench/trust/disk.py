"""A disk that loses what was not synced, and syncs that fail: SQLite's own layer over files, watched.

Every sync of a file of the database also copies that file into a folder, so that the copies are what a power cut would
leave at the least. ``cut`` makes of them a disk after a cut: the copies, and of what was written since some sectors.
"""

import ctypes
import fcntl
import os
import shutil
import threading
from pathlib import Path
from random import Random
from typing import Any

SECTOR = 512
IOERR_FSYNC = 1034
NAMES = ("lantoa.db", "lantoa.db-wal")
OPEN = ctypes.CFUNCTYPE(ctypes.c_int, *[ctypes.c_void_p] * 3, ctypes.c_int, ctypes.c_void_p)
SYNC = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int)
OPEN_AT = 40  # bytes into sqlite3_vfs: version, size, longest path, next, name, data
SYNC_AT = 5 * 8  # bytes into sqlite3_io_methods: version, close, read, write, truncate
METHODS = 19 * 8  # bytes of sqlite3_io_methods

_kept: list[Any] = []  # what SQLite points to
_handles: dict[tuple[int, int], int] = {}
"""Device and inode of a file → its handle in this process."""


def begin(database: Path, copies: Path) -> None:
    """Let ``copies`` hold what is on the disk now; nobody may have the database open."""
    copies.mkdir(exist_ok=True)
    shutil.copyfile(database, copies / database.name)


def watch(copies: Path) -> None:
    """Have each sync that SQLite does in this process copy the file into ``copies``.

    While ``copies`` holds a file named ``fail-`` and the file's name, one sync of it fails instead, and does nothing.
    """
    import _sqlite3

    library = ctypes.CDLL(_sqlite3.__file__)
    library.sqlite3_vfs_find.restype = ctypes.c_void_p
    layer = library.sqlite3_vfs_find(None)
    entry = ctypes.c_void_p.from_address(layer + OPEN_AT)
    open_file, paths, methods = OPEN(entry.value or 0), {}, {}

    def opened(vfs: int, name: int | None, file: int, flags: int, out: int) -> int:
        code = open_file(vfs, name, file, flags, out)
        if code == 0 and name:
            pointer = ctypes.c_void_p.from_address(file)
            paths[file] = Path(os.fsdecode(ctypes.string_at(name)))
            pointer.value = ctypes.addressof(methods.setdefault(pointer.value or 0, _watched(pointer.value, sync)))
        return code

    def sync(original: Any, file: int, flags: int) -> int:
        path = paths.get(file)
        if path is None or path.name not in NAMES:
            return original(file, flags)
        try:
            (copies / f"fail-{path.name}").unlink()
            return IOERR_FSYNC
        except FileNotFoundError:
            code = original(file, flags)
        _copy(path, copies)
        return code

    hook = OPEN(opened)
    _kept.append(hook)
    entry.value = ctypes.cast(hook, ctypes.c_void_p).value


def _watched(methods: int | None, sync: Any) -> Any:
    """A copy of a table of a file's functions, in which the sync is ours."""
    table = ctypes.create_string_buffer(ctypes.string_at(methods or 0, METHODS), METHODS)
    place = ctypes.c_void_p.from_buffer(table, SYNC_AT)
    original = SYNC(place.value or 0)
    hook = SYNC(lambda file, flags: sync(original, file, flags))
    place.value = ctypes.cast(hook, ctypes.c_void_p).value
    _kept.append((table, hook, original))
    return table


def _copy(path: Path, copies: Path) -> None:
    """Replace the copy of a file as a whole; one process after another, so that the newest is the last."""
    part = copies / f"{path.name}.{os.getpid()}-{threading.get_ident()}"
    with (copies / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        content = _content(path)
        if content is not None:
            part.write_bytes(content)
            part.replace(copies / path.name)


def _content(path: Path) -> bytes | None:
    """What is in a file now; None if it is gone.

    It is never closed: by POSIX whoever closes a file gives up all locks on it, here SQLite's own, and another process
    would delete the log under it.
    """
    try:
        status = path.stat()
        known = status.st_dev, status.st_ino
        if known not in _handles:
            _handles[known] = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return None
    handle = _handles[known]
    return os.pread(handle, os.fstat(handle).st_size, 0)


def cut(database: Path, copies: Path, random: Random) -> None:
    """Make of the database, which nobody has open, what a power cut may leave, and let ``copies`` agree with it."""
    share = random.choice((0.0, 1.0, random.random()))
    for name in NAMES:
        leave(database.with_name(name), copies / name, share, random)
    database.with_name("lantoa.db-shm").unlink(missing_ok=True)
    for left in copies.glob("*.*-*"):
        if left.name not in NAMES:
            left.unlink()


def leave(written: Path, copy: Path, share: float, random: Random) -> None:
    """Make of a file what is left where ``copy`` was synced and about ``share`` of what was written since is there."""
    before, now = (one.read_bytes() if one.exists() else None for one in (copy, written))
    if before is None and (now is None or random.random() < 0.5):
        written.unlink(missing_ok=True)
    elif before != now:
        written.parent.mkdir(parents=True, exist_ok=True)
        written.write_bytes(_torn(before or b"", now if now is not None else before or b"", share, random))
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(written, copy)


def _torn(before: bytes, now: bytes, share: float, random: Random) -> bytes:
    """``before``, with about ``share`` of the sectors in which ``now`` differs."""
    torn = bytearray(before)
    for at in range(0, len(now), SECTOR):
        sector = now[at : at + SECTOR]
        if before[at : at + SECTOR] != sector and random.random() < share:
            torn.extend(bytes(max(0, at - len(torn))))
            torn[at : at + SECTOR] = sector
    return bytes(torn)
