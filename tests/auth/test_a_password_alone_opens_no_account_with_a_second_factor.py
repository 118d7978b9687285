"""An account with a second factor opens with the password and a code of the phone, or a recovery code; tries of the
code are counted as those of the password are."""

import pytest
import time_machine
from sqlalchemy import select

from server.models.audit import AuditEntry
from server.models.auth import Code
from server.platform.database import read
from tests.auth.factors import START, attempt, enrol, later
from tests.village import PASSWORD


@pytest.fixture
def enrolled(village):
    """The department's officer with a second factor: their app and recovery codes, while the clock stands."""
    with time_machine.travel(START, tick=False):
        yield enrol(village.client("so"))


def refused(answer):
    return answer.status_code, answer.json["code"]


def details(village, action):
    with village.app.app_context(), read() as session:
        return session.scalars(select(AuditEntry.details).where(AuditEntry.action == action)).all()


def test_without_a_code_the_person_reads_what_is_missing(village, enrolled):
    _, answer = attempt(village)
    assert refused(answer) == (401, "second_factor")
    assert "mã 6 số" in answer.json["detail"]
    assert "Set-Cookie" not in answer.headers
    assert details(village, "factor.refused") == []


def test_password_and_code_open_it(village, enrolled):
    totp, codes = enrolled
    client, answer = attempt(village, code=later(totp))
    assert answer.status_code == 200, answer.text
    assert client.get("/api/records", headers={"X-Account": answer.json["account"]}).status_code == 200
    assert refused(attempt(village, code=later(totp))[1]) == (401, "second_factor"), "used once already"
    assert attempt(village, code=codes[3])[1].status_code == 200
    assert refused(attempt(village, code=codes[3])[1]) == (401, "second_factor")


def test_a_right_code_helps_no_wrong_password(village, enrolled):
    totp, _ = enrolled
    assert refused(attempt(village, code=later(totp), password="sai")[1]) == (401, "unauthenticated")
    assert attempt(village, code=later(totp))[1].status_code == 200, "nothing was used up"


@pytest.mark.parametrize("code", [None, "000000"])
def test_codes_cannot_be_tried_without_end_by_who_has_the_password(village, enrolled, code):
    totp, _ = enrolled
    answers = [refused(attempt(village, code=code)[1]) for _ in range(11)]
    assert answers == [(401, "second_factor")] * 10 + [(429, "slow_down")]
    assert attempt(village, code=later(totp))[1].status_code == 429
    noted = [entry["failures"] for entry in details(village, "factor.refused")]
    assert noted == ([1, 2, 3, 4, 5, 8] if code else [])


def test_a_password_without_its_code_forgives_no_tries(village, enrolled):
    for _ in range(5):
        assert refused(attempt(village, password="sai")[1]) == (401, "unauthenticated")
        assert refused(attempt(village)[1]) == (401, "second_factor")
    assert attempt(village, password="sai")[1].status_code == 429


@pytest.mark.lengthy
def test_both_together_forgive_the_tries_before(village, enrolled):
    _, codes = enrolled
    for turn in range(3):
        for _ in range(8):
            assert refused(attempt(village, code="000000")[1]) == (401, "second_factor")
        assert attempt(village, code=codes[turn])[1].status_code == 200


def test_a_printed_code_replaces_the_password_alone(village, enrolled):
    totp, _ = enrolled
    printed = village.client("admin").post(f"/api/people/{village.accounts['so']}/code", {}).json["code"]
    assert refused(attempt(village, password=printed)[1]) == (401, "second_factor")
    assert refused(attempt(village, password=printed, code="000000")[1]) == (401, "second_factor")
    with village.app.app_context(), read() as session:
        assert session.scalars(select(Code.used)).one() is None
    _, answer = attempt(village, password=printed, code=later(totp))
    assert answer.json["must_choose_password"] is True


def test_others_need_no_code_and_one_does_no_harm(village, enrolled):
    assert attempt(village, "gv", password=PASSWORD)[1].status_code == 200
    assert attempt(village, "gv", code="123456")[1].status_code == 200
