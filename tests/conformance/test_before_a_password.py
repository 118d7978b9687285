"""Whoever printed a one-time code may be the one who uses it: a session that it opened sends, and reads nothing before
a password is chosen."""

import json

import pytest

from .newcomers import PASSWORD
from .phone_probe import JSON, Phone, applied, connect, problem, sign_in

READING = ["/api/catalog", "/api/records", "/api/quarantine/mine", "/api/people", "/api/units", "/api/overview"]


@pytest.fixture
def known(newcomers, forms, direct, gv):
    """A phone that has read all, with a record of its own."""
    phone = newcomers.hire(gv.unit)
    made = phone.put(direct, set=forms.answers("probe_direct", phone))
    applied(phone.do(made))
    phone.pull()
    phone.made = made["id"]
    return phone


@pytest.fixture
def opened(server_url, newcomers, known, ht):
    """The same account, signed in by a code that its leader has printed."""
    with connect(server_url) as client:
        username = ht.get(f"/api/people/{known.account}").json()["username"]
        answer = sign_in(client, username, newcomers.code(known, ht))
        assert answer.status_code == 200, answer.text
        yield Phone(client, answer.json())


@pytest.mark.parametrize("has_read", [True, False])
def test_an_exchange_gives_outcomes_and_nothing_else(opened, known, direct, has_read):
    opened.cursor = known.cursor if has_read else None
    made = opened.put(direct, set={"note": "Chưa gửi"})
    body = opened.envelope([made], confirm={opened.unit: [known.made]})
    answer = opened.post(body).json()
    applied(answer["outcomes"][made["id"]])
    applied(answer["outcomes"][known.made])
    assert answer.get("cursor") == opened.cursor
    assert answer.keys() <= {"nonce", "now", "outcomes", "cursor"}


def test_nothing_is_read_by_any_other_way(opened, known):
    for address in [*READING, f"/api/records/{known.made}"]:
        problem(opened.get(address), 403, "choose_password")


def test_once_a_password_is_chosen_all_is_there(opened, known):
    assert not opened.exchange()["changes"]
    chosen = json.dumps({"password": PASSWORD}).encode()
    answer = opened.client.put("/api/session/password", content=chosen, headers=opened.headers | JSON)
    assert answer.status_code == 200, answer.text
    assert known.made in opened.pull().changes
    assert opened.get("/api/catalog").status_code == 200
