"""``safe`` is what lets a phone forget its journal: it rises once a backup has been checked, and only as far as that
backup holds the log."""

import pytest
from sqlalchemy import delete, select, update

from server.backups import make as making
from server.log.restores import record_restore
from server.models.figures import Cell
from server.models.log import Record
from server.platform.database import write


@pytest.fixture
def gv(village):
    return village.client("gv")


def write_one(gv):
    gv.do(gv.put(set={"n": 1}))


def safe(gv):
    """As a phone is told that begins anew; others are when it has changed."""
    return gv.sync(cursor=None)["safe"][gv.unit]


def test_it_is_nothing_before_the_first_backup(gv):
    write_one(gv)
    assert safe(gv) == 0


def test_it_is_the_head_that_the_backup_holds(gv, backed_up):
    write_one(gv)
    made = backed_up()
    assert made.faults == []
    assert made.verified
    held = safe(gv)
    assert held > 0
    write_one(gv)
    assert safe(gv) == held
    backed_up()
    assert safe(gv) == held + 1


@pytest.mark.parametrize("depth", ["news", "all"])
def test_it_stays_where_the_copy_has_a_fault(gv, village, backed_up, depth):
    write_one(gv)
    with village.app.app_context(), write() as session:
        session.execute(update(Record).values(data={"n": 5}))
        session.execute(delete(Cell))
    made = backed_up(depth)
    assert made.faults
    assert made.verified is None
    assert safe(gv) == 0


def test_it_stays_where_the_place_gives_back_other_bytes(gv, backed_up, monkeypatch):
    write_one(gv)
    real = making.place_of

    def spoilt(setting):
        place = real(setting)
        put = place.put

        def half(file, name):
            put(file, name)
            whole = (place.folder / name).read_bytes()
            (place.folder / name).write_bytes(whole[: len(whole) // 2])

        place.put = half
        return place

    monkeypatch.setattr(making, "place_of", spoilt)
    assert backed_up().faults
    assert safe(gv) == 0


@pytest.mark.lengthy
def test_all_is_checked_until_that_was_sound_once_that_day(gv, village, backed_up):
    write_one(gv)
    with village.app.app_context(), write() as session:
        right = session.scalar(select(Record.data))
        session.execute(update(Record).values(data={"n": 5}))
    assert [(one.kind, one.depth, bool(one.faults)) for one in (backed_up(), backed_up())] == [
        ("monthly", "all", True),
        ("monthly", "all", True),
    ]
    with village.app.app_context(), write() as session:
        session.execute(update(Record).values(data=right))
    assert [(one.kind, one.depth) for one in (backed_up(), backed_up())] == [("monthly", "all"), ("hourly", "news")]


@pytest.mark.lengthy
def test_all_is_checked_again_after_a_restore(gv, village, backed_up):
    write_one(gv)
    assert [backed_up().depth, backed_up().depth] == ["all", "news"]
    with village.app.app_context(), write() as session:
        record_restore(session)
    assert [backed_up().depth, backed_up().depth] == ["all", "news"]
