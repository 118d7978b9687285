"""What a process remembers of units, periods and closings is of the catalog's number now: no stale copy is used."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import event, update

from server.models.catalog import CatalogVersion
from server.models.org import Unit
from server.models.periods import Period
from server.org import people
from server.platform.catalog_memory import CatalogMemory
from server.platform.database import db, write
from tests.village import code

REMEMBERED = ("FROM period", "FROM unit", "closing")


@pytest.fixture
def elsewhere(village):
    """``elsewhere(statement)``: what another process commits; nothing in this one hears of it."""

    def commit(statement):
        with village.app.app_context(), db.engine.begin() as connection:
            connection.execute(statement)
            connection.execute(update(CatalogVersion.__table__).values(number=CatalogVersion.number + 1))

    return commit


@pytest.fixture
def statements(village):
    """The statements that go to the database, as they are heard."""
    heard = []

    def hear(_connection, _cursor, statement, *_):
        heard.append(statement)

    with village.app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", hear)
    yield heard
    event.remove(engine, "before_cursor_execute", hear)


def test_it_is_remembered(village, statements):
    gv = village.client("gv")
    assert not code(gv.do(gv.put(then="submit")))
    statements.clear()
    assert not code(gv.do(gv.put(then="submit")))
    assert [one for one in statements if any(words in one for words in REMEMBERED)] == []


def test_a_period_closed_elsewhere_is_closed_for_the_next_exchange(village, elsewhere):
    gv = village.client("gv")
    assert not code(gv.do(gv.put()))
    elsewhere(update(Period.__table__).where(Period.key == "2026-2027").values(closed=True))
    assert code(gv.do(gv.put())) == "locked"
    elsewhere(update(Period.__table__).where(Period.key == "2026-2027").values(closed=False))
    assert not code(gv.do(gv.put()))


def test_a_school_that_went_on_elsewhere_is_read_by_who_is_there(village, elsewhere):
    gv, ht2 = village.client("gv"), village.client("ht2")
    made = gv.put(then="submit")
    assert not code(gv.do(made))
    assert ht2.get(f"/api/records/{made['id']}").status_code == 404
    ended = {"ended": datetime(2026, 1, 1, tzinfo=UTC), "successors": [village.other.id]}
    elsewhere(update(Unit.__table__).where(Unit.id == village.school.id).values(ended))
    assert ht2.get(f"/api/records/{made['id']}").status_code == 200


def test_what_was_never_committed_is_not_remembered(village):
    with village.app.app_context(), write() as session:
        number = session.get_one(CatalogVersion, 1).number
        people.add_unit(session, kind="school", name="TH lẻ", parent=village.commune)
        session.flush()
        CatalogMemory(session, number + 1).get("units", ["x"], lambda _: {"x": 1})
        session.rollback()
    with village.app.app_context(), write() as session:
        assert CatalogMemory(session, number + 1).get("units", ["x"], lambda _: {}) == {}
