"""Measures that no list grows slow: the same requests with five thousand records and with a million.

On PostgreSQL as it is, in a server of its own; with ``--database sqlite`` the larger number is usually 100,000.
"""

import argparse
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from statistics import median

from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from bench.load.cluster import cluster
from bench.load.desk import APART, OFFICER, SAME_ORIGIN, timed
from server import create_app
from server.demo import PASSWORD, load
from server.figures import place_cache
from server.models.log import LogEntry, Record
from server.models.org import Unit
from server.platform.database import db, read, write

RUNS = 9  # measured requests for each address
FEW, MANY = 5_000, 1_000_000  # records
RARE = "quynhdoi"  # a word that FOUND records have, and no other
FOUND = 5

# Each unit that keeps records gets copies of the records of another, so that all schools have as many.
SPREAD = """
INSERT INTO {table} ({names})
SELECT {chosen}
FROM {table} AS one
JOIN bench_place AS here ON here.unit = one.scope
JOIN bench_place AS there ON there.place = (here.place + :number) % (SELECT count(*) FROM bench_place)
WHERE one.rev < :apart
"""


@dataclass(frozen=True, slots=True)
class Province:
    """A database with the demo province and so many records, and its officer, signed in."""

    app: Flask
    client: FlaskClient
    account: str

    def look(self, address: str) -> float:
        """Milliseconds by the clock to answer one request: the database's time counts too. SystemExit if refused."""
        return timed(time.perf_counter, self.client, address, {"X-Account": self.account})


def pages(province: Province) -> dict[str, str]:
    """The requests to measure: name → address."""
    registers = province.app.extensions["registers"]
    with province.app.app_context(), read() as session:
        waiting = session.scalar(select(Record.id).where(Record.turn == "department").order_by(Record.since).limit(1))
        commune = session.scalar(select(Unit.id).where(Unit.kind == "commune").order_by(Unit.name).limit(1))
        school = session.scalar(select(Record.scope).order_by(Record.id).limit(1))
        register = session.scalars(
            select(Record.register).group_by(Record.register).order_by(func.count().desc())
        ).first()
    assert registers.latest(register or "")
    sorts = ("-changed", "created", "-day", "day", "status", "-since", "title", "unit")
    year = f"register={register}&period=2025-2026"
    return {
        "queue": "/api/records?for=me&sort=since",
        "queue, one commune": f"/api/records?for=me&sort=since&unit={commune}",
        "queue, by title": "/api/records?for=me&sort=title",
        "queue, a rare word": f"/api/records?for=me&q={RARE}",
        "counts of the queue": "/api/records/counts?for=me",
        "counts of everything": "/api/records/counts",
        "counts, a rare word": f"/api/records/counts?q={RARE}",
        "search, a rare word": f"/api/records?q={RARE}",
        "search, two words": f"/api/records?q={RARE}+sach",
        "search, a usual word": "/api/records?q=sach",
        **{f"list by {sort}": f"/api/records?sort={sort}" for sort in sorts},
        "list of a commune by -day": f"/api/records?sort=-day&unit={commune}",
        "list of a school by -day": f"/api/records?sort=-day&unit={school}",
        "list of a year": f"/api/records?{year}",
        "record": f"/api/records/{waiting}",
        "figures": f"/api/figures?{year}",
        "overview": f"/api/overview?{year}",
        "overview, one commune": f"/api/overview?{year}&unit={commune}",
    }


