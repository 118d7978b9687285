"""Disabling an account ends its sessions at once and strands nothing: what waits on its phone is sent afterwards."""

import pytest

from server.org.people import add_unit
from server.platform.database import write
from tests.village import PASSWORD, SAME_ORIGIN, code

REASON = "Điện thoại bị mất, chờ xác minh"
CLOSED = "Tài khoản này đang bị khóa"


def person(client, account):
    return client.get(f"/api/people/{account}").json


def ask(village, by, what, account, **body):
    client = village.client(by)
    version = client.get(f"/api/people/{account}").json.get("version", 1)
    return client.send("POST", f"/api/people/{account}/{what}", body, version)


def disable(village, by, account):
    return ask(village, by, "disable", account, reason=REASON)


def sign_in(village, name, password=PASSWORD):
    body = {"username": village.people[name], "password": password}
    return village.app.test_client().post("/api/session", json=body, headers=SAME_ORIGIN)


def test_sessions_end_at_once_and_the_phone_is_told_why(village):
    gv = village.client("gv")
    answer = disable(village, "ht", gv.account)
    assert answer.status_code == 200, answer.text
    told = gv.post("/api/sync", {"protocol": 1, "nonce": "n", "mutations": [gv.put()]})
    for refused in (told, gv.get("/api/session"), gv.get("/api/records"), sign_in(village, "gv")):
        assert (refused.status_code, refused.json["code"]) == (401, "unauthenticated")
        assert refused.json["detail"].startswith(CLOSED)


def test_who_does_not_know_the_password_is_not_told_that_an_account_is_disabled(village):
    assert disable(village, "ht", village.accounts["gv"]).status_code == 200
    village.people["nobody"] = "khong.co"
    assert sign_in(village, "gv", "sai").json == sign_in(village, "nobody", "sai").json


def test_what_waits_on_the_phone_is_sent_once_the_account_is_enabled(village):
    gv = village.client("gv")
    waiting = gv.put()
    assert disable(village, "ht", gv.account).status_code == 200
    assert gv.post("/api/sync", {"protocol": 1, "nonce": "n", "mutations": [waiting]}).status_code == 401
    assert ask(village, "ht", "enable", gv.account).status_code == 200
    assert gv.get("/api/session").status_code == 401, "a session that has ended stays so"
    again = village.client("gv")
    assert code(again.do(waiting)) is None
    assert again.read(waiting["id"])["data"]["n"] == 1


def test_no_code_opens_a_disabled_account(village):
    account = village.accounts["gv"]
    printed = village.client("ht").send("POST", f"/api/people/{account}/code", {}).json["code"]
    assert disable(village, "ht", account).status_code == 200
    assert sign_in(village, "gv", printed).status_code == 401
    assert village.client("ht").send("POST", f"/api/people/{account}/code", {}).status_code == 403
    assert ask(village, "ht", "enable", account).status_code == 200
    assert sign_in(village, "gv", printed).status_code == 401


def test_whoever_looks_after_its_person_reads_since_when_by_whom_and_why(village):
    account = village.accounts["gv"]
    assert disable(village, "ht", account).status_code == 200
    told = person(village.client("so"), account)
    assert (told["disabled"]["by"], told["disabled"]["reason"]) == ("ht", REASON)
    assert told["disabled"]["at"]
    assert (told["may"]["disable"], told["may"]["enable"], told["may"]["reset"]) == (False, True, False)
    assert ask(village, "ht", "enable", account).json["disabled"] is None
    entries = village.client("so").get(f"/api/audit?target={account}").json["entries"]
    done = [(one["what"], one["by"]["name"], one["details"].get("why")) for one in entries if "account" in one["what"]]
    assert done == [("account.enable", "ht", None), ("account.disable", "ht", REASON)]


