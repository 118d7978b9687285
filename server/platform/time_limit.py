"""A limit on the time of work that nothing stops from outside, such as a thread's: if it takes longer, the process
ends."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from typing import NoReturn

import structlog

GRACE = 10  # seconds for the note of why; it may be the database that hangs

log = structlog.get_logger()


@contextmanager
def time_limit(seconds: float, late: Callable[[], None]) -> Iterator[None]:
    """A block that ends this process if it takes longer, once ``late`` has noted that where people read it.

    For processes that are started again, of work whose attempt was counted before. The time is that of a clock which
    nobody sets. ``late`` runs in another thread, in the context of the block.
    """
    timer = threading.Timer(seconds, copy_context().run, [_end, seconds, late])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _end(seconds: float, late: Callable[[], None]) -> NoReturn:
    log.error("work takes too long, the process ends", seconds=seconds)
    last = threading.Timer(GRACE, os._exit, [1])
    last.daemon = True
    last.start()
    try:
        late()
    except Exception:
        log.exception("why the process ends was not noted")
    finally:
        os._exit(1)
