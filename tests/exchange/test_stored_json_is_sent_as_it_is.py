"""Records are stored as the text that phones get: Vietnamese in its own letters, whatever release wrote it."""

import json

import pytest
from sqlalchemy import Text, cast, select, text

from server.models.log import Record
from server.platform.database import db, read, write
from server.records.representation import describe
from tests.village import Village

NOTE = "Trồng rau ở điểm trường"
COLUMNS = ("data", "thread", "flags", "conflicts", "persons", "once")


@pytest.fixture
def written(village: Village) -> str:
    """The id of a record with a comment and, in one field, two values."""
    first, second = village.client("gv"), village.client("gv")
    put = first.put(set={"note": NOTE, "n": 1, "day": "2026-10-05"}, then="submit")
    base = first.do(put)["version"]
    for phone, n in ((first, 30), (second, 42)):
        phone.do(phone.put(record=put["id"], base=base, set={"n": n}))
    first.do(first.mutation("comment", record=put["id"], text="Thầy/cô xem giúp ạ"))
    return put["id"]


def as_before(record: str, app) -> None:
    """Store the record's JSON as earlier releases did: each letter beyond ASCII escaped, with spaces."""
    table = Record.__table__
    with app.app_context(), write() as session:
        row = session.execute(select(*(table.c[name] for name in COLUMNS)).where(table.c.id == record)).one()
        given = {name: json.dumps(value) for name, value in zip(COLUMNS, row, strict=True)}
        form = "CAST(:{0} AS json)" if db.engine.dialect.name == "postgresql" else ":{0}"
        values = ", ".join(f"{name} = {form.format(name)}" for name in COLUMNS)
        session.execute(text(f"UPDATE record SET {values} WHERE id = :id"), given | {"id": record})


def fetched(village: Village):
    """What a phone that has nothing is sent: its bytes, and its changes."""
    body = {"protocol": 1, "nonce": "n"}
    answer = village.client("gv").post("/api/sync", body)
    return answer.data, answer.json["changes"]


def test_in_its_own_letters(village: Village, written: str):
    with village.app.app_context(), read() as session:
        assert NOTE in session.scalar(select(cast(Record.data, Text)).where(Record.id == written))
    sent, _ = fetched(village)
    assert NOTE.encode() in sent


@pytest.mark.parametrize("conflict", [True, False])
def test_and_so_is_what_an_earlier_release_stored(village: Village, written: str, conflict: bool):
    if not conflict:
        phone = village.client("gv")
        [change] = phone.sync()["changes"]
        stands = {"n": list(change["conflicts"]["n"])}
        phone.do(phone.put(record=written, base=change["version"], set={"n": 7}, resolves=stands))
    as_before(written, village.app)
    with village.app.app_context(), read() as session:
        whole = describe(session.get_one(Record, written))
    sent, changes = fetched(village)
    assert changes == [whole]
    assert b"\\u" not in sent
    assert ("conflicts" in whole) == conflict
