"""A pair of fields that a register names stands in cells: its table is read from them, is what the log adds up to, and
what an older version wrote is added."""

from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from server.figures.explore import units_counted
from server.log.verify import compare
from server.models.figures import Cell
from server.platform.database import read
from tests.figures.by_hand import added, shown, written
from tests.fixtures.applications import REGISTERS, open_app

FOLDERS = [*REGISTERS, Path(__file__).parent / "pair_registers"]
DAY = "2026-10-05"


@pytest.fixture
def world(database_url, settle, monkeypatch):
    """A village where no record is read for a table while one waits."""
    monkeypatch.setattr(units_counted, "MOST_RECORDS", 0)
    with open_app(database_url, REGISTERS=FOLDERS) as app:
        yield settle(app, database_url)


def put(author, version=2, **answers):
    mutation = author.mutation("put", form=f"probe_kept@{version}", set={"day": DAY} | answers, then="submit")
    assert "refused" not in author.do(mutation)
    return mutation["id"]


def schools(world):
    first, second = world.client("gv"), world.client("gv2")
    second.unit = world.other.id
    return first, second


def write_some(world, version=2):
    """Six records, of both schools; their ids by author."""
    made = []
    for number in range(6):
        author = schools(world)[number % 2]
        parts = [{"id": f"r{at}", "done": at % 2 == 0} for at in range(number)]
        answers = {"n": number, "pick": "ab"[number // 4], "picks": ["x", "y"][: 1 + number % 2], "parts": parts}
        made.append((author, put(author, version, **answers)))
    return made


def table(client, **params):
    asked = {"register": "probe_kept", "measure": "count", "rows": "pick", "columns": "picks", "period": "2026-2027"}
    answer = client.get(f"/api/explore?{urlencode(asked | params)}")
    assert answer.status_code == 200, answer.text
    return answer.json


def by_hand(world, rows="pick", columns="picks", amount=lambda record: 1):
    def of(name):
        return lambda record: record.data[name] if isinstance(record.data[name], list) else [record.data[name]]

    records = [one for one in written(world.app) if one.status == "submitted"]
    return added(records, of(rows), of(columns), amount)


def number(record):
    return record.data["n"]


def test_a_pair_is_read_from_cells_in_either_order(world):
    write_some(world)
    so = world.client("so")
    assert shown(table(so)) == by_hand(world)
    assert shown(table(so, rows="picks", columns="pick")) == by_hand(world, "picks", "pick")
    assert shown(table(so, measure="n")) == by_hand(world, amount=number)
    assert shown(table(so, measure="rate"), "n") == by_hand(world, amount=number)
    assert shown(table(so, measure="rate"), "d") == by_hand(world)
    parts = table(so, measure="parts", rows="parts.done", columns="pick")
    cells = {
        (row["key"], one["key"]): cell
        for row in parts["rows"]
        for one, cell in zip(parts["columns"], row["cells"], strict=True)
    }
    assert {key: cell["value"] for key, cell in cells.items() if cell} == {
        ("true", "a"): 4,
        ("false", "a"): 2,
        ("true", "b"): 5,
        ("false", "b"): 4,
    }


def test_units_of_a_pair_are_counted_once_each(world):
    write_some(world)
    found = shown(table(world.client("so"), measure="units"))
    assert found[("a", "x")] == 2  # both schools
    assert found[("a", "y")] == 1


def test_a_pair_follows_whatever_becomes_of_a_record_and_the_check_agrees(world):
    made, so = write_some(world), world.client("so")
    author, record = made[0]
    edit = {"record": record, "unit": author.unit, "base": so.read(record)["version"]}
    author.sync(author.mutation("put", **edit, set={"pick": "b", "picks": []}))
    author, record = made[1]
    author.sync(author.mutation("withdraw", record=record, unit=author.unit, base=so.read(record)["version"]))
    assert shown(table(so)) == by_hand(world)
    with world.app.app_context(), read() as session:
        assert compare(session, world.app.extensions["registers"]) == []
        pairs = session.scalars(select(Cell.key).where(Cell.dimension == "pick|picks", Cell.measure == "count"))
        assert set(pairs) == {"a|x", "a|y", "b|x", "b|y"}


def test_what_an_older_version_wrote_is_added_to_the_cells(world, monkeypatch):
    write_some(world)
    write_some(world, version=1)
    so = world.client("so")
    assert table(so)["uncounted"] is True  # the records of the older one are to be read
    monkeypatch.setattr(units_counted, "MOST_RECORDS", 6)
    assert shown(table(so)) == by_hand(world)
    assert shown(table(so, rows="picks", columns="pick", measure="rate"), "n") == by_hand(
        world, "picks", "pick", number
    )
    assert table(so, measure="units")["uncounted"] is True  # a school with records of both is one school
    monkeypatch.setattr(units_counted, "MOST_RECORDS", 12)
    assert shown(table(so, measure="units"))[("a", "x")] == 2


def test_phones_are_not_given_pairs(world):
    [register] = [one for one in world.client("so").get("/api/catalog").json["registers"] if one["key"] == "probe_kept"]
    assert {measure["key"]: measure["by"] for measure in register["measures"]}["count"] == ["pick", "picks"]