def test_nobody_enables_what_somebody_higher_has_disabled(village):
    account = village.accounts["gv"]
    assert disable(village, "so", account).status_code == 200
    for by in ("ht", "xa"):
        assert person(village.client(by), account)["may"]["enable"] is False
        assert ask(village, by, "enable", account).status_code == 403, by
    assert ask(village, "admin", "enable", account).status_code == 200
    assert disable(village, "xa", account).status_code == 200
    assert ask(village, "so", "enable", account).status_code == 200


@pytest.mark.parametrize("by", ["gvb", "ht", "xa", "so", "admin"])
def test_nobody_disables_an_equal_a_superior_or_themselves(village, by):
    rank = ["gvb", "ht", "xa", "so", "admin"]
    for name in rank[rank.index(by) :]:
        assert disable(village, by, village.accounts[name]).status_code in (403, 404), name


def test_a_leader_does_not_disable_who_works_in_another_school_too(village):
    with village.app.app_context(), write() as session:
        near = add_unit(session, kind="school", name="THCS Sín Thầu", parent=village.commune)
    account = village.accounts["gv"]
    assert ask(village, "xa", "roles", account, unit=near.id, role="teacher").status_code == 201
    assert disable(village, "ht", account).status_code == 403
    assert disable(village, "xa", account).status_code == 200


def test_it_is_disabled_once_for_a_reason_and_as_one_saw_it(village):
    account = village.accounts["gv"]
    ht, path = village.client("ht"), f"/api/people/{account}/disable"
    assert ht.send("POST", path, {"reason": " "}, 1).status_code == 400
    assert ht.send("POST", path, {}, 1).status_code == 400
    assert ht.send("POST", path, {"reason": REASON}, 9).status_code == 409
    assert ht.send("POST", path, {"reason": REASON}, 1).status_code == 200
    assert ht.send("POST", path, {"reason": REASON}, 2).json["fields"] == {"account": {"rule": "disabled"}}
    assert ht.send("POST", f"/api/people/{account}/enable", {}, 2).status_code == 200
    assert ht.send("POST", f"/api/people/{account}/enable", {}, 3).json["fields"] == {"account": {"rule": "enabled"}}


def test_the_department_sees_which_administrator_made_an_account_of_its_own(village):
    admin, so = village.client("admin"), village.client("so")
    role = {"unit": village.province.id, "role": "department"}
    made = admin.send("POST", "/api/people", {"name": "Người mới", "username": "moi.so", "role": role})
    assert made.status_code == 201
    version = person(admin, village.accounts["gv"])["version"]
    assert admin.send("POST", f"/api/people/{village.accounts['gv']}/roles", role, version).status_code == 201
    listed = so.get(f"/api/people?unit={village.province.id}&role=department").json["people"]
    given = {one["id"]: [held["by"] for held in one["roles"] if held["role"] == "department"] for one in listed}
    assert given[made.json["id"]] == ["admin"]
    assert given[village.accounts["gv"]] == ["admin"]
    done = {
        (one["what"], one["target"]["id"]) for one in so.get("/api/audit?what=person.create,role.give").json["entries"]
    }
    assert {("person.create", made.json["id"]), ("role.give", village.accounts["gv"])} <= done


def test_who_reset_whose_password_stays_written_after_another_is_chosen(village):
    account = village.accounts["gv"]
    printed = village.client("ht").send("POST", f"/api/people/{account}/code", {}).json["code"]
    phone = village.app.test_client()
    body = {"username": village.people["gv"], "password": printed}
    assert phone.post("/api/session", json=body, headers=SAME_ORIGIN).status_code == 200
    headers = SAME_ORIGIN | {"X-Account": account}
    assert phone.put("/api/session/password", json={"password": "ruộng bậc thang"}, headers=headers).status_code == 200
    entries = village.client("so").get(f"/api/audit?target={account}&what=code.issue").json["entries"]
    assert [(one["by"]["name"], one["target"]["name"]) for one in entries] == [("ht", "gv")]
