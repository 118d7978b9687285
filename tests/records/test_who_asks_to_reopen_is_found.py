"""Who needs something approved, or of a closed period, opened again asks with one comment; an officer finds it in the
queue until it is answered."""

import pytest

from server.log.verify import compare
from server.models.periods import Closing
from server.periods import closings
from server.platform.clock import now
from server.platform.database import read, write
from tests.village import Village, code


@pytest.fixture
def approved(village: Village):
    gv, so = village.client("gv"), village.client("so")
    put = gv.put(then="submit")
    assert code(gv.do(put)) is None
    assert code(so.do(_verb(so, "approve", put["id"]))) is None
    return put["id"]


def _verb(client, verb, record, **more):
    seen = client.read(record)
    return client.mutation(verb, record=record) | {"unit": seen["unit"], "base": seen["version"]} | more


def _ask(client, record, asks="reopen"):
    return client.do(_verb(client, "comment", record, text="Xin mở lại", asks=asks))


def _waiting(client):
    return [one["id"] for one in client.get("/api/records?for=me").json["records"]]


def test_an_ask_waits_for_the_officer_alone_until_the_record_is_reopened(village: Village, approved):
    gv, so, xa = (village.client(name) for name in ("gv", "so", "xa"))
    assert _waiting(so) == []
    assert code(_ask(gv, approved)) is None
    assert (_waiting(so), _waiting(xa), _waiting(village.client("ht"))) == ([approved], [], [])
    assert so.read(approved)["thread"][-1]["asks"] == "reopen"
    assert so.read(approved)["reopen_since"]
    counts = so.get("/api/records/counts?for=me").json["counts"]
    assert sum(one["n"] for one in counts) == 1
    assert code(so.do(_verb(so, "reopen", approved, text="Được"))) is None
    assert so.read(approved)["reopen_since"] is None


def test_a_plain_comment_answers_nothing_and_an_answer_does(village: Village, approved):
    gv, gvb, so = (village.client(name) for name in ("gv", "gvb", "so"))
    _ask(gv, approved)
    gvb.do(_verb(gvb, "comment", approved, text="Tôi cũng cần"))
    assert _waiting(so) == [approved]
    assert code(_ask(so, approved, asks="nothing")) is None
    assert _waiting(so) == []


def test_what_is_of_a_closed_period_is_asked_for_until_the_period_is_open(village: Village):
    gv, so = village.client("gv"), village.client("so")
    put = gv.put(then="submit")
    gv.do(put)
    register, period = so.read(put["id"])["form"].split("@")[0], so.read(put["id"])["period"]
    returned = _verb(so, "return", put["id"], text="Xem lại")
    assert code(so.do(returned)) is None
    with village.app.app_context(), write() as session:
        at, by = now(), village.accounts["so"]
        session.add(Closing(register=register, period=period, unit=village.province.id, at=at, by=by))
    assert code(_ask(gv, put["id"])) is None
    assert _waiting(so) == [put["id"]]
    with village.app.app_context(), write() as session:
        assert closings.open_again(session, register, period, village.province.id)
    assert _waiting(so) == []


def test_only_a_comment_asks_and_only_for_what_there_is(village: Village, approved):
    gv = village.client("gv")
    assert code(gv.do(gv.put() | {"asks": "reopen"})) == "invalid"
    assert code(_ask(gv, approved, asks="everything")) == "invalid"
    with village.app.app_context(), read() as session:
        assert compare(session, village.app.extensions["registers"]) == []
