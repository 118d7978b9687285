"""Whoever prints a code for somebody may use it: so it is printed only from above all schools that it would open."""

import pytest

from server.org import workplaces
from tests.village import DAY, SAME_ORIGIN, Client, code

NEW = "ruộng bậc thang"


def version(client, account):
    return client.get(f"/api/people/{account}").json["version"]


def give(client, account, unit, role="teacher"):
    answer = client.send("POST", f"/api/people/{account}/roles", {"unit": unit, "role": role}, version(client, account))
    assert answer.status_code == 201, answer.text


def leave(client, account):
    assert client.send("POST", f"/api/people/{account}/leave", {}, version(client, account)).status_code == 200


def printed(village, by, account, **members):
    return village.client(by).send("POST", f"/api/people/{account}/code", members)


def may_reset(village, by, account):
    return village.client(by).get(f"/api/people/{account}").json["may"]["reset"]


def listed(village, by, account):
    """What a list of people offers: the desk prints codes for all whom it may tick there."""
    people = village.client(by).get("/api/people").json["people"]
    return next(one for one in people if one["id"] == account)["may"]["reset"]


def opened(village, name, secret):
    """A phone that signs in with a code; what it says of who signed in."""
    http = village.app.test_client()
    body = {"username": village.people[name], "password": secret}
    answer = http.post("/api/session", json=body, headers=SAME_ORIGIN)
    assert answer.status_code == 200, answer.text
    return http


def chosen(http, account, password=NEW):
    headers = SAME_ORIGIN | {"X-Account": account}
    return http.put("/api/session/password", json={"password": password}, headers=headers)


def test_of_two_schools_neither_leader_prints_a_code_and_the_office_above_both_does(village, near):
    account = village.accounts["gv"]
    give(village.client("xa"), account, near.id)
    for by, status in (("ht", 403), ("ht3", 403), ("xa", 201), ("so", 201), ("admin", 201)):
        assert may_reset(village, by, account) is (status == 201), by
        assert printed(village, by, account).status_code == status, by


def test_of_two_communes_only_the_department_prints_a_code(village):
    account = village.accounts["gv"]
    give(village.client("so"), account, village.other.id)
    for by, status in (("ht", 403), ("ht2", 403), ("xa", 403), ("so", 201)):
        assert printed(village, by, account).status_code == status, by


def test_a_role_that_is_yet_to_come_counts(village, near):
    account = village.accounts["gv"]
    xa = village.client("xa")
    soon = {"unit": near.id, "role": "teacher", "since": "2027-01-04"}
    assert xa.send("POST", f"/api/people/{account}/roles", soon, version(xa, account)).status_code == 201
    assert printed(village, "ht", account).status_code == 403


@pytest.mark.parametrize("submitted", [False, True])
def test_records_in_a_school_that_was_left_count(village, near, submitted):
    gv, xa = village.client("gv"), village.client("xa")
    put = gv.put(**({"then": "submit"} if submitted else {}))
    assert code(gv.do(put)) is None
    leave(xa, gv.account)
    give(xa, gv.account, near.id)
    assert may_reset(village, "ht3", gv.account) is False
    assert printed(village, "ht3", gv.account).status_code == 403
    assert printed(village, "xa", gv.account).status_code == 201


@pytest.mark.parametrize("few", [0, workplaces.FEW])
def test_records_that_name_somebody_beside_their_author_count(village, near, monkeypatch, few):
    monkeypatch.setattr(workplaces, "FEW", few)
    gv, gvb, xa = village.client("gv"), village.client("gvb"), village.client("xa")
    put = gvb.put(set={"note": "Cùng viết", "n": 1, "day": DAY, "whom": [gv.account]})
    assert code(gvb.do(put)) is None
    assert gv.read(put["id"])["status"] == "draft"
    leave(xa, gv.account)
    give(xa, gv.account, near.id)
    assert printed(village, "ht3", gv.account).status_code == 403
    assert (may_reset(village, "ht3", gv.account), listed(village, "ht3", gv.account)) == (False, False)
    assert (may_reset(village, "xa", gv.account), listed(village, "xa", gv.account)) == (True, True)
    assert printed(village, "xa", gv.account).status_code == 201


def test_whoever_takes_somebody_on_again_does_not_get_the_drafts_of_the_school_between(village, near):
    """Once of this school, then of another with a draft there, then of none: this school's leader takes them on."""
    gv, xa = village.client("gv"), village.client("xa")
    leave(xa, gv.account)
    give(xa, gv.account, near.id)
    gv.unit = near.id
    draft = gv.put()
    assert code(gv.do(draft)) is None
    leave(xa, gv.account)
    give(village.client("ht"), gv.account, village.school.id)
    assert printed(village, "ht", gv.account).status_code == 403
    # An administrator reaches no school: the code that they may print shows nothing of what was left.
    http = opened(village, "gv", printed(village, "admin", gv.account).json["code"])
    assert chosen(http, gv.account).status_code == 200
    thief = Client.sign_in(village.app, village.people["gv"], near.id, NEW)
    assert thief.get(f"/api/records/{draft['id']}").status_code == 404
    assert draft["id"] not in [one["id"] for one in thief.sync().get("changes", [])]
    assert draft["id"] not in thief.get("/api/records").text


def test_a_code_that_shows_again_what_was_hidden_ends_what_the_hiding_one_opened(village, near):
    gv, xa = village.sign_in("gv"), village.client("xa")
    draft = gv.put()
    assert code(gv.do(draft)) is None
    leave(xa, gv.account)
    give(xa, gv.account, near.id)
    http = opened(village, "gv", printed(village, "admin", gv.account).json["code"])
    assert chosen(http, gv.account).status_code == 200
    thief = Client.sign_in(village.app, village.people["gv"], near.id, NEW)
    theirs = opened(village, "gv", printed(village, "xa", gv.account).json["code"])
    assert chosen(theirs, gv.account, "suối trong rừng").status_code == 200
    assert theirs.get(f"/api/records/{draft['id']}", headers={"X-Account": gv.account}).status_code == 200
    assert thief.get(f"/api/records/{draft['id']}").status_code == 401
    assert gv.get(f"/api/records/{draft['id']}").status_code == 200  # the phone that was there before


def test_a_later_code_ends_the_session_that_an_earlier_one_opened_and_that_chose_nothing(village):
    account = village.accounts["gv"]
    first = opened(village, "gv", printed(village, "ht", account).json["code"])
    second = opened(village, "gv", printed(village, "so", account).json["code"])
    assert chosen(second, account).status_code == 200
    assert chosen(first, account, "suối trong rừng").status_code == 401
    assert first.get("/api/session", headers={"X-Account": account}).status_code == 401


def test_a_list_of_nobody_is_empty(village):
    assert village.client("ht").get("/api/people?q=khong-ai").json["people"] == []
