"""Each order of a list of records is that of an index: a page is read from it, not sorted out of all records."""

import pytest
from sqlalchemy import text
from sqlalchemy.dialects import postgresql, sqlite

from server.platform.database import write
from server.records.cursor import SORTS
from server.records.listing import Listing, page_query
from tests.village import Village

GROWN = """
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
('unit', 'ix_unit_name_order', '500 1'), ('record', 'ix_record_scope_rev', '100000 200 1'),
('record', 'ix_record_changed', '100000 1 1')
"""
"""What SQLite is to believe that it has counted: it plans for as many."""


def plan(session, listing):
    """The steps in which the database would read a page."""
    query = page_query(listing)
    if session.get_bind().dialect.name == "sqlite":
        query = str(query.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}))
        return [row[3] for row in session.execute(text("EXPLAIN QUERY PLAN " + query.replace(":", "\\:")))]
    # A handful of records would rather be read whole.
    session.execute(text("SET LOCAL enable_seqscan = off"))
    session.execute(text("SET LOCAL enable_sort = off"))
    query = str(query.compile(dialect=postgresql.dialect(), compile_kwargs={"literal_binds": True}))
    return [row[0].strip() for row in session.execute(text("EXPLAIN " + query.replace(":", "\\:")))]


@pytest.mark.parametrize("sort", SORTS)
def test_a_page_is_read_in_the_order_of_an_index(village: Village, sort):
    with village.app.app_context(), write() as session:
        if session.get_bind().dialect.name == "sqlite":
            session.execute(text("ANALYZE"))
            session.execute(text(GROWN))
            session.execute(text("ANALYZE sqlite_schema"))
        steps = plan(session, Listing((), sort))
    whole = [step for step in steps if step.startswith(("Sort  (", "->  Sort", "USE TEMP B-TREE FOR ORDER BY"))]
    assert not whole, steps