def fill(session: Session, records: int, with_log: bool) -> None:
    """Copy the demo's records, with their log entries if wanted, until there are ``records``, in all schools alike."""
    there = session.scalar(select(func.count()).select_from(Record)) or 0
    kinds = "('school', 'cluster', 'commune', 'department')"
    session.execute(
        text(
            "CREATE TEMPORARY TABLE bench_place AS "
            f"SELECT id AS unit, row_number() OVER (ORDER BY kind, id) - 1 AS place FROM unit WHERE kind IN {kinds}"
        )
    )
    session.execute(
        text(
            "INSERT INTO scope (unit, rev, digest, safe) SELECT unit, 0, (SELECT digest FROM scope LIMIT 1), 0 "
            "FROM bench_place WHERE unit NOT IN (SELECT unit FROM scope)"
        )
    )
    for number in range(1, max(1, round(records / there))):
        _copy(session, Record, number, ("id",))
        if with_log:
            _copy(session, LogEntry, number, ("mutation", "record"))
    session.execute(text("UPDATE cell SET value = value * :times"), {"times": max(1, round(records / there))})
    rare = select(Record.id).where(Record.status == "approved").order_by(Record.id.desc()).limit(FOUND)
    waiting = select(Record.id).where(Record.turn == "department").order_by(Record.id).limit(1)
    for id_ in [*session.scalars(rare), *session.scalars(waiting)]:
        session.execute(
            text("UPDATE record SET words = words || :word WHERE id = :id"), {"word": f" {RARE} sach", "id": id_}
        )


def _copy(session: Session, model: type[Record] | type[LogEntry], number: int, ids: tuple[str, ...]) -> None:
    table = model.__table__
    names = [column.name for column in table.columns if column.name != "seq"]
    changed = {name: f"'g' || '{number:03x}' || substr(one.{name}, 5)" for name in ids}
    changed |= {"scope": "there.unit", "rev": f"one.rev + {number * APART}"}
    quoted = [f'"{name}"' for name in names]
    chosen = [changed.get(name, f'one."{name}"') for name in names]
    query = SPREAD.format(table=table.name, names=", ".join(quoted), chosen=", ".join(chosen))
    session.execute(text(query), {"number": number, "apart": APART})


@contextmanager
def province(url: str, records: int, with_log: bool) -> Iterator[Province]:
    """A context with the demo province in the empty database at ``url``, and ``records`` records."""
    app = create_app({"DATABASE_URL": url, "DEMO": True, "LOG_LEVEL": "ERROR"})
    with app.app_context():
        upgrade()
        load(app)
        with write() as session:
            fill(session, records, with_log)
        place_cache.forget()
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE" if url.startswith("postgresql") else "ANALYZE"))
        yield signed_in(app)
        db.engine.dispose()


def signed_in(app: Flask) -> Province:
    """The province of an app, with its department's officer signed in."""
    client = app.test_client()
    body = {"username": OFFICER, "password": PASSWORD}
    return Province(app, client, client.post("/api/session", json=body, headers=SAME_ORIGIN).json["account"])


def compare(few: Province, many: Province) -> None:
    """Print each request's median in both, in turns."""
    for (name, few_address), many_address in zip(pages(few).items(), pages(many).values(), strict=True):
        spent: tuple[list[float], list[float]] = ([], [])
        for _ in range(RUNS + 1):
            spent[0].append(few.look(few_address))
            spent[1].append(many.look(many_address))
        first, then = (median(times[1:]) for times in spent)
        print(f"{name:28} {first:8.1f} ms {then:8.1f} ms {then / first:7.2f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, help=f"in the larger province; {MANY:,}, on SQLite 100,000")
    parser.add_argument("--database", choices=("postgres", "sqlite"), default="postgres")
    parser.add_argument("--with-log", action="store_true", help="with the logs' entries, which takes thrice as long")
    given = parser.parse_args()
    with ExitStack() as held:
        folder = held.enter_context(tempfile.TemporaryDirectory(prefix="lantoa-lists-"))

        def database(name: str) -> str:
            if given.database == "sqlite":
                return f"sqlite:///{folder}/{name}.db"
            return held.enter_context(cluster()).url

        many = given.records or (100_000 if given.database == "sqlite" else MANY)
        both = [
            held.enter_context(province(database(name), records, given.with_log))
            for name, records in (("few", FEW), ("many", many))
        ]
        print(f"{'':28} {FEW:9,} records {many:9,} records   ratio")
        compare(*both)


if __name__ == "__main__":
    main()
