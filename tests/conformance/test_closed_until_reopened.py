"""What an officer has closed stays what it was until it is reopened: every verb but a comment is locked."""

import json
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from .phone_probe import JSON, applied, code
from .stages import PAST_YEAR, Stage

CLOSED, OPEN = "2025-2026", "2026-2027"
KEY = "probe_direct"
NEXT = {
    "submitted": ["withdraw", "return", "reject", "approve", "delete", "put"],
    "returned": ["submit", "delete", "put"],
    "approved": ["reopen", "delete", "put"],
    "rejected": ["reopen", "delete", "put"],
    "deleted": ["restore"],
}


@pytest.fixture(scope="module")
def people(newcomers, phones):
    """A school of its own, whose periods may be closed, its teacher and its leader."""
    unit = newcomers.school(phones("xa.demo").unit)
    return unit, newcomers.hire(unit), newcomers.hire(unit, "leader")


@pytest.fixture
def school(people, forms, so):
    """That school with ``close`` and ``reopen``; what is closed is open again after the test."""
    unit, teacher, leader = people
    closed = set()

    def _post(path, body):
        answer = so.client.post(path, content=json.dumps(body).encode(), headers=so.headers | JSON)
        assert answer.status_code in (201, 204), answer.text

    def close(register=KEY):
        report = {"title": "Chốt", "unit": unit, "period": CLOSED, "registers": [register], "close": True}
        _post("/api/snapshots", report)
        closed.add(register)

    def reopen():
        while closed:
            again = {"register": closed.pop(), "unit": unit, "period": CLOSED, "reason": "Nộp bổ sung"}
            _post("/api/closings/open", again)

    stage = Stage(forms, teacher, leader, so)
    yield SimpleNamespace(unit=unit, teacher=teacher, leader=leader, stage=stage, close=close, reopen=reopen)
    reopen()


def attempt(school, so, verb, record) -> Callable[[], dict]:
    phone = so if verb in ("return", "reject", "approve", "reopen") else school.teacher
    base = school.teacher.version(record)
    members = {"put": {"set": {"n": 5}}, "return": {"text": "Xem lại"}}.get(verb, {})
    members = {"text": "Lý do"} if verb in ("reject", "reopen", "comment") else members
    return lambda: phone.do(phone.verb(verb, record, unit=school.unit, base=base, **members))


@pytest.mark.parametrize("status", NEXT)
def test_every_verb_but_a_comment_is_locked(school, so, status):
    record = school.stage.reach(status, KEY, day=PAST_YEAR)
    before = school.teacher.read(record)
    tries = [attempt(school, so, verb, record) for verb in NEXT[status]]
    school.close()
    assert [code(one()) for one in tries] == ["locked"] * len(tries)
    if status != "deleted":
        applied(attempt(school, so, "comment", record)())
    after = school.teacher.read(record)
    assert (after["status"], after["data"]) == (before["status"], before["data"])
    assert set(after["may"]) <= {"comment"}
    school.reopen()
    applied(attempt(school, so, NEXT[status][0], record)())


def test_the_schools_own_verify_is_locked_too(school, forms, newcomers):
    """By a register that the school reviews: a leader's model, another leader to verify it."""
    other = newcomers.hire(school.unit, "leader")
    answers = {"kind": "library", "name": "Thư viện thân thiện"}
    made = school.leader.put(forms.form("model"), period=CLOSED, set=answers, then="submit")
    base = applied(school.leader.do(made))
    school.close(register="model")
    assert code(other.do(other.verb("verify", made["id"], base=base))) == "locked"
    assert code(other.do(other.verb("return", made["id"], base=base, text="Xem lại"))) == "locked"


def test_locked_comes_before_the_status(school, so):
    record = school.stage.reach("submitted", KEY, day=PAST_YEAR)
    school.close()
    assert code(attempt(school, so, "reopen", record)()) == "locked"


def test_forbidden_comes_before_it(school):
    record = school.stage.reach("submitted", KEY, day=PAST_YEAR)
    school.close()
    base = school.leader.version(record)
    assert code(school.leader.do(school.leader.verb("withdraw", record, base=base))) == "forbidden"


def test_a_record_is_moved_neither_out_nor_in(school, forms):
    inside = school.stage.reach("submitted", KEY, day=PAST_YEAR)
    outside = school.stage.reach("submitted", KEY)
    school.close()
    for record, day in ((inside, "2026-10-05"), (outside, PAST_YEAR)):
        put = school.teacher.put(record=record, base=school.teacher.version(record), set={"day": day})
        assert code(school.teacher.do(put)) == "locked"


def test_a_draft_that_was_never_submitted_is_locked_by_where_it_would_come(school):
    teacher = school.teacher
    draft = school.stage.reach("draft", KEY, day=PAST_YEAR)
    school.close()
    base = teacher.version(draft)
    assert code(teacher.do(teacher.put(record=draft, base=base, set={"n": 2}))) == "locked"
    assert code(teacher.do(teacher.verb("submit", draft, base=base))) == "locked"
    applied(teacher.do(teacher.put(record=draft, base=base, set={"day": "2026-10-05"}, then="submit")))
    assert (teacher.read(draft)["period"], teacher.read(draft)["status"]) == (OPEN, "submitted")


def test_and_may_be_deleted(school):
    draft = school.stage.reach("draft", KEY, day=PAST_YEAR)
    school.close()
    assert "delete" in school.teacher.read(draft)["may"]
    applied(school.teacher.do(school.teacher.verb("delete", draft, base=school.teacher.version(draft))))


def test_one_that_was_withdrawn_may_not(school):
    record = school.stage.reach("submitted", KEY, day=PAST_YEAR)
    applied(school.teacher.do(school.teacher.verb("withdraw", record)))
    school.close()
    base = school.teacher.version(record)
    assert code(school.teacher.do(school.teacher.verb("delete", record, base=base))) == "locked"


def test_to_submit_once_more_is_not_refused(school):
    record = school.stage.reach("submitted", KEY, day=PAST_YEAR)
    school.close()
    version = school.teacher.version(record)
    assert school.teacher.do(school.teacher.verb("submit", record))["version"] == version


def test_the_catalog_tells_each_own_unit_what_is_closed_there(school):
    def read():
        answer = school.teacher.get("/api/catalog")
        return answer.headers["etag"], answer.json().get("closed", {})

    etag, closed = read()
    assert closed.get(school.unit, {}).get(KEY) is None
    school.close()
    after, closed = read()
    assert closed[school.unit][KEY] == [CLOSED]
    assert after != etag
    assert school.teacher.exchange()["catalog"] in after
    school.reopen()
    assert read() == (etag, {})
