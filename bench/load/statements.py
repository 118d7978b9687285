"""Counts the SQL statements and transactions of each kind of exchange: python -m bench.load.statements."""

import argparse
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import Engine, event

from bench.load import world
from bench.load.inside import phone_of, send
from bench.load.phones import database
from bench.load.world import Account
from server import create_app
from server.platform.config import database_url
from server.platform.database import db
from sync.phone import Phone

KINDS = "{:<28} {:>10} {:>12}"


@contextmanager
def counted(engine: Engine, show: bool) -> Iterator[Counter[str]]:
    """A context that counts what goes to the database: ``statements``, and ``transactions`` that end; ``show`` prints
    each statement."""
    seen: Counter[str] = Counter()

    def on_execute(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen["statements"] += 1
        if show:
            print("   ", " ".join(statement.split())[:200])

    def on_end(_connection: object) -> None:
        seen["transactions"] += 1

    heard = (("before_cursor_execute", on_execute), ("commit", on_end), ("rollback", on_end))
    for name, hear in heard:
        event.listen(engine, name, hear)
    try:
        yield seen
    finally:
        for name, hear in heard:
            event.remove(engine, name, hear)


def _log(phone: Phone, teacher: Account, models: dict[str, str], count: int) -> None:
    own = [one for one in world.activities_by_school()[teacher.school.code] if one.registration.kind in models]
    for one in own[:count]:
        world.log(phone, models[one.registration.kind], one)


def count(url: str, show: bool) -> None:
    """Print what each kind of exchange asks of the empty database at ``url``."""
    people = world.build(url, 2)
    app: Flask = create_app({"DATABASE_URL": url, "DEMO": True, "LOG_LEVEL": "ERROR"})
    leader, teacher = people.leaders[0], people.teachers[0]
    head = phone_of(app, leader)
    models = {one.kind: world.register(head, one) for one in world.models(leader.school)}
    send([head])
    warm, phone = phone_of(app, teacher), phone_of(app, teacher)
    _log(warm, teacher, models, 1)
    send([warm, warm])
    with app.app_context():
        engine = db.engine
    for kind, records in (("first fetch", 0), ("nothing", 0), ("one record", 1), ("20 records", 20)):
        _log(phone, teacher, models, records)
        with counted(engine, show) as seen:
            phone.exchange()
        print(KINDS.format(kind, seen["statements"], seen["transactions"]), flush=True)
        send([phone])


def main() -> None:
    """Count on both databases, and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=("postgres", "sqlite"), nargs="*", default=["postgres", "sqlite"])
    parser.add_argument("--show", action="store_true", help="print each statement, too")
    given = parser.parse_args()
    for kind in given.database:
        print(KINDS.format(kind, "statements", "transactions"))
        with database(kind) as (url, _):
            count(database_url(url), given.show)


if __name__ == "__main__":
    main()
