"""Sends requests that no honest client sends, prints which the server could not answer, and writes how many that were
into docs/reliability.md: python -m bench.attacks.requests, or with ``--database sqlite`` on that one alone."""

import argparse
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from flask_migrate import upgrade

from bench.attacks.server import Attack, Fault
from bench.load.cluster import cluster
from bench.trust.page import put
from server import create_app, demo
from server.platform.config import ROOT
from server.platform.database import db

LOT = 2_500  # requests, before which the database is as new: some of them end units, close years, let people go
USERNAMES = [username for username, _ in demo.ACCOUNTS]
PROGRAM = "python -m bench.attacks.requests --database"
REGISTERS = [ROOT / "server" / "registers" / "definitions"]
Copies = Callable[[], str]
"""Returns the URL of a new copy of the demo."""


def _app(url: str):
    return create_app({"DATABASE_URL": url, "DEMO": False, "REGISTERS": REGISTERS, "LOG_LEVEL": "CRITICAL"})


def _load(url: str) -> None:
    app = _app(url)
    with app.app_context():
        upgrade()
        demo.load(app)
        db.engine.dispose()


@contextmanager
def sqlite() -> Iterator[Copies]:
    """Copies of the demo on SQLite."""
    with tempfile.TemporaryDirectory() as folder:
        whole, copy = Path(folder) / "demo.db", Path(folder) / "copy.db"
        _load(f"sqlite:///{whole}")

        def fresh() -> str:
            for old in Path(folder).glob("copy.db*"):
                old.unlink()
            return f"sqlite:///{shutil.copy(whole, copy)}"

        yield fresh


@contextmanager
def postgres() -> Iterator[Copies]:
    """Copies of the demo on PostgreSQL."""
    with cluster() as server:

        def named(name: str) -> str:
            address = server.url.rpartition("/")[0].replace("postgresql:", "postgresql+psycopg:")
            return f"{address}/{name}?options=-c%20synchronous_commit%3Doff"

        def make(name: str, template: str) -> str:
            with psycopg.connect(server.url, autocommit=True) as connection:
                connection.execute(f"DROP DATABASE IF EXISTS {name}")
                connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
            return named(name)

        _load(make("demo", "template1"))
        yield lambda: make("copy", "demo")


DATABASES = {"sqlite": ("SQLite", sqlite), "postgres": ("PostgreSQL", postgres)}


def attack(copies: Copies, seed: int, count: int, until: float) -> tuple[Counter[int], Counter[Fault]]:
    """Send ``count`` requests in lots, no more of them ``until`` a moment of the monotonic clock, and print each fault
    when it is first seen. Returns how many answers had which status, and how many requests showed which fault."""
    statuses: Counter[int] = Counter()
    faults: Counter[Fault] = Counter()
    for start in range(0, count, LOT):
        if time.monotonic() > until:
            break
        app = _app(copies())
        lot = Attack(app, USERNAMES)
        lot.run(seed + start, min(LOT, count - start))
        with app.app_context():
            db.engine.dispose()
        for fault in lot.counts.keys() - faults.keys():
            request, text = lot.faults[fault]
            print(
                f"\n{fault[0]} at {fault[1]}\n{request._replace(body=request.body[:3000])}\n{text[-3000:]}", flush=True
            )
        statuses, faults = statuses + lot.statuses, faults + lot.counts
        sent = min(start + LOT, count)
        print(f"{sent:,} of {count:,} requests, {sum(faults.values())} not answered", file=sys.stderr, flush=True)
    return statuses, faults


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=50_000, help="requests on each database")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--seconds", type=float, default=7200, help="after which no more are sent to a database")
    options.add_argument("--database", choices=[*DATABASES], help="by default both")
    given = options.parse_args()
    faults: Counter[Fault] = Counter()
    for key in [given.database] if given.database else DATABASES:
        (name, database), began = DATABASES[key], time.monotonic()
        with database() as copies:
            statuses, found = attack(copies, given.seed, given.count, began + given.seconds)
        done = sum(times for status, times in statuses.items() if status < 300)
        seconds = time.monotonic() - began
        cells = [name, f"{statuses.total():,}", f"{done:,}", found.total(), f"{seconds:.0f}", f"`{PROGRAM} {key}`"]
        print(*cells, *(f"{status}: {times}" for status, times in sorted(statuses.items())), sep=" | ", flush=True)
        put(f"{PROGRAM} {key}", cells)
        faults += found
    for (kind, place), times in faults.most_common():
        print(f"{times:6} {kind} at {place}")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
