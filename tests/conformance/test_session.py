"""Signing in and out: one cookie an account, picked by X-Account, opaque and long."""

import time

import pytest

from .phone_probe import JSON, Phone, connect, problem, sign_in

ROLES = {"teacher", "leader", "commune", "department", "admin"}
EXPECTED = {
    "gv": "teacher",
    "gvb": "teacher",
    "gv2": "teacher",
    "ht": "leader",
    "ht2": "leader",
    "xa": "commune",
    "so": "department",
    "admin": "admin",
}


@pytest.fixture
def client(server_url):
    with connect(server_url) as client:
        yield client


def me(client, account):
    return client.get("/api/session", headers={"X-Account": account} if account else {})


@pytest.mark.parametrize("who", EXPECTED)
def test_signing_in_tells_who_one_is(request, who):
    session = request.getfixturevalue(who).me
    assert isinstance(session["account"], str)
    assert session["name"]
    assert EXPECTED[who] in {role["role"] for role in session["roles"]} <= ROLES
    assert all(isinstance(role["unit"], str) for role in session["roles"])
    assert isinstance(session["units"], list)


def test_schools_of_the_demo_accounts(gv, gvb, ht, gv2, ht2):
    assert gv.unit == gvb.unit == ht.unit != gv2.unit == ht2.unit
    assert len({phone.account for phone in (gv, gvb, ht, gv2, ht2)}) == 5


def test_the_cookie(client):
    answer = sign_in(client, "gv.demo")
    assert answer.status_code == 200
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "domain=" not in cookie
    (stored,) = client.cookies.jar
    days = (stored.expires - time.time()) / 86400
    assert 399 < days <= 400.1
    assert len(stored.value) >= 20
    assert answer.json()["account"] not in stored.value


def test_a_cookie_of_its_own_for_each_account(client):
    first, second = sign_in(client, "gv.demo").json(), sign_in(client, "ht.demo").json()
    assert len({cookie.name for cookie in client.cookies.jar}) == 2
    for session in (first, second):
        assert me(client, session["account"]).json()["account"] == session["account"]


def test_x_account_decides_whose_mutation_it_is(client, direct):
    phones = [Phone(client, sign_in(client, name).json()) for name in ("gvb.demo", "gv.demo")]
    for phone in phones:
        made = phone.put(direct, set={"n": 1})
        phone.do(made)
        assert phone.read(made["id"])["author"] == phone.account


def test_an_account_that_did_not_sign_in_here(client, gvb, gv, direct):
    sign_in(client, "gv.demo")
    problem(me(client, gvb.account), 401, "unauthenticated")
    stranger = Phone(client, gvb.me)
    made = gvb.put(direct, set={"n": 1})
    problem(stranger.post(stranger.envelope([made])), 401, "unauthenticated")
    assert not gvb.sees(made["id"])
    assert not gv.sees(made["id"])


@pytest.mark.parametrize("path", ["/api/session", "/api/catalog", "/api/records"])
def test_x_account_is_needed(client, path):
    sign_in(client, "gv.demo")
    assert client.get(path).status_code in (400, 401)


@pytest.mark.parametrize("account", ["", "nobody", "0193a000-0000-7000-8000-000000000001", "x" * 5000, "a;b=c"])
def test_an_account_that_is_none(client, account):
    sign_in(client, "gv.demo")
    answer = client.get("/api/catalog", headers={"X-Account": account})
    assert answer.status_code in (400, 401, 431)


@pytest.mark.parametrize(
    "path", ["/api/session", "/api/catalog", "/api/records", "/api/records/0193a000-0000-7000-8000-000000000001"]
)
def test_nothing_is_read_without_signing_in(client, gv, path):
    problem(client.get(path, headers=gv.headers), 401, "unauthenticated")


def test_nothing_is_synced_without_signing_in(client, gv, direct):
    made = gv.put(direct, set={"n": 1})
    problem(Phone(client, gv.me).post(gv.envelope([made])), 401, "unauthenticated")
    assert not gv.sees(made["id"])


def test_a_forged_cookie(client, gv):
    for cookie in gv.client.cookies.jar:
        client.cookies.set(cookie.name, cookie.value[:-4] + "AAAA")
    problem(client.get("/api/catalog", headers=gv.headers), 401, "unauthenticated")


def test_signing_out_ends_this_session_alone(client, gv):
    account, other = sign_in(client, "gv.demo").json()["account"], sign_in(client, "gvb.demo").json()["account"]
    kept = {cookie.name: cookie.value for cookie in client.cookies.jar}
    assert client.delete("/api/session", headers={"X-Account": account} | JSON).status_code in (200, 204)
    problem(me(client, account), 401, "unauthenticated")
    assert me(client, other).status_code == 200
    for name, value in kept.items():
        client.cookies.set(name, value)
    assert client.get("/api/session", headers={"X-Account": account}).status_code == 401
    assert gv.get("/api/session").status_code == 200


def test_a_session_is_not_rotated(client):
    account = sign_in(client, "gv.demo").json()["account"]
    before = {(cookie.name, cookie.value) for cookie in client.cookies.jar}
    for _ in range(3):
        assert me(client, account).status_code == 200
    assert {(cookie.name, cookie.value) for cookie in client.cookies.jar} == before


def test_signing_in_again_leaves_the_first_phone_signed_in(server_url):
    with connect(server_url) as first, connect(server_url) as second:
        account = sign_in(first, "gv2.demo").json()["account"]
        sign_in(second, "gv2.demo")
        assert me(first, account).status_code == me(second, account).status_code == 200
