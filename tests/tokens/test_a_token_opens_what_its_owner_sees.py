"""A program with somebody's token reads what they see now, or a part of it that they chose, for as long as they may."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select, update

from server.models.audit import AuditEntry
from server.models.org import Role
from server.models.tokens import AccessToken
from server.platform.clock import now, today
from server.platform.database import read, write
from tests.tokens.making import OWN, ask, basic, bearer, make, records
from tests.village import PASSWORD

GONE = 401


@pytest.fixture
def sent(village):
    """A record of each school, by the name of who sent it; and one of another register."""
    out = {}
    for name in ("gv", "gv2"):
        put = village.client(name).put(then="submit")
        assert "refused" not in village.client(name).do(put)
        out[name] = put["id"]
    return out


def stored(village):
    with village.app.app_context(), read() as session:
        return session.scalars(select(AccessToken)).one()


def test_it_opens_what_its_owner_sees_as_bearer_and_as_the_password_of_basic(village, sent):
    so, xa = village.client("so"), village.client("xa")
    assert records(village, make(so)) == set(sent.values())
    token = make(xa)
    assert records(village, token) == {sent["gv"]}
    assert ask(village, token, headers=basic(token)).json == ask(village, token).json
    assert ask(village, token, headers=basic(token, "ai.cung.duoc")).status_code == 200
    assert ask(village, token, f"/api/records/{sent['gv']}").json["id"] == sent["gv"]
    assert ask(village, token, f"/api/records/{sent['gv2']}").status_code == 404


def test_it_opens_the_units_and_registers_that_were_chosen(village, sent):
    so = village.client("so")
    for units, seen in (([village.commune.id], {"gv"}), ([village.other.id, village.school.id], {"gv", "gv2"})):
        token = make(so, units=units)
        assert records(village, token) == {sent[name] for name in seen}
        outside = set(sent) - seen
        assert all(ask(village, token, f"/api/records/{sent[name]}").status_code == 404 for name in outside)
    other = make(so, registers=["probe"])
    assert records(village, other) == set()
    assert ask(village, other, "/api/records?for=me").json["records"] == []
    assert ask(village, other, f"/api/records/{sent['gv']}").status_code == 404
    assert records(village, make(so, registers=["probe_direct", "probe"])) == set(sent.values())


def test_nobody_chooses_what_they_do_not_see(village):
    xa = village.client("xa")
    body = {"name": "R", "until": today().isoformat(), "password": PASSWORD}
    wrong = (
        ({"units": [village.other.id]}, {"units": {"rule": "choices"}}),
        ({"registers": ["none"]}, {"registers": {"rule": "choices"}}),
        ({"until": (today() - timedelta(days=1)).isoformat()}, {"until": {"rule": "range"}}),
        ({"until": (today() + timedelta(days=400)).isoformat()}, {"until": {"rule": "range"}}),
        ({"password": "sai"}, {"current": {"rule": "wrong"}}),
    )
    for members, fields in wrong:
        answer = xa.post(OWN, body | members)
        assert (answer.status_code, answer.json.get("fields")) == (422, fields)
    assert village.client("gv").post(OWN, body).status_code == 403
    assert village.client("admin").post(OWN, body).status_code == 403


def test_only_its_hash_is_kept_and_it_is_shown_once(village):
    so = village.client("so")
    token = make(so)
    kept = stored(village)
    assert token.startswith("lt_")
    assert token not in str(vars(kept))
    assert token not in so.get(OWN).text
    assert kept.digest not in so.get(OWN).text
    with village.app.app_context(), read() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "token.make")).one()
        assert token not in str(entry.details)


def test_its_end_is_at_once_and_its_owners_alone(village, sent):
    so, xa = village.client("so"), village.client("xa")
    token = make(so)
    id_ = so.get(OWN).json["tokens"][0]["id"]
    assert xa.send("DELETE", f"{OWN}/{id_}").status_code == 404
    assert ask(village, token).status_code == 200
    assert so.send("DELETE", f"{OWN}/{id_}").status_code == 204
    assert ask(village, token).status_code == GONE
    assert so.get(OWN).json == {"tokens": []}
    with village.app.app_context(), read() as session:
        actions = session.scalars(select(AuditEntry.action).where(AuditEntry.kind == "token")).all()
    assert actions == ["token.make", "token.end"]


def test_it_ends_with_its_last_day(village):
    token = make(village.client("so"), until=today().isoformat())
    assert ask(village, token).status_code == 200
    with time_machine.travel(now() + timedelta(days=1)):
        assert ask(village, token).status_code == GONE


def test_a_right_that_its_owner_loses_it_loses_too(village, sent):
    xa, so = village.client("xa"), village.client("so")
    token = make(xa)
    assert records(village, token) == {sent["gv"]}
    with village.app.app_context(), write() as session:
        session.execute(update(Role).where(Role.person == xa.account).values(until=now()))
    assert ask(village, token).status_code == GONE
    assert so.get("/api/records").status_code == 200


@pytest.mark.parametrize("act", ["disable", "code"])
def test_an_account_that_is_disabled_or_reset_lets_no_program_in(village, act):
    xa, so = village.client("xa"), village.client("so")
    token = make(xa)
    assert ask(village, token).status_code == 200
    version = so.get(f"/api/people/{xa.account}").json["version"]
    body = {"reason": "Mất máy"} if act == "disable" else {}
    assert so.send("POST", f"/api/people/{xa.account}/{act}", body, version).status_code in (200, 201)
    assert ask(village, token).status_code == GONE
    if act == "disable":
        version = so.get(f"/api/people/{xa.account}").json["version"]
        assert so.send("POST", f"/api/people/{xa.account}/enable", {}, version).status_code == 200
        assert ask(village, token).status_code == GONE


def test_signing_out_of_a_phone_ends_no_program(village):
    so = village.client("so")
    token = make(so)
    assert so.send("DELETE", "/api/session").status_code == 204
    assert ask(village, token).status_code == 200


def test_whoever_must_have_a_second_factor_has_no_way_round_it(village):
    token = make(village.client("so"))
    village.app.config["SECOND_FACTOR"] = True
    try:
        assert ask(village, token).status_code == GONE
    finally:
        village.app.config["SECOND_FACTOR"] = False


def test_its_last_use_is_written_once_an_hour(village):
    so = village.client("so")
    token = make(so)
    assert so.get(OWN).json["tokens"][0]["used"] is None
    ask(village, token)
    first = stored(village).used
    with time_machine.travel(now() + timedelta(minutes=50)):
        ask(village, token)
        assert stored(village).used == first
    with time_machine.travel(now() + timedelta(minutes=70)):
        ask(village, token)
        assert stored(village).used > first


def test_twenty_are_enough(village):
    so = village.client("so")
    for _ in range(20):
        make(so)
    body = {"name": "R", "until": today().isoformat(), "password": PASSWORD}
    assert so.post(OWN, body).json["fields"] == {"tokens": {"rule": "count"}}


def test_a_page_of_the_app_behind_a_password_of_the_proxy_is_still_its_owners(village):
    so = village.client("so")
    answer = so.http.get("/api/session", headers={"X-Account": so.account} | basic("mật khẩu của máy chủ"))
    assert answer.status_code == 200


def test_nothing_is_written_by_a_token(village, sent):
    token = make(village.client("so"))
    http = village.app.test_client()
    for method, path in (("POST", "/api/sync"), ("POST", OWN), ("DELETE", "/api/session"), ("PUT", f"{OWN}/x")):
        answer = http.open(path, method=method, json={}, headers=bearer(token) | {"Sec-Fetch-Site": "same-origin"})
        assert answer.status_code in (403, 405), path
