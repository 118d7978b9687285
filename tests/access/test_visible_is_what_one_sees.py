"""Who sees what is said twice in server/access/records.py, in SQL and in Python: both say the same."""

import random
import uuid
from types import SimpleNamespace

import pytest
from sqlalchemy import insert, select

from server.access.records import sees, visible
from server.access.viewer import Viewer, viewer_of
from server.models.log import Record
from server.models.org import Unit
from server.org.people import add_unit
from server.platform.clock import now
from server.platform.database import read, write
from sync.protocol.transitions import STATUSES
from tests.village import Village

RECORDS = 1500
FORMS = ("probe@1", "probe@2", "probe_direct@1", "activity@1", "model@1")


@pytest.fixture
def accounts(village: Village):
    """Everybody of the village, and a school in the commune that reports straight to the department."""
    with village.app.app_context(), write() as session:
        high = add_unit(
            session, kind="school", name="THPT", parent=village.commune, reports_to=village.province, code="THPT"
        )
    village.add("ht3", "leader", high)
    return {name: village.client(name).account for name in village.people}


def test_a_list_shows_exactly_what_one_sees(village: Village, accounts):
    chance = random.Random(1)
    everybody = list(accounts.values())
    registers = village.app.extensions["registers"]
    with village.app.app_context(), write() as session:
        lines = {unit.id: unit.path for unit in session.scalars(select(Unit).where(Unit.kind != "site"))}
        rows = [row(chance, everybody, sorted(lines)) for _ in range(RECORDS)]
        session.execute(insert(Record), rows)
    with village.app.app_context(), read() as session:
        for account in everybody:
            viewer = viewer_of(session, account)
            condition = visible(viewer, registers.all_latest())
            listed = set(session.scalars(select(Record.id).where(condition)))
            assert listed == {one["id"] for one in rows if seen(viewer, registers, one, lines)}


def seen(viewer: Viewer, registers, one, lines) -> bool:
    register = registers.get(f"{one['register']}@{one['version']}")
    return sees(viewer, SimpleNamespace(**one), register, lines[one["scope"]])


def row(chance: random.Random, everybody: list[str], scopes: list[str]) -> dict:
    register, _, version = chance.choice(FORMS).partition("@")
    status = chance.choice(STATUSES)
    named = chance.sample(everybody, chance.choice((0, 0, 1, 2)))
    return {
        "id": str(uuid.UUID(int=chance.getrandbits(128))),
        "scope": chance.choice(scopes),
        "register": register,
        "version": int(version),
        "author": chance.choice(everybody),
        "rev": chance.getrandbits(40),
        "chain": "00000000",
        "status": status,
        "data": {},
        "computed": {},
        "writers": {},
        "conflicts": {},
        "thread": [],
        "flags": [],
        "persons": named,
        "once": named,
        "deleted_by": chance.choice(everybody) if status == "deleted" else None,
        "deleted": [1, "x"] if status == "deleted" else None,
        "created": now(),
        "changed": now(),
        "words": "",
    }
