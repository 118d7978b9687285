"""Ids and times as a phone makes them: UUIDv7, and this machine's local time with its offset."""

import os
import time
import uuid
from datetime import datetime


def uuid7() -> str:
    """A new UUIDv7 in lower case: the time in milliseconds first, the rest random."""
    number = time.time_ns() // 1_000_000 << 80 | int.from_bytes(os.urandom(10))
    return str(uuid.UUID(int=number & ~(0xF << 76 | 3 << 62) | 7 << 76 | 2 << 62))


def clock() -> str:
    """This machine's local time with its offset, to the second: ``2026-11-21T16:40:00+07:00``."""
    return datetime.now().astimezone().isoformat(timespec="seconds")
