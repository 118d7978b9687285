"""A refusal says which: what may not be done now, by this person, or to a field that is not there."""

import pytest
from uuid_utils import uuid7

from server.log.batch import _mentioned
from sync.protocol.ids import natural_id
from tests.village import code


@pytest.fixture
def submitted(village):
    gv = village.client("gv")
    put = gv.put(then="submit")
    version = gv.do(put)["version"]
    return gv, put["id"], version


def test_what_a_status_does_not_allow_is_a_bad_transition(village, submitted):
    gv, record, version = submitted
    so = village.client("so")
    so.unit = gv.unit
    assert code(so.do(so.mutation("reopen", record=record, base=version, text="Vì sao"))) == "bad_transition"
    assert code(gv.do(gv.mutation("restore", record=record, base=version))) == "bad_transition"
    assert code(so.do(so.mutation("approve", record=record, base=version))) is None
    approved = gv.read(record)["version"]
    for client, do in ((so, "approve"), (so, "return"), (gv, "withdraw")):
        refused = client.do(client.mutation(do, record=record, base=approved, text="Lại"))
        assert code(refused) == "bad_transition", do


def test_whoever_saw_a_deletion_restores_it_before_they_edit(submitted):
    gv, record, version = submitted
    deleted = gv.do(gv.mutation("delete", record=record, base=version))["version"]
    edit = {"record": record, "base": deleted, "set": {"n": 2}}
    assert code(gv.do(gv.mutation("put", **edit))) == "bad_transition"
    assert code(gv.do(gv.mutation("restore", record=record))) is None
    assert code(gv.do(gv.mutation("put", **edit))) is None


def test_only_its_author_hands_a_draft_in_while_they_are_there(village):
    gv, ht = village.client("gv"), village.client("ht")
    shared = natural_id(village.school.id, "probe", "2026-H2")
    put = ht.mutation("put", form="probe@2", record=shared, period="2026-H2", set={"note": "nháp", "n": 1})
    version = ht.do(put)["version"]
    assert code(gv.do(gv.mutation("submit", record=shared, base=version))) == "forbidden"
    assert code(ht.do(ht.mutation("submit", record=shared, base=version))) is None


def test_fields_that_the_register_does_not_have_are_named(submitted):
    gv, record, version = submitted
    for members in ({"set": {"nosuch": 1}}, {"resolves": {"nosuch": [str(uuid7())]}}, {"add": {"nosuch": ["a"]}}):
        outcome = gv.do(gv.mutation("put", record=record, base=version, **members))
        assert outcome["refused"]["fields"] == {"nosuch": {"rule": "unknown"}}, members


@pytest.mark.parametrize("do", ["put", "comment"])
def test_a_text_about_a_field_that_the_register_does_not_have_is_refused(submitted, do):
    gv, record, version = submitted
    outcome = gv.do(gv.mutation(do, record=record, base=version, text="Xem lại", field="nosuch"))
    assert outcome["refused"]["fields"] == {"field": {"rule": "unknown"}}
    assert code(gv.do(gv.mutation(do, record=record, base=version, text="Xem lại", field="n"))) is None


def test_an_alternative_says_whose_it_is_and_when_it_was_made(village, submitted):
    gv, record, version = submitted
    ht = village.client("ht")
    assert code(ht.do(ht.mutation("put", record=record, base=version, set={"n": 8}))) is None
    late = gv.mutation("put", record=record, base=version, set={"n": 3})
    assert gv.do(late)["conflicts"] == ["n"]
    assert gv.read(record)["conflicts"] == {"n": {late["id"]: {"value": 3, "by": gv.account, "at": late["at"]}}}


def test_only_what_is_an_id_is_looked_up():
    mutation, record, named = (str(uuid7()) for _ in range(3))
    answers = {"ref": named, "text": "x" * 36, "zero": "\0" * 36, "n": 5, "list": [str(uuid7())], "short": "a1"}
    assert _mentioned([{"id": mutation, "record": record, "set": answers}]) == {mutation, record, named}
    assert _mentioned([{"id": mutation, "set": "none"}]) == {mutation}
