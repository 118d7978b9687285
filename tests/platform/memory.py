"""Watching what a piece of work costs this process."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

MORE = 100 << 10  # KB that a worker may take beside what it has: with what gunicorn's takes, far from 400 MB


def memory(name: str) -> int:
    """This process's memory in KB: ``VmRSS`` now, ``VmHWM`` at its most since it was last noted."""
    return int(re.search(rf"{name}:\s+(\d+)", Path("/proc/self/status").read_text())[1])


def watched(work: Callable[[], T]) -> T:
    """What ``work()`` returns; fails if opening a file took this process's memory.

    How long it may take is the sandbox's to see to.
    """
    Path("/proc/self/clear_refs").write_text("5")  # notes its most from now on
    before = memory("VmRSS")
    answer = work()
    assert memory("VmHWM") - before < MORE
    return answer
