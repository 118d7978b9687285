"""What the former database knew of restores, the one that is put in its place knows too."""

import pytest
from sqlalchemy import delete

from server.log.restores import Recorded, carry_over, record_restore, recorded
from server.models.log import Restore
from server.platform.clock import now
from server.platform.database import write


@pytest.fixture
def session(village):
    with village.app.app_context(), write() as session:
        yield session


def test_the_earliest_comes_first_with_scope_head_and_time(session, village):
    assert recorded(session) == []
    scopes = record_restore(session)
    session.flush()
    first = recorded(session)
    assert len(first) == scopes == len({one.scope for one in first})
    assert {(one.scope, one.head) for one in first} >= {(village.school.id, 0)}
    record_restore(session)
    session.flush()
    assert recorded(session)[:scopes] == first


def test_what_only_the_former_one_knew_is_known_once_and_of_scopes_that_there_are(session):
    record_restore(session)
    session.flush()
    former = recorded(session)
    session.execute(delete(Restore))
    strange = Recorded("01890a5d-ac96-774b-bcce-b302099a8057", 3, now())
    for _ in range(2):
        carry_over(session, [*former, strange])
        assert recorded(session) == former
