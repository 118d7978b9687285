"""An officer says of a hint that it is right, and it rests until the answers that it is about change."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from server.models.audit import AuditEntry
from server.models.quality import RecordCheck, RecordHint, TextSketch
from server.platform.database import read
from tests.quality.test_a_reviewer_is_shown_what_to_ask import STORY, hints, listed
from tests.quality.writing import MONDAY, look, rewrite, send, send_usual
from tests.village import Village


@pytest.fixture
def asked(village: Village):
    """The village, and a record of which a number is to be asked about."""
    send_usual(village.client("gv"))
    return village, send(village.client("gv"), MONDAY + timedelta(days=70), n=200)


def settle(client, record, right=True, kind="number", field="n", version=None):
    body = {"version": version or client.read(record)["version"], "right": right}
    return client.send("PUT", f"/api/records/{record}/hints/{kind}/{field}", body)


@pytest.mark.parametrize("looked", [False, True])
def test_it_rests_for_everybody_and_says_who_said_so(asked, looked):
    village, record = asked
    if looked:
        look(village)
    so = village.client("so")
    answer = settle(so, record)
    assert answer.status_code == 200, answer.text
    assert answer.json["hints"][0]["settled"]["by"] == "so"
    look(village)
    assert hints(village.client("ht"), record)["number"]["settled"]["by"] == "so"
    assert listed(so, **{"for": "me", "hint": "any"}) == set()
    assert so.get("/api/records/counts?for=me").json["hints"] == {}
    with village.app.app_context(), read() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "hint.settle")).one()
    assert (entry.target, entry.actor, entry.unit) == (record, so.account, village.school.id)
    assert entry.details["values"] == {"n": 200}


def test_another_answer_elsewhere_leaves_it_at_rest_and_a_new_number_does_not(asked):
    village, record = asked
    gv, so = village.client("gv"), village.client("so")
    settle(so, record)
    rewrite(gv, record, note="Viết lại tên")
    look(village)
    assert "settled" in hints(so, record)["number"]
    assert listed(so, hint="any") == set()
    rewrite(gv, record, n=300)
    assert "settled" not in hints(so, record)["number"]
    look(village)
    assert "settled" not in hints(so, record)["number"]
    assert listed(so, hint="any") == {record}


def test_it_can_be_asked_again(asked):
    village, record = asked
    so = village.client("so")
    settle(so, record)
    assert "settled" not in settle(so, record, right=False).json["hints"][0]
    look(village)
    assert listed(so, hint="any") == {record}


def test_who_does_not_decide_or_saw_another_version_settles_nothing(asked):
    village, record = asked
    look(village)
    for name, status in (("ht", 403), ("xa", 403), ("gv", 403), ("ht2", 404)):
        assert settle(village.client(name), record, version="1.AAAAAAAA").status_code == status, name
    so = village.client("so")
    seen = so.read(record)["version"]
    rewrite(village.client("gv"), record, n=300)
    assert settle(so, record, version=seen).status_code == 409
    assert settle(so, record, kind="twin").status_code == 404
    assert so.send("PUT", f"/api/records/{record}/hints/number/n", {"right": True}).status_code == 400
    assert "settled" not in hints(so, record)["number"]


def test_what_was_withdrawn_or_mended_is_asked_about_no_more(asked):
    village, record = asked
    gv, so = village.client("gv"), village.client("so")
    look(village)
    rewrite(gv, record, n=21)
    look(village)
    assert hints(so, record) == {}
    again = send(gv, MONDAY + timedelta(days=71), n=200, big=STORY)
    look(village)
    withdraw = gv.mutation("withdraw", record=again, base=gv.read(again)["version"])
    assert "refused" not in gv.do(withdraw)
    look(village)
    with village.app.app_context(), read() as session:
        for table in (RecordHint, RecordCheck, TextSketch):
            assert session.scalars(select(table).where(table.record == again)).all() == []


def test_each_record_is_looked_at_once_whenever_it_has_changed(asked):
    village, record = asked
    assert look(village) == 13
    assert look(village) == 0
    rewrite(village.client("gv"), record, n=300)
    assert look(village) == 1
