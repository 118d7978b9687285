"""The overview of a whole province: its 485 schools with ten thousand records, and with ten million."""

import argparse
import shutil
import tempfile
from pathlib import Path

from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import func, select, text, update

from bench.desk import OFFICER, SAME_ORIGIN, fill_cells, measure
from server import create_app, remembered
from server.database import db, read, write
from server.demo import PASSWORD, load
from server.models import Cell, Scope

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
    asked = f"/api/overview?period={YEAR}&register="
    others = ("model", "school_profile", "criteria_score")
    return {
        "overview": asked + register,
        **{f"overview, {key}": asked + key for key in others},
        "figures": f"/api/figures?register={register}&period={YEAR}",
    }


def told() -> tuple[int, int]:
    """How many records the cells of this year tell of, and how many cells there are."""
    with read() as session:
        records = select(func.sum(Cell.value)).where(Cell.measure == "")
        return int(session.scalar(records) or 0) // 1_000, session.scalar(select(func.count()).select_from(Cell)) or 0


def written() -> None:
    """As if one school had sent something more."""
    with write() as session:
        unit = select(Scope.unit).where(Scope.rev > 0).order_by(func.random()).limit(1).scalar_subquery()
        session.execute(update(Scope).where(Scope.unit == unit).values(digest=func.randomblob(32)))


def looks(client: FlaskClient, account: str, addresses: dict[str, str]) -> dict[str, float]:
    """Each page after one school's change, and the first one as a process that has just started answers it."""
    remembered.forget()
    out = measure(client, account, addresses, written)
    name = next(iter(addresses))
    return out | measure(client, account, {f"{name}, first look": addresses[name]}, remembered.forget)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--demo", type=Path, help="a file with the demo province, where one is at hand")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="lantoa-province-") as folder:
        file = Path(folder, "lantoa.db")
        if given.demo:
            shutil.copy(given.demo, file)
        app = create_app({"DATABASE_URL": f"sqlite:///{file}", "DEMO": True, "LOG_LEVEL": "ERROR"})
        with app.app_context():
            if not given.demo:
                upgrade()
                load(app, lambda _: None)
            client = app.test_client()
            body = {"username": OFFICER, "password": PASSWORD}
            account = client.post("/api/session", json=body, headers=SAME_ORIGIN).json["account"]
            register = app.extensions["registers"].all_latest()[0].key
            with write() as session:
                session.execute(text(SPREAD), {"register": register})
                session.execute(text("ANALYZE"))
            before, first = told(), looks(client, account, pages(register))
            fill_cells(1_000)
            with write() as session:
                session.execute(text("ANALYZE"))
            after, then = told(), looks(client, account, pages(register))
            db.engine.dispose()
    print(f"{'':26} {before[0]:9,} records {after[0]:11,} records  ratio")
    print(f"{'cells':26} {before[1]:9,} {after[1]:19,}")
    for name in first:
        print(f"{name:26} {first[name]:6.1f} ms {then[name]:17.1f} ms {then[name] / first[name]:10.2f}")


if __name__ == "__main__":
    main()
