"""The overview of a whole province: its 485 schools with ten thousand records, and with ten million."""

import argparse
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, text, update

from bench.load.desk import RUNS, desk, fill_cells
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
    """Name → address of the pages that are looked at."""
    overview = f"/api/overview?period={YEAR}&register="
    others = ("model", "school_profile", "criteria_score")
    return {
        "overview": overview + register,
        **{f"overview, {key}": overview + key for key in others},
        "figures": f"/api/figures?register={register}&period={YEAR}",
    }


def counted() -> tuple[int, int]:
    """How many records the cells of this year count, and how many cells there are."""
    with read() as session:
        records = select(func.sum(Cell.value)).where(Cell.measure == "")
        return int(session.scalar(records) or 0) // 1_000, session.scalar(select(func.count()).select_from(Cell)) or 0


@dataclass(frozen=True, slots=True)
class Province:
    """An officer at the desk of one of the two provinces."""

    app: Flask
    client: FlaskClient
    account: str

    def written(self) -> None:
        """As if one school had sent something more."""
        with self.app.app_context(), write() as session:
            unit = select(Scope.unit).order_by(func.random()).limit(1).scalar_subquery()
            session.execute(update(Scope).where(Scope.unit == unit).values(digest=func.randomblob(32)))

    def look(self, address: str) -> float:
        """Milliseconds of this process."""
        began = time.process_time()
        answer = self.client.get(address, headers={"X-Account": self.account})
        spent = 1_000 * (time.process_time() - began)
        if answer.status_code != 200:
            raise SystemExit(f"{address}: {answer.status_code} {answer.text[:200]}")
        return spent


def spread(province: Province, filled: bool) -> tuple[int, int]:
    """Every school tells; with each figure in every month and status, if ``filled``."""
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
    """The median look at each of the two, in turns: what else the machine does slows both."""
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
        print(f"{'':26} {records:9,} records {all_records:11,} records  ratio")
        print(f"{'cells':26} {cells:9,} {all_cells:19,}")
        for name, address in addresses.items():
            show(name, turns(both, address, Province.written))
        name = next(iter(addresses))
        show(f"{name}, first look", turns(both, addresses[name], lambda _: place_cache.forget()))


def show(name: str, times: list[float]) -> None:
    print(f"{name:26} {times[0]:6.1f} ms {times[1]:17.1f} ms {times[1] / times[0]:10.2f}", flush=True)


if __name__ == "__main__":
    main()
