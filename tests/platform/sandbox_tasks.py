"""What files could make their readers do: functions to be run in the sandbox."""

import json
import os
import signal
import socket
import sys
from pathlib import Path


def joined(first: bytes, second: bytes) -> bytes:
    return first + second


def turns(_: bytes) -> bytes:
    while True:
        pass


def waits(_: bytes) -> bytes:
    signal.pause()
    return b""


def takes_memory(_: bytes) -> bytes:
    return bytes(1 << 30)


def talks(_: bytes) -> bytes:
    return bytes(9 << 20)


def dies(_: bytes) -> bytes:
    os.abort()


def raises(_: bytes) -> bytes:
    raise KeyError("what stands in the file")


def goes_out(_: bytes) -> bytes:
    """What became of each try to leave, and what there is to be found."""
    tries = {
        "connect": lambda: socket.create_connection(("127.0.0.1", 9)),
        "socket": socket.socket,
        "pair": socket.socketpair,
        "fork": os.fork,
        "exec": lambda: os.execv(sys.executable, [sys.executable, "-c", ""]),
    }
    found = {}
    for name, try_ in tries.items():
        try:
            found[name] = repr(try_())
        except OSError as fault:
            found[name] = type(fault).__name__
    sizes = {file.name: os.readlink(file) for file in Path("/proc/self/fd").iterdir() if file.is_symlink()}
    return json.dumps({"tries": found, "environment": sorted(os.environ), "files": sorted(sizes.values())}).encode()
