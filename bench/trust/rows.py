"""The rows of the table in docs/reliability.md: a kind of fault on one database, and how often it strikes."""

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from bench.load.cluster import cluster
from bench.trust import faults, postgres_disk
from bench.trust.faults import Fault, come_back
from bench.trust.ledger import Verdict
from bench.trust.people import Crowd
from bench.trust.postgres_faults import PostgresFaults
from bench.trust.stage import Stage, stage
from bench.trust.verdict import final


class Row(NamedTuple):
    """``count``: how often the fault strikes in the long form. ``what``: for the table, in English."""

    database: str
    fault: str
    count: int
    what: str


class Done(NamedTuple):
    """What came of a row: how many faults struck and how many connections were bad, in how many seconds; how many
    mutations were saved and acknowledged, and what is wrong with them."""

    row: Row
    struck: int
    bad: int
    seconds: float
    saved: int
    verdict: Verdict


ROWS = {
    "worker-sqlite": Row("SQLite", "kill_worker", 50, "`kill -9` of a worker"),
    "master-sqlite": Row("SQLite", "kill_master", 25, "`kill -9` of gunicorn's first process"),
    "jobs-sqlite": Row("SQLite", "kill_jobs", 25, "`kill -9` of the jobs"),
    "worker-postgres": Row("PostgreSQL", "kill_worker", 35, "`kill -9` of a worker"),
    "master-postgres": Row("PostgreSQL", "kill_master", 15, "`kill -9` of gunicorn's first process"),
    "kill-postgres": Row("PostgreSQL", "kill_postgres", 50, "`kill -9` of PostgreSQL, all or one process of it"),
    "cut-sqlite": Row("SQLite", "cut_power", 100, "power cut: what was not synced is gone, or there in part"),
    "cut-postgres": Row("PostgreSQL", "cut_postgres", 100, "power cut: what was not synced is gone, or there in part"),
    "sync-sqlite": Row("SQLite", "fail_sync", 60, "a sync fails once, of the log or of the file"),
    "sync-postgres": Row("PostgreSQL", "fail_postgres", 60, "a sync fails once, of the log or of another file"),
    "full-sqlite": Row("SQLite", "fill_disk", 20, "the disk is full for a while"),
    "full-postgres": Row("PostgreSQL", "fill_postgres", 20, "the disk is full for a while"),
}


@contextmanager
def _sqlite(row: Row, folder: Path, seed: int) -> Iterator[tuple[Stage, Fault]]:
    watched = folder / "copies" if row.fault in ("cut_power", "fail_sync") else None
    with stage(f"sqlite:///{folder}/lantoa.db", folder, seed, row.fault == "kill_jobs", watched) as found:
        yield found, getattr(faults, row.fault)


@contextmanager
def _postgres(row: Row, folder: Path, seed: int) -> Iterator[tuple[Stage, Fault]]:
    watched = row.fault in ("cut_postgres", "fail_postgres")
    server = cluster(postgres_disk.SEGMENT, variables=postgres_disk.watch) if watched else cluster()
    with server as found, stage(found.url, folder, seed) as on:
        yield on, getattr(PostgresFaults(found), row.fault, None) or getattr(faults, row.fault)


def play(row: Row, count: int, seed: int, seconds: float = float("inf")) -> Done:
    """Let phones write while the fault strikes ``count`` times, fewer if ``seconds`` are over first; then judge."""
    began = time.monotonic()
    place = _sqlite if row.database == "SQLite" else _postgres
    with tempfile.TemporaryDirectory(prefix="lantoa-trust-") as folder, place(row, Path(folder), seed) as (on, strike):
        struck, dead = 0, []
        with Crowd(on.ledger, on.teachers):
            try:
                come_back(on)
                while struck < count and time.monotonic() - began < seconds:
                    strike(on, struck)
                    struck += 1
                    come_back(on)
                    _progress(row, struck, count)
            except faults.Dead as fault:
                dead.append(str(fault))
        bad = on.network.counts.total() - on.network.counts[""]
        on.network.share = 0.0
        verdict = final(on.url, on.ledger, on.teachers)
        verdict.lost += dead
        return Done(row, struck, bad, time.monotonic() - began, len(on.ledger.saved), verdict)


def _progress(row: Row, struck: int, count: int) -> None:
    if sys.stderr.isatty() or struck % 10 == 0:
        print(f"{row.database}, {row.what}: {struck} of {count}", file=sys.stderr, flush=True)
