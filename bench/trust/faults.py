"""What happens to the service while phones write: one row of the table for each kind of fault. Those of PostgreSQL
alone stand in ``postgres_faults``."""

import contextlib
import os
import resource
import select
import signal
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from bench.trust import disk
from bench.trust.stage import Stage

PATIENCE = 90  # seconds until a service that does not come back is given up
Fault = Callable[[Stage, int], None]
"""Strikes once; the number says how many came before."""


class Dead(Exception):
    """The service acknowledged nothing more after a fault."""


def come_back(stage: Stage, more: int = 3) -> None:
    """Wait until some more mutations are acknowledged. Raises Dead if that does not come about."""
    if not stage.ledger.wait_for(more, PATIENCE):
        raise Dead(f"nothing was acknowledged for {PATIENCE} s")


def kill_worker(stage: Stage, number: int) -> None:
    """``kill -9`` of one of gunicorn's workers, at any moment."""
    anywhere(stage)
    stage.service.kill("worker", number)


def kill_master(stage: Stage, number: int) -> None:
    """``kill -9`` of gunicorn's first process."""
    anywhere(stage)
    stage.service.kill("master")


def kill_jobs(stage: Stage, number: int) -> None:
    """``kill -9`` of the jobs."""
    anywhere(stage)
    stage.service.kill("jobs")


def fail_sync(stage: Stage, number: int) -> None:
    """One sync of the log, or of the file itself, fails in turns; waits until it has."""
    name = disk.NAMES[0] if number % 4 == 0 else disk.NAMES[1]
    marker = Path(stage.service.variables["TRUST_COPIES"]) / f"fail-{name}"
    marker.touch()
    until = time.monotonic() + PATIENCE
    while marker.exists() and time.monotonic() < until:
        come_back(stage, 1) if name == disk.NAMES[0] else threading.Event().wait(0.01)
    if marker.exists():
        raise Dead(f"{name} was not synced")


def cut_power(stage: Stage, number: int) -> None:
    """Everything ends at one moment, and what was not synced is gone, or there in part."""
    anywhere(stage)
    copies = Path(stage.service.variables["TRUST_COPIES"])
    stage.service.cut()
    disk.cut(Path(stage.url.removeprefix("sqlite:///")), copies, stage.random)
    stage.service.start()


def fill_disk(stage: Stage, number: int) -> None:
    """No worker can write to any file for a while, as the system refuses it."""
    limited = []
    for pid in stage.service.workers:
        with contextlib.suppress(ProcessLookupError):
            limited.append((pid, resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))))
    some_time(stage)
    for pid, before in limited:
        with contextlib.suppress(ProcessLookupError):
            resource.prlimit(pid, resource.RLIMIT_FSIZE, before)


def end(pid: int) -> None:
    """Kill a process, if it still runs."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def end_all(pids: Iterable[int]) -> None:
    """Kill processes that are not our children, and wait until they are gone."""
    ending = []
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            ending.append(os.pidfd_open(pid))
            os.kill(pid, signal.SIGKILL)
    for one in ending:
        select.select([one], [], [], PATIENCE)
        os.close(one)


def some_time(stage: Stage) -> None:
    """Wait as long as a disk is full."""
    threading.Event().wait(0.2 + stage.random.random() / 2)


def anywhere(stage: Stage) -> None:
    """Wait for some moment of an exchange."""
    threading.Event().wait(stage.random.random() * 0.05)
