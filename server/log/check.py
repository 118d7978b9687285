"""Checking all logs, records and figures in several processes, so that a check that was killed goes on where it was."""

import gc
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from multiprocessing import get_context
from typing import NamedTuple

from flask import Flask
from sqlalchemy import func, select

from server.log.check_notes import Notes
from server.log.verify import scope_differences, whole_differences
from server.models.log import Restore, Scope
from server.platform.database import db, read
from server.platform.sandbox.confine import end_with_parent
from sync.registers import Registers

Progress = Callable[[int, int], None]
"""Called with how many mutations were replayed, and how many there are."""


class Log(NamedTuple):
    """A scope's log: the unit's id, and the rev and digest at its end."""

    unit: str
    rev: int
    digest: bytes

    @property
    def head(self) -> str:
        """What notes hold of it: it is another as soon as anything is written."""
        return f"{self.rev}.{self.digest.hex()}"


def check(app: Flask, registers: Registers, processes: int, notes: Notes, progress: Progress) -> list[str]:
    """Every difference that ``server.log.verify.compare`` finds, in the same order, found by several ``processes``.

    Logs that ``notes`` hold as sound, and that have not grown since, are not replayed again. Each log is read as of one
    moment, and the server may write meanwhile. Needs an app context. Raises BrokenProcessPool if a process is killed.
    """
    with read() as session:
        logs = [Log(*row) for row in session.execute(select(Scope.unit, Scope.rev, Scope.digest))]
        restored = session.scalar(select(func.max(Restore.id)))
    sound = notes.begin(f"{restored} {sorted(register.form for register in registers)}")
    # The longest first: none of them is then begun when all else is done.
    todo = sorted((log for log in logs if sound.get(log.unit) != log.head), key=lambda log: -log.rev)
    total = sum(log.rev for log in logs)
    done = total - sum(log.rev for log in todo)
    progress(done, total)
    found: dict[str, list[str]] = {}
    with _pool(app, registers, processes) as pool, _dropped_if_interrupted(pool):
        whole = pool.submit(_whole)
        for log, differences in _results({pool.submit(_one, log.unit): log for log in todo}):
            if differences:
                found[log.unit] = differences
            else:
                notes.add(log.unit, log.head)
            done += log.rev
            progress(done, total)
        rest = whole.result()
    notes.end()
    return [*(fault for unit in sorted(found) for fault in found[unit]), *rest]


@contextmanager
def _dropped_if_interrupted(pool: ProcessPoolExecutor) -> Iterator[None]:
    """What nobody waits for any more is not begun."""
    try:
        yield
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise


def _results(running: dict[Future[list[str]], Log]) -> Iterator[tuple[Log, list[str]]]:
    for future in as_completed(running):
        yield running[future], future.result()


class _Worker:
    """What a process checks with: inherited from the one that forked it, as it is."""

    app: Flask
    registers: Registers


def _pool(app: Flask, registers: Registers, processes: int) -> ProcessPoolExecutor:
    # Forked, they share what is loaded; each connects to the database by itself.
    db.engine.dispose()
    _Worker.app, _Worker.registers = app, registers
    return ProcessPoolExecutor(processes, get_context("fork"), _begin, (os.getpid(),))


def _begin(parent: int) -> None:
    end_with_parent(parent)
    # Ctrl-C reaches every process of the terminal; the first one ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # To look for circles among a whole log's objects, over and over, would take a sixth of the time.
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


def _one(unit: str) -> list[str]:
    with _Worker.app.app_context(), read() as session:
        return list(scope_differences(session, _Worker.registers, unit))


def _whole() -> list[str]:
    with _Worker.app.app_context(), read() as session:
        return list(whole_differences(session, _Worker.registers))
