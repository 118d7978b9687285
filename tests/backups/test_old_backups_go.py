"""Old backups are deleted by the counts of the setting, and never the one that the province would live on."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.backups.keep import HOURLY, MONTHLY, Held, kept
from server.backups.rotate import rotate
from server.models.backups import Backup
from server.platform.clock import HERE
from server.platform.database import read, write

START = datetime(2026, 1, 1, tzinfo=UTC)
COUNTS = st.tuples(*[st.integers(1, 4)] * 3)
BACKUPS = st.lists(st.tuples(st.integers(0, 2_000), st.booleans()), max_size=60, unique_by=lambda one: one[0]).map(
    lambda drawn: [Held(str(hour), START + timedelta(hours=hour), sound) for hour, sound in drawn]
)


def day(one):
    return one.made.astimezone(HERE).date()


@given(BACKUPS, COUNTS)
def test_what_is_kept_is_enough_and_no_more(held, counts):
    chosen = kept(held, counts)
    sound = sorted([one for one in held if one.sound], key=lambda one: one.made)
    assert {one.id for one in sound[-counts[0] :]} <= chosen.keys()
    days = sorted({day(one) for one in sound})[-counts[1] :]
    months = sorted({day(one).replace(day=1) for one in sound})[-counts[2] :]
    assert set(days) <= {day(one) for one in sound if one.id in chosen}
    assert set(months) <= {day(one).replace(day=1) for one in sound if one.id in chosen}
    assert len([one for one in sound if one.id in chosen]) <= sum(counts)
    later = [one for one in held if not one.sound and (not sound or one.made > sound[-1].made)]
    assert {one.id for one in held if not one.sound} & chosen.keys() <= {one.id for one in later}
    assert len(chosen) <= 2 * sum(counts)


@given(BACKUPS, COUNTS)
def test_deleting_each_hour_or_once_leaves_the_same(held, counts):
    """What was deleted is missed by no later choice."""
    there: list[Held] = []
    for one in sorted([one for one in held if one.sound], key=lambda one: one.made):
        there.append(one)
        there = [one for one in there if one.id in kept(there, counts)]
    assert {one.id for one in there} == kept([one for one in held if one.sound], counts).keys()


def names(village, folder: Path):
    with village.app.app_context(), read() as session:
        rows = {one.name: one.kind for one in session.query(Backup)}
    assert sorted(rows) == sorted(path.name for path in folder.iterdir())
    return rows


@pytest.mark.lengthy
def test_files_and_rows_go_together(village, backed_up, tmp_path):
    gone, month, first, surplus, newest = [backed_up() for _ in range(5)]
    made = {month.name: -1_000, gone.name: 0, first.name: 1, surplus.name: 2, newest.name: 3}
    with village.app.app_context(), write() as session:
        for row in session.query(Backup):
            row.made = START + timedelta(days=50, hours=made[row.name])
    folder = tmp_path / "backups"
    (folder / gone.name).unlink()
    (folder / "of somebody else").touch()
    village.app.config["BACKUPS_KEPT"] = (1, 1, 2)
    with village.app.app_context():
        assert rotate(village.app.config) == [surplus.name]
    (folder / "of somebody else").unlink()
    assert names(village, folder) == {month.name: MONTHLY, first.name: MONTHLY, newest.name: HOURLY}
