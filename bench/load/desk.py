"""Measures the requests of the desk's pages, on the demo province and with a hundred times its records."""

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import func, insert, literal, select, text
from sqlalchemy.sql.elements import ColumnElement

from server import create_app
from server.demo import PASSWORD, load
from server.figures import place_cache
from server.models.log import LogEntry, Record
from server.models.org import Unit
from server.platform.database import db, read, write

RUNS = 15  # measured requests for each address
OFFICER = "so.demo"
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}
APART = 1_000_000  # how much the revs of log entries are raised from one copy to the next


def questions(app: Flask) -> dict[str, str]:
    """The requests to measure, name → address: those of the desk's pages, and those that many records could slow."""
    register = app.extensions["registers"].all_latest()[0].key
    with app.app_context(), read() as session:
        waiting = session.scalar(select(Record.id).where(Record.turn == "department").order_by(Record.since).limit(1))
        commune = session.scalar(select(Unit.id).where(Unit.kind == "commune").order_by(Unit.name).limit(1))
    return {
        "queue": "/api/records?for=me&sort=since",
        "queue, one commune": f"/api/records?for=me&sort=since&unit={commune}",
        "queue, by title": "/api/records?for=me&sort=title",
        "counts of the queue": "/api/records/counts?for=me",
        "counts of everything": "/api/records/counts",
        "newest of everything": "/api/records?sort=-changed",
        "record": f"/api/records/{waiting}",
        "figures": f"/api/figures?register={register}&period=2025-2026",
        "overview": f"/api/overview?register={register}&period=2025-2026",
        "overview, models": "/api/overview?register=model&period=2025-2026",
        "overview, unchanged": f"/api/overview?register={register}&period=2025-2026",
        "overview, one commune": f"/api/overview?register={register}&period=2025-2026&unit={commune}",
    }


def multiply(times: int) -> None:
    """Copy each record with its log entries, so that there are ``times`` as many.

    Copies have new ids and revs, but the same scopes, people and statuses.
    """
    for number in range(1, times):
        with write() as session:
            _copy(session.execute, Record, {"id": _id(Record.id, number), "rev": Record.rev + number * APART})
            _copy(
                session.execute,
                LogEntry,
                {
                    "mutation": _id(LogEntry.mutation, number),
                    "record": _id(LogEntry.record, number),
                    "rev": LogEntry.rev + number * APART,
                },
            )


def fill_cells(times: int) -> None:
    """Make the cells as many and as large as ``times`` as many records could at most.

    Each cell's value is multiplied, and each key of a unit gets cells in every month and every status.
    """
    names = "unit, register, measure, period, month, dimension, key, status, value"
    with write() as session:
        session.execute(text("UPDATE cell SET value = value * :times"), {"times": times})
        session.execute(
            text(
                f"INSERT OR IGNORE INTO cell ({names}) "
                "SELECT k.unit, k.register, k.measure, k.period, m.month, k.dimension, k.key, s.status, 1000 "
                "FROM (SELECT DISTINCT unit, register, measure, period, dimension, key FROM cell) k "
                "JOIN (SELECT DISTINCT register, period, month FROM cell) m USING (register, period) "
                "JOIN (SELECT DISTINCT status FROM cell) s"
            )
        )


def _copy(execute: Callable[..., object], model: type, changed: dict[str, ColumnElement]) -> None:
    names = [column.name for column in model.__table__.columns if column.name != "seq"]  # type: ignore[attr-defined]
    originals = model.rev < APART  # type: ignore[attr-defined]
    query = select(*(changed.get(name, model.__table__.c[name]) for name in names)).where(originals)
    execute(insert(model).from_select(names, query))


def _id(column: ColumnElement, number: int) -> ColumnElement:
    """The id in a column, changed into one that no phone makes, for the copy ``number``."""
    return literal(f"g{number:03x}").concat(func.substr(column, 5))


def timed(clock: Callable[[], float], client: FlaskClient, address: str, headers: dict[str, str]) -> float:
    """Milliseconds by ``clock``, which gives seconds, to answer one request. Raises SystemExit if it is refused."""
    began = clock()
    answer = client.get(address, headers=headers)
    spent = 1_000 * (clock() - began)
    if answer.status_code not in (200, 304):
        raise SystemExit(f"{address}: {answer.status_code} {answer.text[:200]}")
    return spent


def measure(client: FlaskClient, account: str, addresses: dict[str, str]) -> dict[str, float]:
    """Processor time in milliseconds to answer each address, by name: the median of ``RUNS`` requests.

    A first request is not counted. ``account``: the signed-in account. Raises SystemExit if an address is refused.
    """
    out = {}
    for name, address in addresses.items():
        spent = []
        headers = {"X-Account": account}
        if name.endswith("unchanged"):
            headers["If-None-Match"] = client.get(address, headers=headers).headers["ETag"]
        for _ in range(RUNS + 1):
            spent.append(timed(time.process_time, client, address, headers))
        out[name] = median(spent[1:])
    return out


@contextmanager
def desk(demo: Path | None) -> Iterator[tuple[Flask, FlaskClient, str]]:
    """A context with the demo province in a new database: the app, a client, and the account of its signed-in officer.

    ``demo``: a file with the demo province to copy; None: it is loaded, which takes long.
    """
    with tempfile.TemporaryDirectory(prefix="lantoa-desk-") as folder:
        file = Path(folder, "lantoa.db")
        if demo:
            shutil.copy(demo, file)
        app = create_app({"DATABASE_URL": f"sqlite:///{file}", "DEMO": True, "LOG_LEVEL": "ERROR"})
        with app.app_context():
            if not demo:
                upgrade()
                load(app)
            client = app.test_client()
            body = {"username": OFFICER, "password": PASSWORD}
            yield app, client, client.post("/api/session", json=body, headers=SAME_ORIGIN).json["account"]
            db.engine.dispose()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--demo", type=Path, help="a file with the demo province, where one is at hand")
    given = parser.parse_args()
    with desk(given.demo) as (app, client, account):
        addresses = questions(app)
        first = measure(client, account, addresses)
        multiply(given.times)
        fill_cells(given.times)
        place_cache.forget()
        then = measure(client, account, addresses)
    print(f"{'':24} {'demo':>9} {f'{given.times} ×':>9} {'ratio':>6}")
    for name in addresses:
        print(f"{name:24} {first[name]:6.1f} ms {then[name]:6.1f} ms {then[name] / first[name]:6.2f}")


if __name__ == "__main__":
    main()
