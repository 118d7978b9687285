"""Wrong tokens are counted by their address as wrong passwords are, and hold up no right one and nobody's sign-in."""

import time_machine
from sqlalchemy import func, select

from server.models.audit import AuditEntry
from server.platform.clock import now
from server.platform.database import read
from tests.tokens.making import ask, basic, make
from tests.village import PASSWORD, SAME_ORIGIN


def test_after_ten_each_waits(village):
    token = make(village.client("so"))
    with time_machine.travel(now(), tick=False) as clock:
        answers = [ask(village, f"lt_{n}") for n in range(10)]
        assert {answer.status_code for answer in answers} == {401}
        slowed = ask(village, "lt_again")
        assert (slowed.status_code, slowed.json["code"], slowed.headers["Retry-After"]) == (429, "slow_down", "1")
        assert ask(village, token).status_code == 200
        clock.shift(1)
        assert ask(village, "lt_again").status_code == 401
        assert ask(village, "lt_again").headers["Retry-After"] == "2"
        body = {"username": village.people["so"], "password": PASSWORD}
        assert village.app.test_client().post("/api/session", json=body, headers=SAME_ORIGIN).status_code == 200
    with village.app.app_context(), read() as session:
        noted = session.scalar(select(func.count()).where(AuditEntry.action == "token.refused"))
    assert noted == 6  # five, and the eighth


def test_what_is_no_token_is_a_wrong_one(village):
    for headers in ({"Authorization": "Bearer"}, {"Authorization": "Bearer "}, basic("x" * 300), basic("")):
        assert ask(village, "", headers=headers).status_code == 401
    assert ask(village, "", headers={"Authorization": "Digest a=b"}).status_code == 401
