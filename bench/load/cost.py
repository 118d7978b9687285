"""What a process with its children has cost so far: memory that it holds, and processor seconds."""

import os
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Cost:
    """Memory in MB (what is shared with others counted in parts) and processor seconds since the start."""

    megabytes: float
    seconds: float


def cost(pid: int) -> Cost:
    """The cost of a running process and all below it, read from ``/proc``."""
    megabytes, seconds = _memory(pid), _processor(pid)
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        below = cost(int(child))
        megabytes, seconds = megabytes + below.megabytes, seconds + below.seconds
    return Cost(megabytes, seconds)


def largest_worker(pid: int) -> float:
    """The memory in MB, shared memory in parts, of the largest process below a running one."""
    below = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return max(_memory(int(child)) for child in below)


def _memory(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def _processor(pid: int) -> float:
    # The name in brackets may hold blanks; user and system time are the 12th and 13th after it (proc(5)).
    after = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(after[11]) + int(after[12])) / TICKS
