"""Every change that a view shows is delivered, under concurrent writers too."""

import random
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from sqlalchemy import text

from server.exchange.run import Pages
from server.platform.database import db, read
from sync.phone import Phone

from .cast import Stamps, phone_of
from .connection import together
from .model import Model, full
from .schedule import Run
from .world import School, World

WRITERS = ("author", "author", "mate", "mate", "other", "leader")
EACH = 10  # exchanges of each phone
FORM = "probe_direct@1"
WHOLE = {"n": 1, "day": "2026-10-05"}


def check(run: Run) -> Iterator[str]:
    """Somebody who reads everything from the start gets what those got who read along."""
    yield from run.missed


def test_complete_feed(faults):
    assert not faults("complete_feed")


def writer(phone: Phone, units: list[str], shared: dict[str, str], seed: int) -> Callable[[], None]:
    """Goes on writing, in both units, to records of its own and to one that all share."""
    chance = random.Random(seed)

    def write() -> None:
        for number in range(EACH):
            for unit in chance.sample(units, len(units)):
                phone.put(
                    unit, record=shared[unit], add={"picks": [chance.choice("abc")]}, set={"n": seed * 50 + number}
                )
                phone.put(
                    unit, form=FORM, set={"note": f"chữ {seed} {number}", "n": 1, "day": "2026-10-05"}, submit=True
                )
            assert phone.exchange(), phone.problem

    return write


def reader(phone: Phone, seen: dict[str, list[int]]) -> Callable[[], None]:
    """Goes on reading, and notes each version that it gets of each record."""

    def look() -> None:
        for _ in range(2 * EACH):
            assert phone.exchange(), phone.problem
            for id, copy in phone.copies.items():
                versions = seen.setdefault(id, [0])
                at = int(copy["version"].split(".")[0])
                if versions[-1] != at:
                    versions.append(at)

    return look


def two_schools(world: World) -> list[School]:
    """Two schools with the same people in both."""
    first = world.school()
    return [first, world.school_of(first.people)]


def deadlocks(world: World) -> int:
    with world.app.app_context(), read() as session:
        if db.engine.dialect.name != "postgresql":
            return 0
        session.execute(text("SELECT pg_stat_force_next_flush()"))
        count = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
        return session.scalar(text(count)) or 0


@pytest.mark.slow
def test_readers_miss_nothing_while_many_write(world, monkeypatch):
    monkeypatch.setitem(world.app.config, "PAGES", Pages(600, 5000))
    before = deadlocks(world)
    schools = two_schools(world)
    units, people, stamps = [school.unit for school in schools], schools[1].people, Stamps()
    transports = {part: world.transport(account) for part, account in people.items()}

    def phone(part: str) -> Phone:
        return phone_of(transports[part], stamps, timedelta(0))

    opener = phone("author")
    whole = WHOLE | {"note": "chung", "whom": [people["mate"].id]}
    shared = {unit: opener.put(unit, form=FORM, set=whole, submit=True)[0] for unit in units}
    assert opener.sync()
    writers = [phone(part) for part in WRITERS]
    for one in writers:
        assert one.sync()
    readers, seen = [phone("leader"), phone("other")], [{}, {}]
    jobs = [writer(one, units, shared, seed) for seed, one in enumerate(writers)]
    jobs += [reader(one, noted) for one, noted in zip(readers, seen, strict=True)]
    together(jobs)
    for one in [*writers, *writers, *readers]:
        assert one.sync()
    for unit in units:
        log, rows = world.log(unit), world.rows(unit)
        applied = [entry.rev for entry in log if entry.rev]
        assert applied == [*range(1, len(applied) + 1)]
        assert len({(entry.person, entry.mutation["id"]) for entry in log}) == len(log)
        made = Model(log).records
        assert {id: row.shown["data"] for id, row in rows.items()} == {id: record.data for id, record in made.items()}
        for one in [*writers, *readers]:
            held = {id: full(copy) for id, copy in one.copies.items() if copy["unit"] == unit}
            assert held == {id: full(row.shown) for id, row in rows.items()}
    assert sum(len(world.log(unit)) for unit in units) == len(units) * (1 + 2 * EACH * len(writers))
    assert all(versions == sorted(versions) for noted in seen for versions in noted.values())
    assert deadlocks(world) == before
