"""Measures overview and Explore of a whole province of 485 schools, with ten thousand records and with ten million."""

import argparse
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, text, update

from bench.load.desk import RUNS, desk, fill_cells, timed
from server.figures import place_cache
from server.models.figures import Cell
from server.models.log import Scope
from server.platform.database import read, write

YEAR = "2025-2026"
NAMES = "register, measure, period, month, dimension, key, status, value"
SPREAD = f"""
INSERT OR IGNORE INTO cell (unit, {NAMES})
WITH teller AS (
  SELECT id, level, count(*) OVER same AS n, row_number() OVER (same ORDER BY id) - 1 AS at
  FROM unit WHERE kind = 'school' AND id IN (SELECT unit FROM cell WHERE register = :register)
  WINDOW same AS (PARTITION BY level)
), silent AS (
  SELECT id, level, row_number() OVER (PARTITION BY level ORDER BY id) AS at
  FROM unit WHERE kind = 'school' AND id NOT IN (SELECT id FROM teller)
)
SELECT silent.id, {", ".join(f"cell.{name}" for name in NAMES.split(", "))}
FROM silent JOIN teller ON teller.level = silent.level AND teller.at = silent.at % teller.n
JOIN cell ON cell.unit = teller.id
"""


def pages(register: str) -> dict[str, str]:
    """The requests to measure: name → address. ``register``: the key of the register of everyday work."""
    overview = f"/api/overview?period={YEAR}&register="
    others = ("model", "school_profile", "criteria_score")
    explore = f"/api/explore?period={YEAR}&register={register}"
    return {
        "overview": overview + register,
        **{f"overview, {key}": overview + key for key in others},
        "figures": f"/api/figures?register={register}&period={YEAR}",
        "explore": explore,
        "explore, school × month": f"{explore}&rows=reporting_unit&columns=month",
        "explore, commune × level": f"{explore}&rows=unit&columns=unit_level",
        "explore, commune × kind": f"{explore}&rows=unit&columns=kind",
        "explore, school × kind": f"{explore}&rows=reporting_unit&columns=kind",
        "explore, kind × month": f"{explore}&rows=kind&columns=month",
    }


def counted() -> tuple[int, int]:
    """How many records the cells count, of all registers and periods, and how many cells there are."""
    with read() as session:
        records = select(func.sum(Cell.value)).where(Cell.measure == "")
        return int(session.scalar(records) or 0) // 1_000, session.scalar(select(func.count()).select_from(Cell)) or 0


@dataclass(frozen=True, slots=True)
class Province:
    """One of the two provinces that are compared, with an officer signed in to its app."""

    app: Flask
    client: FlaskClient
    account: str

    def written(self) -> None:
        """Change the digest of a random unit's log, as if it had sent something: its sums are then read again."""
        with self.app.app_context(), write() as session:
            unit = select(Scope.unit).order_by(func.random()).limit(1).scalar_subquery()
            session.execute(update(Scope).where(Scope.unit == unit).values(digest=func.randomblob(32)))

    def look(self, address: str) -> float:
        """Processor time in milliseconds to answer one request. Raises SystemExit if it is refused."""
        return timed(time.process_time, self.client, address, {"X-Account": self.account})


def spread(province: Province, filled: bool) -> tuple[int, int]:
    """Give every school cells, copied from those of schools with records; returns what ``counted`` does afterwards.

    With ``filled`` also a thousandfold values, and cells in every month and every status.
    """
    with province.app.app_context():
        with write() as session:
            register = province.app.extensions["registers"].all_latest()[0].key
            session.execute(text(SPREAD), {"register": register})
            # What is remembered is known by the logs, and those of both are alike: other cells, another log.
            session.execute(update(Scope).values(digest=func.randomblob(32)))
        if filled:
            fill_cells(1_000)
        with write() as session:
            session.execute(text("ANALYZE"))
        return counted()


def turns(both: list[Province], address: str, before: Callable[[Province], None]) -> list[float]:
    """The median time of a request in each of the provinces, in milliseconds; they take turns.

    So other work of the machine slows all of them. ``before`` is called with the province before each request.
    """
    spent: list[list[float]] = [[] for _ in both]
    for _ in range(RUNS + 1):
        for province, times in zip(both, spent, strict=True):
            before(province)
            times.append(province.look(address))
    return [median(times[1:]) for times in spent]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--demo", type=Path, help="a file with the demo province, where one is at hand")
    given = parser.parse_args()
    with desk(given.demo) as few, desk(given.demo) as many:
        both = [Province(*few), Province(*many)]
        (records, cells), (all_records, all_cells) = spread(both[0], False), spread(both[1], True)
        addresses = pages(both[0].app.extensions["registers"].all_latest()[0].key)
        print(f"{'':38} {records:9,} records {all_records:11,} records  ratio")
        print(f"{'cells':38} {cells:9,} {all_cells:19,}")
        for name, address in addresses.items():
            show(name, turns(both, address, Province.written))
        for name in ("overview", *(name for name in addresses if name.startswith("explore"))):
            show(f"{name}, first look", turns(both, addresses[name], lambda _: place_cache.forget()))


def show(name: str, times: list[float]) -> None:
    print(f"{name:38} {times[0]:6.1f} ms {times[1]:17.1f} ms {times[1] / times[0]:10.2f}", flush=True)


if __name__ == "__main__":
    main()
