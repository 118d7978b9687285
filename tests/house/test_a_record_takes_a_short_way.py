"""Whoever follows a record from ``POST /api/sync`` to the cells reads 20 files at most, and each twice at most.

A file is on the way if the record is handed to one of its functions by another file, or given back by it: as bytes,
as JSON, as a mutation, as content, as a row, within a batch, it is always known by a text in its answers. Calls that
are handed nothing of it are questions asked in passing, not stops: who is it, may roles reach there, is this an id,
which period holds the day. Not counted are the clock, the database and its tables, and what the files of ``sync``
call among themselves: that is pure, and reading its door is enough.

A file that control enters again, after another file was entered meanwhile, is one that the way comes back to;
returning to a caller is reading on.
"""

import pytest

from tests.fixtures.applications import open_app
from tests.house.record_way import record_way
from tests.village import Village

MOST_FILES = 20
MOST_RETURNS = 1


@pytest.mark.parametrize("new", [True, False], ids=["new", "edited"])
def test_a_records_way_is_short_and_straight(sqlite_url, new):
    with open_app(sqlite_url) as app:
        way = record_way(Village(app).client("gv"), new)
    assert (way[0], way[-1]) == ("server/api/sync.py", "server/figures/cells.py")
    assert {"server/log/append.py", "server/log/apply.py", "server/log/write.py", "sync/merge.py"} <= set(way)
    assert len(set(way)) <= MOST_FILES, way
    assert {file: way.count(file) - 1 for file in way if way.count(file) - 1 > MOST_RETURNS} == {}, way
