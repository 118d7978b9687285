"""A world in a database: its units, people and records as the server would hold them, without a log."""

import random
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import insert

from bench.quality.schools import School
from bench.quality.world import World
from server import create_app
from server.models.log import Record, Scope
from server.models.org import Person, Unit
from server.platform.database import Model, db, write
from server.quality.sketches import keep, long_texts
from server.registers import published
from sync.registers import Register, Registers

REGISTER, PROFILE, PERIOD = "activity", "school_profile", "2025-2026"
BEGINS = datetime(2025, 9, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Staged:
    """``records``: the id of each entry's record, in the entries' order."""

    app: Flask
    registers: Registers
    records: list[str]


@contextmanager
def stage(world: World, url: str | None = None) -> Iterator[Staged]:
    """The world in a database of its own, SQLite in a file that goes with the block, or the empty one at ``url``."""
    with tempfile.TemporaryDirectory() as folder:
        url = url or f"sqlite:///{Path(folder) / 'world.db'}"
        app = create_app({"DATABASE_URL": url, "LOG_LEVEL": "ERROR"})
        with app.app_context():
            Model.metadata.create_all(db.engine)
            registers = published.renew(app)
            yield Staged(app, registers, _fill(world, registers))
            db.engine.dispose()


def _fill(world: World, registers: Registers) -> list[str]:
    ids = random.Random(len(world.entries))
    units = {school.number: _uuid(ids) for school in world.schools}
    people = {(school.number, one): _uuid(ids) for school in world.schools for one in range(school.teachers)}
    models = {(school.number, kind): _uuid(ids) for school in world.schools for kind in school.kinds}
    register, profile = registers.latest(REGISTER), registers.latest(PROFILE)
    assert register
    assert profile
    found = []
    with write() as session:
        session.execute(insert(Unit), [_unit(school, units[school.number]) for school in world.schools])
        session.execute(insert(Scope), [{"unit": unit} for unit in units.values()])
        session.execute(
            insert(Person), [{"id": one, "username": one, "name": f"Giáo viên {one[:4]}"} for one in people.values()]
        )
        for school in world.schools:
            data: dict[str, object] = {"pupils": school.pupils, "staff": school.staff, "classes": 9}
            row = _row(_uuid(ids), units[school.number], people[school.number, 0], profile, data, 0)
            session.execute(insert(Record), row)
        for entry in world.entries:
            number = entry.school.number
            data = entry.data | {"model": models[number, entry.kind]}
            row = _row(_uuid(ids), units[number], people[number, entry.author], register, data, entry.place)
            session.execute(insert(Record), row | {"day": entry.day})
            keep(session, str(row["id"]), long_texts(register, data).values())
            found.append(str(row["id"]))
    return found


def _unit(school: School, id_: str) -> dict[str, object]:
    name = f"Trường {school.number}"
    return {"id": id_, "place": f"/{id_}/", "path": f"/{id_}/", "kind": "school", "level": school.level, "name": name}


def _row(
    id_: str, unit: str, author: str, register: Register, data: dict[str, object], place: float
) -> dict[str, object]:
    came = BEGINS + timedelta(minutes=place * 10)
    plain: dict[str, object] = {"computed": {}, "writers": {}, "conflicts": {}, "thread": [], "flags": []}
    plain |= {"persons": [], "once": [], "period": PERIOD, "rev": 1, "chain": "AAAAAAAA", "version": register.version}
    of = {"id": id_, "scope": unit, "register": register.key, "author": author, "data": data, "status": "submitted"}
    return plain | of | {"created": came, "changed": came, "since": came}


def _uuid(ids: random.Random) -> str:
    return str(uuid.UUID(int=ids.getrandbits(128)))
