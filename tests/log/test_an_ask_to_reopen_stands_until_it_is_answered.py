"""Who asks to reopen a record waits from then on, until anything but a plain comment has been done to it."""

from server.models.log import Record
from server.platform.database import read
from tests.log.quarantine import differences
from tests.village import code


def test_it_stands_through_a_comment_and_ends_with_the_answer(village):
    gv, so = village.client("gv"), village.client("so")
    so.unit = gv.unit
    put = gv.put(then="submit")
    gv.do(put)

    def after(client, do, **members):
        """When the record was last changed, and since when it is asked to reopen it, after one thing is done to it."""
        outcome = client.do(client.mutation(do, record=put["id"], base=gv.read(put["id"])["version"], **members))
        assert code(outcome) is None, outcome
        with village.app.app_context(), read() as session:
            record = session.get_one(Record, put["id"])
            return record.changed, record.reopen_since

    assert after(so, "approve")[1] is None
    asked, since = after(gv, "comment", text="Xin mở lại", asks="reopen")
    assert since == asked
    assert after(so, "comment", text="Tôi xem đã")[1] == asked
    assert after(so, "reopen", text="Được")[1] is None
    assert differences(village) == []
