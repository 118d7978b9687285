"""With LANTOA_SECOND_FACTOR the department and administrators get in with a second factor only: a session without one
sets it up, and else only sends."""

import pytest

from tests.auth.factors import OWN, attempt, enrol
from tests.every_address import refused_otherwise
from tests.village import SAME_ORIGIN


@pytest.fixture
def strict(village, monkeypatch):
    monkeypatch.setitem(village.app.config, "SECOND_FACTOR", True)
    return village


@pytest.mark.lengthy
@pytest.mark.parametrize("name", ["so", "admin"])
def test_nothing_is_open_before_but_to_set_it_up_and_to_send(strict, name):
    client, answer = attempt(strict, name)
    assert answer.json["must_enrol_second_factor"] is True
    but = ("session", "second_factor", "sync")
    wrong = refused_otherwise(strict.app, client, answer.json["account"], "enrol_second_factor", but)
    assert list(wrong) == []


def test_an_exchange_before_gives_no_record(strict):
    so = strict.client("so")
    assert so.sync().keys() <= {"nonce", "now", "outcomes"}


def test_once_it_is_set_up_all_is_open(strict):
    so = strict.client("so")
    assert so.get(OWN).json["must"] is True
    enrol(so)
    assert "must_enrol_second_factor" not in so.get("/api/session").json
    assert so.get("/api/records").status_code == 200
    assert "cursor" in so.sync()


def test_a_printed_code_leads_to_a_password_first(strict):
    admin = strict.client("admin")
    enrol(admin)
    printed = admin.post(f"/api/people/{strict.accounts['so']}/code", {}).json["code"]
    client, answer = attempt(strict, password=printed)
    headers = SAME_ORIGIN | {"X-Account": answer.json["account"]}
    assert client.post(OWN, json={}, headers=headers).json["code"] == "choose_password"


@pytest.mark.parametrize("name", ["gv", "ht", "xa"])
def test_nobody_else_is_held_up(strict, name):
    client = strict.client(name)
    assert "must_enrol_second_factor" not in client.get("/api/session").json
    assert client.get("/api/records").status_code == 200
