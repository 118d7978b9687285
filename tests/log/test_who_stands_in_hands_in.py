"""What somebody who has left its unit was writing is handed in by who goes on with it, and the record says by whom."""

import pytest

from server.models.log import Record
from server.platform.database import read
from sync.protocol.ids import natural_id
from tests.log.quarantine import differences, transfer
from tests.village import code

PERIOD = "2026-H2"


@pytest.fixture
def left_behind(village):
    """The shared draft of somebody who has left, and its version."""
    gv = village.client("gv")
    record = natural_id(village.school.id, "probe", PERIOD)
    answers = {"note": "Nháp", "n": 1, "m": 2}
    version = gv.do(gv.mutation("put", form="probe@2", record=record, period=PERIOD, set=answers))["version"]
    transfer(village, "gv", village.other)
    return record, version


def handed_in(village, record):
    with village.app.app_context(), read() as session:
        found = session.get_one(Record, record)
        return found.status, found.submitted_by


def test_by_the_verb(village, left_behind):
    gvb, (record, version) = village.client("gvb"), left_behind
    assert code(gvb.do(gvb.mutation("submit", record=record, base=version))) is None
    assert handed_in(village, record) == ("submitted", gvb.account)
    assert differences(village) == []


def test_along_with_an_edit(village, left_behind):
    gvb, (record, version) = village.client("gvb"), left_behind
    assert code(gvb.do(gvb.mutation("put", record=record, base=version, set={"n": 2}, then="submit"))) is None
    assert handed_in(village, record) == ("submitted", gvb.account)
    assert differences(village) == []


def test_nobody_is_said_to_stand_in_for_an_author_who_is_there(village):
    gv = village.client("gv")
    put = gv.put()
    version = gv.do(put)["version"]
    assert code(gv.do(gv.mutation("submit", record=put["id"], base=version))) is None
    assert handed_in(village, put["id"]) == ("submitted", None)
