"""What a look at one's notices costs does not grow with records; an exchange knows nothing of them."""

import pytest
from sqlalchemy import event

from server.platform.database import db
from tests.notices.inbox import decide, sent
from tests.village import Village


@pytest.fixture
def statements(village: Village):
    """The statements that go to the database, as they are heard."""
    found: list[str] = []
    with village.app.app_context():
        engine = db.engine

    def hear(_connection, _cursor, statement, *_):
        found.append(statement)

    event.listen(engine, "before_cursor_execute", hear)
    yield found
    event.remove(engine, "before_cursor_execute", hear)


def test_as_many_statements_for_one_as_for_many(village: Village, statements):
    gv = village.client("gv")
    gv.get("/api/notices")
    counts = []
    for _ in range(2):
        for _ in range(4):
            decide(village, "so", sent(village, "gv"), "return", text="Xem lại")
        statements.clear()
        gv.get("/api/notices")
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 20


def test_no_exchange_asks_for_them(village: Village, statements):
    gv = village.client("gv")
    gv.sync()
    statements.clear()
    gv.sync()
    assert not any("notice" in one for one in statements)
