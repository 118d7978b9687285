"""The department and administrators set up a second factor and end it; an administrator takes away one that is lost."""

import pytest
import time_machine
from sqlalchemy import select

from server.models.audit import AuditEntry
from server.platform.database import read
from tests.auth.factors import OWN, START, attempt, enrol, later
from tests.village import PASSWORD


@pytest.fixture(autouse=True)
def clock(village):
    with time_machine.travel(START, tick=False) as clock:
        yield clock


def actions(village):
    with village.app.app_context(), read() as session:
        entries = session.execute(select(AuditEntry.action, AuditEntry.target).order_by(AuditEntry.seq))
        return [tuple(entry) for entry in entries if entry.action.startswith("factor.")]


def wrong(answer):
    return answer.status_code, answer.json["fields"]


def test_what_is_set_up_is_said_and_its_codes_once(village):
    so = village.client("so")
    assert so.get(OWN).json == {"since": None, "recovery_codes": 0, "may": True, "must": False}
    begun = so.post(OWN, {})
    assert begun.headers["Cache-Control"] == "no-store"
    assert village.people["so"] in begun.json["uri"]
    assert wrong(so.post(f"{OWN}/confirm", {"code": "000000"})) == (422, {"code": {"rule": "wrong"}})
    assert so.get(OWN).json["since"] is None
    _, codes = enrol(so)
    assert so.get(OWN).json == {"since": START.isoformat(), "recovery_codes": 10, "may": True, "must": False}
    assert wrong(so.post(OWN, {})) == (422, {"second_factor": {"rule": "unique"}})
    assert attempt(village, code=codes[0])[1].status_code == 200
    assert so.get(OWN).json["recovery_codes"] == 9
    assert actions(village) == [("factor.add", village.accounts["so"])]


@pytest.mark.parametrize("name", ["gv", "ht", "xa"])
def test_who_could_not_be_helped_sets_none_up(village, name):
    client = village.client(name)
    assert client.post(OWN, {}).status_code == 403
    assert client.get(OWN).json["may"] is False


def test_ending_ones_own_needs_password_and_code(village):
    so = village.client("so")
    totp, _ = enrol(so)
    password = {"password": PASSWORD, "code": "000000"}
    assert wrong(so.post(f"{OWN}/end", password)) == (422, {"code": {"rule": "wrong"}})
    code = {"password": "sai", "code": later(totp)}
    assert wrong(so.post(f"{OWN}/end", code)) == (422, {"current": {"rule": "wrong"}})
    assert so.post(f"{OWN}/end", password | code | {"password": PASSWORD}).status_code == 204
    assert attempt(village)[1].status_code == 200
    assert wrong(so.post(f"{OWN}/end", password)) == (422, {"code": {"rule": "wrong"}})
    account = village.accounts["so"]
    assert actions(village) == [("factor.add", account), ("factor.refused", account), ("factor.end", account)]


def test_ending_cannot_be_tried_without_end(village):
    so = village.client("so")
    enrol(so)
    tries = [so.post(f"{OWN}/end", {"password": PASSWORD, "code": "000000"}).status_code for _ in range(11)]
    assert tries == [422] * 10 + [429]


def test_an_administrator_takes_a_lost_one_away_and_never_their_own(village):
    so, admin = village.client("so"), village.client("admin")
    enrol(so)
    enrol(admin)
    lost = f"/api/people/{so.account}"
    assert admin.get(lost).json["may"]["take_factor"] is True
    assert so.get(lost).json["may"]["take_factor"] is False
    assert so.send("DELETE", f"/api/people/{admin.account}/second-factor").status_code == 403
    assert admin.send("DELETE", f"/api/people/{admin.account}/second-factor").status_code == 403
    for _ in range(2):
        assert admin.send("DELETE", f"{lost}/second-factor").status_code == 204
    assert admin.get(lost).json["may"]["take_factor"] is False
    assert attempt(village)[1].status_code == 200
    assert attempt(village, "admin")[1].json["code"] == "second_factor"
    assert actions(village)[2:] == [("factor.reset", so.account)]


def test_the_last_administrator_is_helped_at_the_server(village):
    enrol(village.client("admin"))
    command = ["person", village.people["admin"], "--reset-second-factor"]
    assert village.app.test_cli_runner().invoke(args=command).exit_code == 0
    assert attempt(village, "admin")[1].status_code == 200
    assert actions(village)[-1] == ("factor.reset", village.accounts["admin"])
    again = village.app.test_cli_runner().invoke(args=command)
    assert again.exit_code == 2
    assert "has no second factor" in again.output
