"""Ids and times as a phone makes them."""

import os
import time
import uuid
from datetime import datetime


def uuid7() -> str:
    """A new id: milliseconds first, the rest random, lower case."""
    number = time.time_ns() // 1_000_000 << 80 | int.from_bytes(os.urandom(10))
    return str(uuid.UUID(int=number & ~(0xF << 76 | 3 << 62) | 7 << 76 | 2 << 62))


def clock() -> str:
    """This machine's time with its offset, to the second."""
    return datetime.now().astimezone().isoformat(timespec="seconds")
