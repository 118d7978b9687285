"""On PostgreSQL the records that name somebody as co-author are found in an index, and not among everybody's."""

from sqlalchemy import select, text
from sqlalchemy.dialects import postgresql

from server.models.log import Record
from server.platform.database import write
from server.platform.person_index import INDEX, names
from tests.fixtures.applications import open_app


def test_whoever_is_named_is_found_in_the_index(postgres_url):
    query = select(Record.id).where(names(Record.persons, "0193a000-0000-7000-8000-000000000001"))
    plain = str(query.compile(dialect=postgresql.dialect(), compile_kwargs={"literal_binds": True}))
    with open_app(postgres_url) as app, app.app_context(), write() as session:
        # No record is there, and none would rather be read whole.
        session.execute(text("SET LOCAL enable_seqscan = off"))
        steps = [row[0] for row in session.execute(text("EXPLAIN " + plain.replace(":", "\\:")))]
    assert any(INDEX in step for step in steps), steps
